# What: says what isn't JSON, or isn't of the kind that is expected.
# Ends: exited
import os
import struct

from sandbox.runner.frames import Kind, pack

HEAD = struct.Struct(">BII")
assert pack(Kind.LIMIT, {"a": 1}, b"x") == HEAD.pack(Kind.LIMIT, 8, 1) + b'{"a": 1}x'
CHANNEL = 3


def say(kind, about=b"{}", payload=b""):
    os.write(CHANNEL, HEAD.pack(kind, len(about), len(payload)) + about + payload)


numbers = '{"done": %s, "total": %s, "label": "x"}' % ("9" * 4000, "-1e999")
for kind, about in (
    (Kind.PROGRESS, numbers),
    (Kind.PROGRESS, '{"done": true, "total": [], "label": "x"}'),
    (Kind.FAILURE, '{"kind": "E", "message": "", "line": %s, "traceback": "", "memory": 1}' % ("9" * 4000)),
    (Kind.LIMIT, '{"says": "x", "stream": {"a": []}}'),
    (Kind.FACT, '{"opened": [], "warning": 5}'),
    (Kind.DISPLAY, '{"mime": null, "size": 1.5}'),
    (Kind.FAILURE, "[1, 2]"),
):
    if os.fork() == 0:
        say(kind, about.encode())
        os._exit(0)
    os.wait()
print("TRIED")
