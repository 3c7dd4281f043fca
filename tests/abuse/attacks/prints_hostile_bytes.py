# What: prints what isn't text, what steers a terminal, and what turns the direction of writing.
# Ends: exited
# Code: 0
import os

pieces = [
    *(
        b"\xff\xfe\x00\x80\xc0\xaf\xed\xa0\x80\xf5\x90",
        bytes(range(256)),
        "".join(map(chr, range(0x80, 0xA0))).encode(),
    ),
    *(b"\x1b]52;c;aGVsbG8=\x07", b"\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", b"\x1bP+q\x1b\\", b"\x9b31m"),
    *(
        b"\x1b[2J\x1b[H\x1b[?1049h",
        b"\x1b]0;title",
        b"\x1b[6n\x1b[c\x1b[>c",
        b"\x1bc",
        b"\x1b_G\x1b\\",
        b"\x1b%G",
    ),
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2028\u2029".encode(),
    *(
        b"\r\n\r\r\n\x0b\x0c\x08\x08",
        b"\xe4",
        b"\xbd",
        b"\xa0",
        b"\x1b",
        b"[",
        b"1",
        b"m",
        b"\n\x1b[" + b"0" * 5000,
    ),
]
for stream in (1, 2):
    for piece in pieces:
        os.write(stream, piece)
os.write(1, b"\nTRIED\n")
os.write(1, b"\x1b]" + b"open for ever " * 1000)
