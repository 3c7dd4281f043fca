# What: eats memory in processes which are each small enough.
# Ends: out_of_memory
# Limits: small
import os
import time

read, write = os.pipe()
print("TRIED", flush=True)
children = []
for _ in range(20):
    child = os.fork()
    if child == 0:
        hog = bytearray(b"x") * 40_000_000
        os.write(write, b"x")
        time.sleep(1)
        os._exit(0)
    children.append(child)
os.close(write)
statuses = [os.waitpid(child, 0)[1] for child in children]
if not any(statuses):
    print("ESCAPED: 800 MB held at once by", len(os.read(read, 100)), "processes")
raise SystemExit(1)
