# What: eats memory through files without a name, which no process has mapped.
# Ends: out_of_memory
# Limits: small
import os

print("TRIED", flush=True)
hog, size, block = [], 0, bytes(10_000_000)
try:
    while size < 1_500_000_000:
        hog.append(os.memfd_create("abuse"))
        for _ in range(2):  # each no longer than a file may be
            size += os.write(hog[-1], block)
except OSError as error:
    raise MemoryError from error
print("ESCAPED: bytes held in files without a name:", size)
