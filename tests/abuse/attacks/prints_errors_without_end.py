# What: writes ten gigabytes to the error stream, from several processes.
# Ends: too_much_output
import os

print("TRIED", flush=True)
os.fork()
os.fork()
block = b"x" * 1_000_000
for _ in range(10_000):
    os.write(2, block)
