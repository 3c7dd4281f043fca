# What: closes all its descriptors and computes on.
# Ends: timed_out
# Limits: wall_seconds=0.5
import os

print("TRIED", flush=True)
os.closerange(0, 4096)
while True:
    pass
