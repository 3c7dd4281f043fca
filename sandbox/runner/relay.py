"""While the program runs: its streams and its frames in, bounded frames out, children reaped."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable

from sandbox.runner import kernel
from sandbox.runner.frames import FROM_PROGRAM, BadFrame, Kind, Reader, pack
from sandbox.runner.job import Bounds

TOO_MUCH = 20  # times `stream_bytes`: beyond it the program is ended, below it the rest is dropped
_GRACE = 10.0  # seconds after the wall time; the host's own timer comes first where there still is a host
_LOOK = 0.1  # seconds between two looks at processes and memory
_BLOCK = 64 * 1024


class Relay:
    """One program's pipes. `send` takes packed frames and may block."""

    def __init__(self, bounds: Bounds, ends: dict[str, int], send: Callable[[bytes], None]) -> None:
        self._bounds, self._send = bounds, send
        self._names = {end: name for name, end in ends.items()}
        self._seen = dict.fromkeys(ends, 0)
        self._reader = Reader()
        self._status: int | None = None
        self._killed, self._looked = kernel.killed_for_memory(), time.monotonic()
        self.too_much = self.over_memory = False

    def run(self, child: int, wakeup: int) -> int | None:
        """Until the program and all it started are gone and their pipes are empty. Its wait status."""
        deadline = time.monotonic() + self._bounds.wall_seconds + _GRACE
        poll = select.poll()
        for descriptor in (0, wakeup, *self._names):
            poll.register(descriptor, select.POLLIN)
        pause = int(1000 * _LOOK)
        while self._names:
            for descriptor, _ in poll.poll(pause):
                if descriptor == 0:
                    raise EOFError  # the host let go
                if descriptor == wakeup:
                    with contextlib.suppress(BlockingIOError):
                        os.read(wakeup, 4096)
                elif not self._take(descriptor):
                    poll.unregister(descriptor)
                    os.close(descriptor)
                    del self._names[descriptor]
            self._reap(child)
            self._hold()
            if self._status is not None or self.too_much or self.over_memory or time.monotonic() > deadline:
                end_all()
        self._wait(child)
        return self._status

    def _take(self, descriptor: int) -> bool:
        name = self._names[descriptor]
        data = os.read(descriptor, _BLOCK)
        if name == "said":
            self._pass_frames(data)
        else:
            self._pass_stream(name, data)
        return bool(data)

    def _pass_stream(self, name: str, data: bytes) -> None:
        room = self._bounds.stream_bytes - self._seen[name]
        self._seen[name] += len(data)
        kept = data[: max(room, 0)]
        if kept:
            self._send(pack(Kind.STDOUT if name == "stdout" else Kind.STDERR, None, kept))
        if room >= 0 and len(kept) < len(data):
            self._limit(
                f"{name} is longer than {self._bounds.stream_bytes:,} bytes: the rest is left out.", name
            )
        if self._seen[name] > TOO_MUCH * self._bounds.stream_bytes:
            self.too_much = True

    def _limit(self, says: str, name: str) -> None:
        self._send(pack(Kind.LIMIT, {"says": says, "stream": name}))

    def _pass_frames(self, data: bytes) -> None:
        if self._seen["said"] < 0:
            return
        self._seen["said"] += len(data)
        try:
            for frame in self._reader.feed(data):
                if frame.kind not in FROM_PROGRAM:
                    raise BadFrame("Not for a program to say.")
                self._send(pack(frame.kind, frame.about, frame.payload))
        except ValueError:
            self._seen["said"] = -1
            self._limit("The program broke its own display channel: what it showed after that is lost.", "")

    def killed_for_memory(self) -> bool:
        """The kernel ended something since this began."""
        return kernel.killed_for_memory() > self._killed

    def _hold(self) -> None:
        """What nothing outside holds, or what the kernel has just done about it. Not at every turn."""
        if time.monotonic() - self._looked < _LOOK:
            return
        self._looked = time.monotonic()
        if self._bounds.processes is None or self._bounds.memory_mb is None:
            self.over_memory = self.killed_for_memory()
            return
        count, memory = kernel.census()
        if memory > self._bounds.memory_mb * 1024 * 1024:
            self.over_memory = True
        elif count > self._bounds.processes:
            self._limit(f"More than {self._bounds.processes} processes: the program was ended.", "")
            end_all()

    def _reap(self, child: int) -> None:
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                if pid == child:
                    self._status = status

    def _wait(self, child: int) -> None:
        """A program may close its pipes and go on."""
        deadline = time.monotonic() + self._bounds.wall_seconds + _GRACE
        while self._status is None:
            readable, _, _ = select.select([0], [], [], 0.02)
            if readable:
                raise EOFError
            self._reap(child)
            self._hold()
            if time.monotonic() > deadline or self.over_memory:
                end_all()
        end_all()


def end_all() -> None:
    """End every process in this sandbox but this one. Only for process 1."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
