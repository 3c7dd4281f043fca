"""The host's side of one run: send the job, read frames, keep the time, and never wait on the other side."""

from __future__ import annotations

import select
import threading
import time
from dataclasses import dataclass
from typing import Literal, Protocol

from sandbox.base import Ended, Limits, SandboxUnavailable
from sandbox.recording import Recording
from sandbox.runner.frames import BadFrame, Reader
from sandbox.upload import Upload

START_SECONDS = 60.0
_TICK = 0.05  # seconds between two looks at `cancel`
_COLLECT = 1.5  # seconds for the files in /out
_SLACK = 32 * 1024 * 1024

Result = Ended | Literal["done", "lost"]


class Wire(Protocol):
    """Two directions of bytes, neither of which blocks."""

    def descriptors(self) -> tuple[int, int]:
        """To read from, to write to."""

    def receive(self) -> bytes | None:
        """What is there; b"" for nothing yet, None at the end."""

    def send(self, data: memoryview) -> int:
        """How many bytes went. Raises OSError where the other side is gone."""


@dataclass
class Conversation:
    """One job over one wire."""

    wire: Wire
    upload: Upload
    recording: Recording
    limits: Limits
    cancel: threading.Event | None

    def hold(self) -> Result:
        """Until the end, whichever comes first. "lost": the other side went without a word.

        Raises SandboxUnavailable where nothing starts within START_SECONDS.
        """
        reader, began, total = Reader(), time.monotonic(), 0
        most = 2 * self.limits.stream_bytes + self.limits.output_bytes + _SLACK
        while not self.recording.done:
            if self.cancel is not None and self.cancel.is_set():
                return "stopped"
            now = time.monotonic()
            if now >= self._deadline(began):
                return self._late()
            data = self._step(min(_TICK, self._deadline(began) - now))
            if data is None:
                return "lost"
            total += len(data)
            if total > most:
                return "too_much_output"
            try:
                for frame in reader.feed(data):
                    self.recording.take(frame)
            except BadFrame as error:
                self.recording.broken(str(error))
                return "lost"
        return "done"

    def _deadline(self, began: float) -> float:
        if self.recording.ended_at is not None:
            return self.recording.ended_at + _COLLECT
        if self.recording.started_at is not None:
            return self.recording.started_at + self.limits.wall_seconds
        return began + START_SECONDS

    def _late(self) -> Result:
        if self.recording.ended_at is not None:
            self.recording.say("Keeping the files took too long: some are left out.")
            return "done"
        if self.recording.started_at is not None:
            return "timed_out"
        raise SandboxUnavailable("The sandbox didn't start.", "Try again; see the doctor if it stays so.")

    def _step(self, timeout: float) -> bytes | None:
        """Send what goes, return what came."""
        reads, writes = self.wire.descriptors()
        poll = select.poll()
        poll.register(reads, select.POLLIN)
        if self.upload.pending:
            poll.register(writes, (select.POLLIN if reads == writes else 0) | select.POLLOUT)
        ready = dict(poll.poll(max(1, int(timeout * 1000))))
        if ready.get(writes, 0) & (select.POLLOUT | select.POLLERR) and self.upload.pending:
            try:
                self.upload.sent(self.wire.send(self.upload.head()))
            except BlockingIOError:
                pass
            except OSError:
                return self.wire.receive()
        if ready.get(reads, 0) & ~select.POLLOUT:
            return self.wire.receive()
        return b""
