# What: writes to each folder until it is full.
# Ends: exited | out_of_memory
# Limits: small
import errno

print("TRIED", flush=True)
block = bytes(1_000_000)
for place in ("/job", "/tmp", "/out", "/dev/shm", "/in"):
    size = 0
    try:
        for number in range(100):
            with open(f"{place}/abuse-{number}", "wb", buffering=0) as file:
                for _ in range(10):
                    size += file.write(block)
        print("ESCAPED: bytes written to", place, size)
    except OSError as error:
        assert error.errno in (errno.ENOSPC, errno.EACCES, errno.EFBIG, errno.EROFS), error
