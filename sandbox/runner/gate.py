"""The program's way out, inside: a proxy's address on the loopback, whose connections go as frames to the host.

The sandbox has no network. What connects to 127.0.0.1:3128 is carried over the standard streams, and the host
decides (`sandbox/network/`). Each direction of a connection may have WINDOW bytes under way, no more, so that
nobody's memory grows and one connection that isn't read holds up no other.
"""

from __future__ import annotations

import contextlib
import select
import socket
from collections.abc import Callable

from sandbox.runner.frames import Frame, Kind, pack

PORT = 3128
WINDOW = 256 * 1024
MAX_CONNECTIONS = 64
_BLOCK = 64 * 1024


class _Connection:
    def __init__(self, number: int, connection: socket.socket) -> None:
        self.number, self.socket = number, connection
        self.under_way = 0  # bytes that the host hasn't acknowledged
        self.waiting = bytearray()  # that the program hasn't read
        self.said_end = self.heard_end = False

    @property
    def over(self) -> bool:
        return self.said_end and self.heard_end and not self.waiting

    @property
    def events(self) -> int:
        reads = select.POLLIN if not self.said_end and self.under_way < WINDOW else 0
        return reads | (select.POLLOUT if self.waiting else 0)


class Gate:
    """Used from one thread, by poll. `send` takes packed frames."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send
        self._door = socket.create_server(("127.0.0.1", PORT), backlog=MAX_CONNECTIONS)
        self._door.setblocking(False)
        self._open: dict[int, _Connection] = {}  # by descriptor
        self._numbers = 0

    def events(self) -> dict[int, int]:
        """Descriptors and what to poll them for, now."""
        wanted = {descriptor: one.events for descriptor, one in self._open.items()}
        if len(self._open) < MAX_CONNECTIONS:
            wanted[self._door.fileno()] = select.POLLIN
        return wanted

    def handle(self, descriptor: int, events: int) -> None:
        """Something can be done with `descriptor`."""
        if descriptor == self._door.fileno():
            self._accept()
            return
        one = self._open.get(descriptor)
        if one is None:
            return
        try:
            if events & select.POLLOUT:
                self._write(one)
            if events & (select.POLLHUP | select.POLLERR) and not one.events & select.POLLIN:
                self._end(one)  # nothing would be read any more that could tell
            elif events & (select.POLLIN | select.POLLHUP | select.POLLERR):
                self._read(one)
        except BlockingIOError:
            return
        except OSError:
            self._end(one)
        self._tidy(one)

    def take(self, frame: Frame) -> None:
        """A frame of the host's."""
        one = next((one for one in self._open.values() if one.number == frame.about.get("id")), None)
        if one is None:
            return
        if frame.kind is Kind.DATA:
            one.waiting += frame.payload
        elif frame.kind is Kind.ACK:
            one.under_way -= int(frame.about["n"])
        elif frame.kind is Kind.CLOSE:
            one.heard_end = True
            self._pass_end(one)
        self._tidy(one)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            connection, _ = self._door.accept()
            connection.setblocking(False)
            self._numbers += 1
            self._open[connection.fileno()] = _Connection(self._numbers, connection)
            self._send(pack(Kind.OPEN, {"id": self._numbers}))

    def _read(self, one: _Connection) -> None:
        if one.said_end or one.under_way >= WINDOW:
            return
        data = one.socket.recv(min(_BLOCK, WINDOW - one.under_way))
        if data:
            one.under_way += len(data)
            self._send(pack(Kind.DATA, {"id": one.number}, data))
        else:
            one.said_end = True
            self._send(pack(Kind.CLOSE, {"id": one.number}))

    def _write(self, one: _Connection) -> None:
        sent = one.socket.send(one.waiting)
        del one.waiting[:sent]
        self._send(pack(Kind.ACK, {"id": one.number, "n": sent}))
        self._pass_end(one)

    def _pass_end(self, one: _Connection) -> None:
        if one.heard_end and not one.waiting:
            with contextlib.suppress(OSError):
                one.socket.shutdown(socket.SHUT_WR)

    def _end(self, one: _Connection) -> None:
        """The program let go: nothing more is read, either."""
        self._send(pack(Kind.CLOSE, {"id": one.number, "gone": True}))
        one.waiting.clear()
        one.said_end = one.heard_end = True

    def _tidy(self, one: _Connection) -> None:
        if one.over:
            self._open.pop(one.socket.fileno(), None)
            one.socket.close()
