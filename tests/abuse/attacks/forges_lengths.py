# What: gives a frame a length of four gigabytes.
# Ends: exited
import os
import struct

from sandbox.runner.frames import Kind, pack

HEAD = struct.Struct(">BII")
assert pack(Kind.LIMIT, {"a": 1}, b"x") == HEAD.pack(Kind.LIMIT, 8, 1) + b'{"a": 1}x'
CHANNEL = 3


def say(kind, about=b"{}", payload=b""):
    os.write(CHANNEL, HEAD.pack(kind, len(about), len(payload)) + about + payload)


os.write(CHANNEL, HEAD.pack(Kind.DISPLAY, 2**32 - 1, 2**32 - 1) + b"x" * 50_000)
print("TRIED")
