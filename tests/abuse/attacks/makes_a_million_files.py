# What: makes a million empty files, half of them to be kept.
# Ends: exited | timed_out | out_of_memory
# Limits: wall_seconds=2
import os

print("TRIED", flush=True)
try:
    for number in range(500_000):
        for place in ("/tmp", "/out"):
            os.close(os.open(f"{place}/{number}", os.O_CREAT | os.O_WRONLY))
except OSError:
    pass
