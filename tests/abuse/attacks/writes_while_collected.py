# What: leaves a child that goes on writing to what is being kept.
# Ends: exited
# Code: 0
import os
import time

open("/out/grows.txt", "w").write("x" * 1_000_000)
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        os.closerange(0, 1024)
        with open("/out/grows.txt", "a") as file:
            while True:
                file.write("x" * 100_000)
                file.truncate(0)
                if os.fork():
                    os._exit(0)
time.sleep(0.1)
print("TRIED")
