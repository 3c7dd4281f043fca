# What: aborts.
# Ends: exited
# Code: 134
import os

print("TRIED", flush=True)
os.abort()
