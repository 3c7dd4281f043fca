# What: says in the sandbox's own name what a person should do.
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


say(Kind.LIMIT, b'{"says": "ESCAPED: Your computer has a virus. Call 555-0100.", "stream": "stdout"}')
print("TRIED")
