"""While the program runs: its streams and its frames in, bounded frames out, children reaped."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from sandbox.runner import kernel
from sandbox.runner.frames import FROM_PROGRAM, BadFrame, Kind, Reader, pack
from sandbox.runner.job import Bounds
from sandbox.runner.limits import sentence

if TYPE_CHECKING:
    from sandbox.runner.gate import Gate

TOO_MUCH = 20  # times `stream_bytes`: beyond it the program is ended, below it the rest is dropped
_GRACE = 10.0  # seconds after the wall time; the host's own timer comes first where there still is a host
_LOOK = 0.1  # seconds between two looks at memory
_COUNT = 0.02  # seconds between two counts of threads, where nothing outside holds them
_BLOCK = 64 * 1024
_SLOWED = 5.0  # seconds without a processor, from which on it is said


class Relay:
    """One program's pipes. `send` takes packed frames and may block. `gate`: its way to the host's network."""

    def __init__(
        self, bounds: Bounds, ends: dict[str, int], send: Callable[[bytes], None], gate: Gate | None = None
    ) -> None:
        self._bounds, self._send, self._gate = bounds, send, gate
        self._names = {end: name for name, end in ends.items()}
        self._seen = dict.fromkeys(ends, 0)
        self._reader, self._host = Reader(), Reader()
        self._polled: set[int] = set()
        self._refused, self._throttled = kernel.refused_processes(), kernel.throttled_seconds()
        self._status: int | None = None
        self._killed = kernel.killed_for_memory()
        self._looked = self._counted = time.monotonic()
        self.too_much = self.over_memory = False

    def run(self, child: int, wakeup: int) -> int | None:
        """Until the program and all it started are gone and their pipes are empty. Its wait status."""
        deadline = time.monotonic() + self._bounds.wall_seconds + _GRACE
        poll = select.poll()
        for descriptor in (0, wakeup, *self._names):
            poll.register(descriptor, select.POLLIN)
        pause = int(1000 * (_LOOK if self._bounds.processes is None else _COUNT))
        while self._names:
            self._poll_gate(poll)
            for descriptor, events in poll.poll(pause):
                if descriptor == 0:
                    self._hear()
                elif descriptor == wakeup:
                    _quieten(wakeup)
                elif descriptor not in self._names:
                    self._pass_gate(descriptor, events)
                elif not self._take(descriptor):
                    poll.unregister(descriptor)
                    os.close(descriptor)
                    del self._names[descriptor]
            self._reap(child)
            self._hold()
            if self._status is not None or self.too_much or self.over_memory or time.monotonic() > deadline:
                end_all()
        self._wait(child, wakeup)
        self._tell_counters()
        return self._status

    def _hear(self) -> None:
        """The host let go, or sends what the gate waits for."""
        data = os.read(0, _BLOCK)
        if not data:
            raise EOFError
        for frame in self._host.feed(data):
            if self._gate is not None:
                self._gate.take(frame)

    def _poll_gate(self, poll: select.poll) -> None:
        wanted = self._gate.events() if self._gate is not None else {}
        for descriptor in self._polled - wanted.keys():
            with contextlib.suppress(KeyError):
                poll.unregister(descriptor)
        for descriptor, events in wanted.items():
            poll.register(descriptor, events)
        self._polled = set(wanted)

    def _pass_gate(self, descriptor: int, events: int) -> None:
        if self._gate is not None:
            self._gate.handle(descriptor, events)

    def _tell_counters(self) -> None:
        """What the kernel held back, which the program may not have noticed."""
        if kernel.refused_processes() > self._refused:
            self._limit("processes", "It wanted more processes or threads than it may have.")
        slowed = kernel.throttled_seconds() - self._throttled
        if slowed > _SLOWED:
            self._limit(
                "cpus", f"It was held back for {slowed:,.0f} s: it wanted more processor than it may use."
            )

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
            what = "It printed more" if name == "stdout" else "Its messages about errors are longer"
            says = f"{what} than {self._bounds.stream_bytes:,} bytes: the rest is left out."
            self._limit("stream_bytes", says, name)
        if self._seen[name] > TOO_MUCH * self._bounds.stream_bytes:
            self.too_much = True

    def _limit(self, name: str, says: str, stream: str = "") -> None:
        self._send(pack(Kind.LIMIT, {"limit": name, "says": says, "stream": stream}))

    def _pass_frames(self, data: bytes) -> None:
        if self._seen["said"] < 0:
            return
        self._seen["said"] += len(data)
        try:
            for frame in self._reader.feed(data):
                if frame.kind not in FROM_PROGRAM:
                    raise BadFrame("Not for a program to say.")
                if frame.kind is Kind.LIMIT:
                    self._limit(
                        frame.about.get("limit", ""), sentence(frame.about.get("limit"), self._bounds)
                    )
                else:
                    self._send(pack(frame.kind, frame.about, frame.payload))
        except ValueError:
            self._seen["said"] = -1
            self._limit("", "The program broke its own display channel: what it showed after that is lost.")

    def killed_for_memory(self) -> bool:
        """The kernel ended something since this began."""
        return kernel.killed_for_memory() > self._killed

    def _hold(self) -> None:
        """What nothing outside holds, or what the kernel has just done about it. Not at every turn."""
        now = time.monotonic()
        if self._bounds.processes is not None and now - self._counted >= _COUNT:
            self._counted = now
            self._hold_threads(self._bounds.processes)
            self.over_memory = self.over_memory or self._is_short_of_memory()
        if now - self._looked >= _LOOK:
            self._looked = now
            self.over_memory = self.over_memory or self._is_over_memory()

    def _hold_threads(self, most: int) -> None:
        if kernel.count_threads() > most:
            self._limit("processes", f"More than {most} processes and threads: the program was ended.")
            end_all()

    def _is_short_of_memory(self) -> bool:
        """Where the kernel outside ends the whole sandbox, and can't always tell why."""
        return (
            self._bounds.spare_mb is not None and kernel.free_memory() < self._bounds.spare_mb * 1024 * 1024
        )

    def _is_over_memory(self) -> bool:
        if self._bounds.memory_mb is None:
            return self.killed_for_memory()
        return kernel.held_memory() > self._bounds.memory_mb * 1024 * 1024

    def _reap(self, child: int) -> None:
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                if pid == child:
                    self._status = status

    def _wait(self, child: int, wakeup: int) -> None:
        """A program may close its pipes and go on."""
        deadline = time.monotonic() + self._bounds.wall_seconds + _GRACE
        while self._status is None:
            readable, _, _ = select.select([0, wakeup], [], [], _COUNT)
            if 0 in readable:
                self._hear()
            if wakeup in readable:
                _quieten(wakeup)
            self._reap(child)
            self._hold()
            if time.monotonic() > deadline or self.over_memory:
                end_all()
        end_all()


def _quieten(wakeup: int) -> None:
    with contextlib.suppress(BlockingIOError):
        os.read(wakeup, 4096)


def end_all() -> None:
    """End every process in this sandbox but this one. Only for process 1."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
