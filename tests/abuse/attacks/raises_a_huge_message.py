# What: raises an exception with a message of a hundred megabytes and more behind it.
# Ends: exited
# Code: 1
print("TRIED", flush=True)
try:
    raise ValueError("y\u202e\x1b[31m" * 1_000_000)
except ValueError:
    raise ValueError("x" * 100_000_000) from None
