# What: uses up its descriptors, in many processes, and then wants to show something.
# Ends: exited | out_of_memory
import os
import time

held = []
for _ in range(10):
    if os.fork() == 0:
        try:
            while True:
                held.append(os.open("/dev/null", os.O_RDONLY))
        except OSError:
            time.sleep(100)
try:
    while len(held) < 100_000:
        held.append(os.open("/dev/null", os.O_RDONLY))
    print("ESCAPED: so many descriptors:", len(held))
except OSError:
    pass
print("TRIED", len(held))
display("shown")
