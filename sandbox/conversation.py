"""The host's side of one run: send the job, read frames, keep the time, and never wait on the other side."""

from __future__ import annotations

import contextlib
import os
import select
import threading
import time
from collections import deque
from dataclasses import dataclass
from queue import Empty
from typing import Literal, Protocol

from sandbox.base import Ended, Limits, SandboxUnavailable
from sandbox.network.tunnel import Network
from sandbox.recording import Recording
from sandbox.runner.frames import BadFrame, Frame, Kind, Reader
from sandbox.runner.view import SECONDS
from sandbox.upload import Upload

START_SECONDS = 60.0
_TICK = 0.05  # seconds between two looks at `cancel`
_COLLECT = 1.5  # seconds for the files in /out
_VIEW = SECONDS + 3.0  # seconds for what was left in a view
_COPY = 60.0  # seconds beyond START_SECONDS for a folder that is copied into one
_SLACK = 32 * 1024 * 1024
_OF_THE_GATE = frozenset({Kind.OPEN, Kind.DATA, Kind.ACK, Kind.CLOSE})

Result = Ended | Literal["done", "lost"]


class NeverStarted(SandboxUnavailable):
    """The other side went before the program began."""

    def __init__(self, detail: str) -> None:
        super().__init__("The sandbox didn't start.", "Try again; see the doctor if it stays so.", detail)


class Wire(Protocol):
    """Two directions of bytes, neither of which blocks."""

    def descriptors(self) -> tuple[int, int]:
        """To read from, to write to."""

    def receive(self) -> bytes | None:
        """What is there; b"" for nothing yet, None at the end."""

    def send(self, data: memoryview) -> int:
        """How many bytes went. Raises OSError where the other side is gone."""


class Outgoing:
    """Frames for the other side, from any thread. `descriptor` is readable while there may be some."""

    def __init__(self) -> None:
        self._pieces: deque[bytes] = deque()
        self._head = memoryview(b"")
        self._lock, self._closed = threading.Lock(), False
        self.descriptor, self._bell = os.pipe()
        os.set_blocking(self.descriptor, False)
        os.set_blocking(self._bell, False)

    def put(self, data: bytes) -> None:
        with self._lock:
            if self._closed:
                return  # the run is over
            self._pieces.append(data)
            with contextlib.suppress(BlockingIOError):  # full: it rings already
                os.write(self._bell, b"!")

    def head(self) -> memoryview:
        """The next bytes to send, empty where there are none."""
        if not self._head and self._pieces:
            self._head = memoryview(self._pieces.popleft())
        return self._head

    def sent(self, count: int) -> None:
        self._head = self._head[count:]

    def hear(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self.descriptor, 65536)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            os.close(self.descriptor)
            os.close(self._bell)


@dataclass
class Conversation:
    """One job over one wire. `network`: the connections of a program that may reach hosts, sending by `outgoing`."""

    wire: Wire
    upload: Upload
    recording: Recording
    limits: Limits
    cancel: threading.Event | None
    network: Network | None = None
    outgoing: Outgoing | None = None

    def hold(self) -> Result:
        """Until the end, whichever comes first. "lost": the other side went without a word.

        Raises SandboxUnavailable where nothing starts within START_SECONDS.
        """
        try:
            return self._hold()
        finally:
            self._note_hosts()

    def _hold(self) -> Result:
        reader, began, total = Reader(), time.monotonic(), 0
        most = 2 * self.limits.stream_bytes + self.limits.output_bytes + _SLACK
        if self.recording.view is not None:
            most += self.limits.change_bytes + 2 * _SLACK
        while not self.recording.done:
            if self.cancel is not None and self.cancel.is_set():
                return "stopped"
            now = time.monotonic()
            if now >= self._deadline(began):
                return self._late()
            data = self._step(min(_TICK, self._deadline(began) - now))
            if data is None:
                return "done" if self.recording.reads_view else "lost"
            total += len(data)
            try:
                for frame in reader.feed(data):
                    total -= self._take(frame)
            except BadFrame as error:
                self.recording.broken(str(error))
                return "lost"
            if total > most:
                return "too_much_output"
        return "done"

    def _take(self, frame: Frame) -> int:
        """How many bytes of it don't count as output."""
        if frame.kind not in _OF_THE_GATE:
            self.recording.take(frame)
            return 0
        if self.network is None:
            raise BadFrame("Nothing was allowed to be reached.")
        self.network.take(frame)
        return len(frame.payload)

    def _note_hosts(self) -> None:
        if self.network is None:
            return
        with contextlib.suppress(Empty):
            while True:
                host, refused = self.network.asked.get_nowait()
                self.recording.asked(host, refused=refused)
        if self.network.used_up:
            says = f"More than {self.limits.network_mb:,} MB went over the network: it was cut off."
            self.recording.say("network_mb", says)

    def _deadline(self, began: float) -> float:
        recording = self.recording
        if recording.started_at is None:
            return began + START_SECONDS + (_COPY if self.upload.copy is not None else 0)
        latest = recording.started_at + self.limits.wall_seconds
        if recording.ended_at is None:
            return latest
        return min(recording.ended_at, latest) + _COLLECT + (_VIEW if recording.view is not None else 0)

    def _late(self) -> Result:
        if self.recording.reads_view:
            self.recording.say("changes", "Reading what it left in the folder took too long.")
            return "done"
        if self.recording.ended_at is not None:
            self.recording.say("output_bytes", "Keeping the files took too long: some are left out.")
            return "done"
        if self.recording.started_at is not None:
            return "timed_out"
        raise SandboxUnavailable("The sandbox didn't start.", "Try again; see the doctor if it stays so.")

    def _source(self) -> Upload | Outgoing | None:
        """Where the next bytes to send come from: the job first, then the gate's frames."""
        if self.upload.pending:
            return self.upload
        return self.outgoing if self.outgoing is not None and self.outgoing.head() else None

    def _step(self, timeout: float) -> bytes | None:
        """Send what goes, return what came."""
        reads, writes = self.wire.descriptors()
        poll, source = select.poll(), self._source()
        poll.register(reads, select.POLLIN)
        if self.outgoing is not None:
            poll.register(self.outgoing.descriptor, select.POLLIN)
        if source is not None:
            poll.register(writes, (select.POLLIN if reads == writes else 0) | select.POLLOUT)
        ready = dict(poll.poll(max(1, int(timeout * 1000))))
        if self.outgoing is not None and self.outgoing.descriptor in ready:
            self.outgoing.hear()
        if source is not None and ready.get(writes, 0) & (select.POLLOUT | select.POLLERR):
            try:
                source.sent(self.wire.send(source.head()))
            except BlockingIOError:
                pass
            except OSError:
                return self.wire.receive()
        if ready.get(reads, 0) & ~select.POLLOUT:
            return self.wire.receive()
        return b""
