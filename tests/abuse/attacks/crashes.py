# What: reads where there is nothing.
# Ends: exited
# Code: 139
import ctypes

print("TRIED", flush=True)
ctypes.string_at(0)
