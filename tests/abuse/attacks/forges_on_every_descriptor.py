# What: says noise, and the supervisor's words, on every descriptor that it has or can open.
# Ends: exited
# Runsc: process 1 isn't protected there; what the program does to it, it does to its own run
import os
import struct

from sandbox.runner.frames import Kind, pack

HEAD = struct.Struct(">BII")
assert pack(Kind.LIMIT, {"a": 1}, b"x") == HEAD.pack(Kind.LIMIT, 8, 1) + b'{"a": 1}x'
CHANNEL = 3


def say(kind, about=b"{}", payload=b""):
    os.write(CHANNEL, HEAD.pack(kind, len(about), len(payload)) + about + payload)


noise = os.urandom(60_000)
places = [
    "/proc/1/fd/1",
    "/proc/1/fd/2",
    "/proc/1/fd/0",
    *(f"/proc/self/fd/{number}" for number in range(1, 30)),
]
print("TRIED", flush=True)
for place in places:
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_NONBLOCK)
        if place.startswith("/proc/1/"):
            print("ESCAPED: may write to", place)
        os.write(descriptor, noise)
        os.write(descriptor, pack(Kind.ENDED, {"code": 0}) + pack(Kind.EXIT))
    except OSError:
        pass
