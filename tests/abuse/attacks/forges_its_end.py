# What: says that it ended well and that nothing follows, and then fails.
# Ends: exited
# Code: 3
import os
import struct

from sandbox.runner.frames import Kind, pack

HEAD = struct.Struct(">BII")
assert pack(Kind.LIMIT, {"a": 1}, b"x") == HEAD.pack(Kind.LIMIT, 8, 1) + b'{"a": 1}x'
CHANNEL = 3


def say(kind, about=b"{}", payload=b""):
    os.write(CHANNEL, HEAD.pack(kind, len(about), len(payload)) + about + payload)


for number in (CHANNEL, *(descriptor for descriptor in range(4, 100))):
    CHANNEL = number
    try:
        say(Kind.ENDED, b'{"code": 0, "peak": 1}')
        say(Kind.EXIT)
    except OSError:
        pass
print("TRIED")
raise SystemExit(3)
