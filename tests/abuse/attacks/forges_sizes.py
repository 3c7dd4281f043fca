# What: announces more than it sends, and more than anyone could hold.
# Ends: exited | too_much_output
import os
import struct

from sandbox.runner.frames import Kind, pack

HEAD = struct.Struct(">BII")
assert pack(Kind.LIMIT, {"a": 1}, b"x") == HEAD.pack(Kind.LIMIT, 8, 1) + b'{"a": 1}x'
CHANNEL = 3


def say(kind, about=b"{}", payload=b""):
    os.write(CHANNEL, HEAD.pack(kind, len(about), len(payload)) + about + payload)


print("TRIED", flush=True)
for about in (b'{"mime": "text/html", "size": 1000000000000}', b'{"mime": "text/html", "size": 10}'):
    if os.fork() == 0:
        say(Kind.DISPLAY, about)
        for _ in range(2000):
            say(Kind.CHUNK, b"{}", b"x" * 250_000)
        os._exit(0)
    os.wait()
