# What: tells of failures, limits and warnings, each the longest there can be.
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
for number in range(1_000):
    say(
        Kind.FAILURE,
        b'{"kind": "E", "message": "%d%s", "line": 1, "traceback": ""}' % (number, b"x" * 200_000),
    )
    say(Kind.LIMIT, b'{"says": "More than %d outputs%s: the rest is left out."}' % (number, b"x" * 200_000))
    say(Kind.FACT, b'{"warning": "%d%s"}' % (number, b"x" * 200_000))
