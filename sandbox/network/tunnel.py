"""The connections of one run between the gate inside and the far hosts. Frames from inside are not trusted."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.network.policy import Policy, Refused, host_name
from sandbox.network.request import Closing, Request, answer
from sandbox.runner.frames import BadFrame, Frame, Kind, pack
from sandbox.runner.gate import MAX_CONNECTIONS, WINDOW

_BLOCK = 64 * 1024
_CONNECT_SECONDS = 10.0
_MB = 1024 * 1024


@dataclass
class _Connection:
    number: int
    inbox: queue.SimpleQueue[bytes | None] = field(default_factory=queue.SimpleQueue)
    held: int = 0  # bytes in `inbox`
    window: int = WINDOW  # bytes that may still be sent
    heard_end: bool = False
    socket: socket.socket | None = None
    gone: bool = False


class Network:
    """The connections of one run. `send` takes packed frames from any thread and doesn't block.

    `asked` gets (host, refused) for each asking. TLS is between the program and the far host; a redirect is one
    more asking.
    """

    def __init__(self, policy: Policy, send: Callable[[bytes], None], most_mb: int) -> None:
        self._policy, self._send = policy, send
        self._left, self.used_up = most_mb * _MB, False
        self.asked: queue.SimpleQueue[tuple[str, bool]] = queue.SimpleQueue()
        self._open: dict[int, _Connection] = {}
        self._serving = 0  # threads, some of them of connections that are gone
        self._lock = threading.Condition()

    def take(self, frame: Frame) -> None:
        """A frame of the gate's. Raises BadFrame where it can't be."""
        number = frame.about.get("id")
        if not isinstance(number, int) or isinstance(number, bool):
            raise BadFrame("A connection without a number.")
        with self._lock:
            if frame.kind is Kind.OPEN:
                self._begin(number)
                return
            one = self._open.get(number)
            if one is None:
                return  # it was ended on this side already
            self._pass(one, frame)

    def close(self) -> None:
        """End every connection; the threads end by themselves, at the latest when a connect times out."""
        with self._lock:
            for one in list(self._open.values()):
                self._drop(one)
            self._lock.notify_all()

    # under the lock

    def _begin(self, number: int) -> None:
        if number in self._open or len(self._open) > MAX_CONNECTIONS:
            raise BadFrame("Too many connections.")
        if self._serving >= 2 * MAX_CONNECTIONS:  # let go of faster than far hosts answer
            self._send(pack(Kind.CLOSE, {"id": number}))
            return
        one = self._open[number] = _Connection(number)
        self._serving += 1
        threading.Thread(target=self._serve, args=(one,), name="oneoff-gate", daemon=True).start()

    def _pass(self, one: _Connection, frame: Frame) -> None:
        if frame.kind is Kind.DATA and not one.heard_end:
            one.held += len(frame.payload)
            if one.held > WINDOW:
                raise BadFrame("More than may be under way.")
            one.inbox.put(frame.payload)
        elif frame.kind is Kind.ACK:
            passed = frame.about.get("n")
            if not isinstance(passed, int) or not 0 <= passed <= WINDOW - one.window:
                raise BadFrame("More was passed on than was sent.")
            one.window += passed
            self._lock.notify_all()
        elif frame.kind is Kind.CLOSE and frame.about.get("gone") is True:
            self._drop(one)
            self._lock.notify_all()
        elif frame.kind is Kind.CLOSE:
            one.heard_end = True
            one.inbox.put(None)

    def _drop(self, one: _Connection) -> None:
        one.gone = True
        one.inbox.put(None)
        if one.socket is not None:
            _shut(one.socket)
        self._open.pop(one.number, None)

    # in threads of a connection's own

    def _serve(self, one: _Connection) -> None:
        try:
            request = Request.read(self._receive(one))
            far = self._dial(one, request)
            self._reply(one, request.answer)
            threading.Thread(
                target=self._upload, args=(one, far, request.rest), name="oneoff-gate", daemon=True
            ).start()
            self._download(one, far, Closing() if request.plain else None)
        except Refused as refused:
            self._reply(one, answer("403 Forbidden", str(refused)))
        except (OSError, ValueError) as error:
            self._reply(one, answer("502 Bad Gateway", f"It can't be reached: {error}"))
        finally:
            self._send(pack(Kind.CLOSE, {"id": one.number}))
            with self._lock:
                self._drop(one)
                self._serving -= 1

    def _dial(self, one: _Connection, request: Request) -> socket.socket:
        try:
            address = self._policy.address(request.host, request.port)
        except Refused as refused:
            self.asked.put((refused.host, True))
            raise
        except OSError:
            self.asked.put((host_name(request.host), False))
            raise
        self.asked.put((host_name(request.host), False))
        far = socket.create_connection((address, request.port), _CONNECT_SECONDS)
        far.settimeout(None)
        with self._lock:
            one.socket = far
            if one.gone:
                _shut(far)
        return far

    def _receive(self, one: _Connection) -> Callable[[], bytes]:
        def receive() -> bytes:
            data = one.inbox.get() or b""
            with self._lock:
                one.held -= len(data)
            if data:
                self._count(len(data))
                self._send(pack(Kind.ACK, {"id": one.number, "n": len(data)}))
            return data

        return receive

    def _upload(self, one: _Connection, far: socket.socket, first: bytes) -> None:
        receive = self._receive(one)
        try:
            data = first
            while True:
                if data:
                    far.sendall(data)
                data = receive()
                if not data:
                    far.shutdown(socket.SHUT_WR)
                    return
        except OSError:
            _shut(far)  # it let go, or too much was moved; the other direction says so

    def _download(self, one: _Connection, far: socket.socket, closing: Closing | None) -> None:
        try:
            while data := far.recv(_BLOCK):
                self._count(len(data))
                self._reply(one, closing.feed(data) if closing else data)
            self._reply(one, closing.rest() if closing else b"")
        except OSError:
            return
        finally:
            far.close()

    def _reply(self, one: _Connection, data: bytes) -> None:
        """To the program, as fast as it reads. Raises OSError where it doesn't any more."""
        while data:
            with self._lock:
                self._lock.wait_for(lambda: one.window > 0 or one.gone)
                if one.gone:
                    return
                piece, data = data[: one.window], data[one.window :]
                one.window -= len(piece)
            self._send(pack(Kind.DATA, {"id": one.number}, piece))

    def _count(self, size: int) -> None:
        with self._lock:
            self._left -= size
            if self._left < 0:
                self.used_up = True
                raise OSError("This program has moved as much over the network as it may.")


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
