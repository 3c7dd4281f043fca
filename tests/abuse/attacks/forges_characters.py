# What: says halves of characters, controls and marks of direction in every field.
# Ends: exited
import os
import struct

from sandbox.runner.frames import Kind, pack

HEAD = struct.Struct(">BII")
assert pack(Kind.LIMIT, {"a": 1}, b"x") == HEAD.pack(Kind.LIMIT, 8, 1) + b'{"a": 1}x'
CHANNEL = 3


def say(kind, about=b"{}", payload=b""):
    os.write(CHANNEL, HEAD.pack(kind, len(about), len(payload)) + about + payload)


EVIL = r"\ud800 \u202e\u061c\u200f\u2066 \u001b[31m\u0000\u0007\u009b31m \udc80".encode()
say(Kind.PROGRESS, b'{"done": 1, "total": 2, "label": "%s"}' % EVIL)
say(Kind.FACT, b'{"warning": "%s"}' % EVIL)
say(
    Kind.DISPLAY,
    b'{"mime": "text/plain", "size": 9, "what": "%s", "text": "%s", "cut": "%s"}' % (EVIL, EVIL, EVIL),
)
say(Kind.CHUNK, b"{}", b"\xff\x1b[31m\xe2\x80")
say(Kind.FAILURE, b'{"kind": "%s", "message": "%s", "line": 1, "traceback": "%s"}' % (EVIL, EVIL, EVIL))
print("TRIED")
