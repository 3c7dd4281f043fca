# What: prints one line without end that writes over itself.
# Ends: too_much_output
import os

print("TRIED")
while True:
    os.write(1, b"progress\r" * 5000)
