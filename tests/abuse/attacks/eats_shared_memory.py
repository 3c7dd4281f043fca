# What: eats memory which is shared, and so no single process's own.
# Ends: out_of_memory
# Limits: small
import mmap
import os
import time

read, write = os.pipe()
print("TRIED", flush=True)
children = []
for _ in range(4):
    child = os.fork()
    if child == 0:
        try:
            piece = mmap.mmap(-1, 130_000_000)
            for _ in range(130):
                piece.write(b"x" * 1_000_000)
        except (OSError, MemoryError):
            os._exit(1)
        os.write(write, b"x")
        time.sleep(1)
        os._exit(0)
    children.append(child)
os.close(write)
statuses = [os.waitpid(child, 0)[1] for child in children]
if not any(statuses):
    print("ESCAPED: 520 MB held at once by", len(os.read(read, 100)), "processes")
raise MemoryError
