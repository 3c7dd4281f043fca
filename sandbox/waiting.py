"""Waits until a started sandbox says that it is ready for a program."""

from __future__ import annotations

import select
import time

from sandbox.base import SandboxUnavailable
from sandbox.conversation import Wire
from sandbox.runner.frames import BadFrame, Kind, Reader


def wait_until_ready(wire: Wire, seconds: float) -> None:
    """Raises SandboxUnavailable where it ends, says something else, or takes longer."""
    reader, deadline = Reader(), time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        poll = select.poll()
        poll.register(wire.descriptors()[0], select.POLLIN)
        poll.poll(int(left * 1000) + 1)
        data = wire.receive()
        if data is None:
            break
        try:
            kinds = [frame.kind for frame in reader.feed(data)]
        except BadFrame:
            break
        if kinds:
            if kinds == [Kind.READY] and reader.clean:
                return
            break
    raise SandboxUnavailable("The sandbox didn't start.", "Try again; see the doctor if it stays so.")
