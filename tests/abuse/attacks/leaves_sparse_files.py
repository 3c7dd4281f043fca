# What: leaves files that are large and hold nothing.
# Ends: exited
# Code: 0
# Says: too large
# Limits: output_bytes=20000000
import os

for number, size in enumerate((2**40, 2**62, *[200_000_000] * 50, *[9_000_000] * 50)):
    with open(f"/out/{number:03}", "wb") as file:
        try:
            os.truncate(file.fileno(), size)
        except OSError:
            pass
print("TRIED")
