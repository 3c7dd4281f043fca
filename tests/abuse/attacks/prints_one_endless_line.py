# What: prints one line without end that writes over itself.
# Ends: too_much_output
# Limits: wall_seconds=8
import os

print("TRIED")
while True:
    os.write(1, b"progress\r" * 5000)
