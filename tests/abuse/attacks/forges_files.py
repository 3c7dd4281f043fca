# What: hands in files that it didn't make, by the supervisor's words.
# Ends: exited
import os
import struct

from sandbox.runner.frames import Kind, pack

HEAD = struct.Struct(">BII")
assert pack(Kind.LIMIT, {"a": 1}, b"x") == HEAD.pack(Kind.LIMIT, 8, 1) + b'{"a": 1}x'
CHANNEL = 3


def say(kind, about=b"{}", payload=b""):
    os.write(CHANNEL, HEAD.pack(kind, len(about), len(payload)) + about + payload)


say(Kind.FILE, b'{"name": "../../etc/passwd", "size": 7}')
say(Kind.FILE_CHUNK, b"{}", b"ESCAPED")
say(Kind.DISPLAY, b'{"mime": "text/html", "size": 7, "name": "../x"}')
say(Kind.FILE_CHUNK, b"{}", b"ESCAPED")
print("TRIED")
