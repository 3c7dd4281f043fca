# What: prints a megabyte of escapes that open and never close, to keep whoever reads them busy.
# Ends: exited
# Code: 0
import os

print("TRIED", flush=True)
for piece in (b"\x1b", b"\x1b]", b"\x1b[0;", b"\x1bP ", b"\x1b[ ", b"\x9b1;"):
    for _ in range(300):
        os.write(1, piece * (400 // len(piece)))
os.write(2, b"\x1b]" + b"0" * 900_000)
