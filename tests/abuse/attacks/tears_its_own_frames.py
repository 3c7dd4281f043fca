# What: speaks with several voices at once, so that frames tear each other.
# Ends: exited | timed_out | too_much_output
# Limits: wall_seconds=4
import os
import struct

from sandbox.runner.frames import Kind, pack

HEAD = struct.Struct(">BII")
assert pack(Kind.LIMIT, {"a": 1}, b"x") == HEAD.pack(Kind.LIMIT, 8, 1) + b'{"a": 1}x'
CHANNEL = 3


def say(kind, about=b"{}", payload=b""):
    os.write(CHANNEL, HEAD.pack(kind, len(about), len(payload)) + about + payload)


print("TRIED", flush=True)
for number in range(4):
    if os.fork() == 0:
        for _ in range(200):
            say(Kind.DISPLAY, b'{"mime": "text/plain", "size": 100000, "what": "", "text": "x"}')
            say(Kind.CHUNK, b"{}", bytes([65 + number]) * 100_000)
        os._exit(0)
for _ in range(4):
    os.wait()
