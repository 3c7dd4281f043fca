# What: ends in the middle of a frame, written a byte at a time.
# Ends: exited
# Code: 0
import os
import struct

from sandbox.runner.frames import Kind, pack

HEAD = struct.Struct(">BII")
assert pack(Kind.LIMIT, {"a": 1}, b"x") == HEAD.pack(Kind.LIMIT, 8, 1) + b'{"a": 1}x'
CHANNEL = 3


def say(kind, about=b"{}", payload=b""):
    os.write(CHANNEL, HEAD.pack(kind, len(about), len(payload)) + about + payload)


for byte in pack(Kind.DISPLAY, {"mime": "text/plain", "size": 3, "what": "", "text": "abc"})[:-1]:
    os.write(CHANNEL, bytes([byte]))
print("TRIED")
