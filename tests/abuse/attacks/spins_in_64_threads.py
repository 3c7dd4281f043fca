# What: computes in 64 threads without Python's lock.
# Ends: timed_out
# Limits: wall_seconds=1
import hashlib
import threading


def spin():
    block = bytes(1_000_000)
    while True:
        hashlib.sha256(block).digest()


print("TRIED", flush=True)
threads = [threading.Thread(target=spin) for _ in range(64)]
for thread in threads:
    thread.start()
