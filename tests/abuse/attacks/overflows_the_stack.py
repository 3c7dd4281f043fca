# What: recurses in C until the stack is at its end.
# Ends: exited
import json
import sys

print("TRIED", flush=True)
sys.setrecursionlimit(10**9)
nested = []
for _ in range(1_000_000):
    nested = [nested]
json.dumps(nested)
