# What: writes single bytes, halves of characters and torn escapes for as long as it may.
# Ends: timed_out | too_much_output
# Limits: wall_seconds=1
import os

print("TRIED", flush=True)
while True:
    for byte in "\x1b[31m\u202eé你\x1b]52;c;aGk=\x07".encode():
        os.write(1, bytes([byte]))
        os.write(2, bytes([byte]))
