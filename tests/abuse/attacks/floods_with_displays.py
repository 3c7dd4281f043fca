# What: shows twenty thousand things without the runner's help.
# Ends: exited | timed_out | too_much_output
# Says: outputs
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
for number in range(20_000):
    say(Kind.DISPLAY, b'{"mime": "text/plain", "size": 1, "what": "", "text": "x"}')
    say(Kind.CHUNK, b"{}", b"x")
