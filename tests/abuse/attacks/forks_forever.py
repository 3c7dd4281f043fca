# What: forks without end.
# Ends: timed_out | exited | out_of_memory
# Limits: small wall_seconds=1
import os

print("TRIED", flush=True)
while True:
    try:
        os.fork()
    except OSError:
        pass
