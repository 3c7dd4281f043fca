# What: computes in C, where Python sees no signal.
# Ends: timed_out
# Limits: wall_seconds=0.5
import re

print("TRIED", flush=True)
re.match(r"(a|aa|aaa)*b", "a" * 5000)
