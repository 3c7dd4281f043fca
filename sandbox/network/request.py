"""What an HTTP proxy is asked, read from bytes that nobody vouches for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

_HEAD = 64 * 1024  # bytes of a request's head
_ONE_HOP = {"host", "connection", "proxy-connection", "proxy-authorization", "keep-alive", "upgrade"}


@dataclass(frozen=True)
class Request:
    """What a proxy is asked. `answer` goes back first, `rest` goes to the far host first.

    `plain`: http, one exchange, after which the connection ends. Else what follows is between the two ends.
    """

    host: str
    port: int
    answer: bytes
    rest: bytes
    plain: bool = False

    @classmethod
    def read(cls, receive: Callable[[], bytes]) -> Request:
        """Raises ValueError where it isn't a request, OSError where it ends too early."""
        data = b""
        while b"\r\n\r\n" not in data:
            piece = receive()
            if not piece or len(data) > _HEAD:
                raise ConnectionError("That isn't a request.")
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        if method == "CONNECT":
            host, _, port = target.rpartition(":")
            return cls(host, _port(port), b"HTTP/1.1 200 Connection established\r\n\r\n", body)
        return cls._plain(method, target, lines, body)

    @classmethod
    def _plain(cls, method: str, target: str, lines: list[str], body: bytes) -> Request:
        parts = urlsplit(target)
        if parts.scheme != "http" or parts.username is not None or not parts.hostname:
            raise ValueError("only http and https are passed on")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        kept = [line for line in lines if line.partition(":")[0].strip().lower() not in _ONE_HOP]
        where = parts.hostname if parts.port in (None, 80) else f"{parts.hostname}:{parts.port}"
        head = [f"{method} {path} HTTP/1.1", f"Host: {where}", "Connection: close", *kept, "", ""]
        rest = "\r\n".join(head).encode("latin-1") + body
        return cls(parts.hostname, parts.port or 80, b"", rest, plain=True)


class Closing:
    """A response in pieces, whose head tells the program that this connection isn't for a second request."""

    def __init__(self) -> None:
        self._held: bytes | None = b""

    def feed(self, data: bytes) -> bytes:
        """What can be passed on by now."""
        if self._held is None:
            return data
        self._held += data
        head, end, body = self._held.partition(b"\r\n\r\n")
        if not end and len(self._held) < _HEAD:
            return b""
        first, *lines = head.split(b"\r\n")
        if end and first.startswith(b"HTTP/1.1 1"):  # "continue": the real one follows
            self._held = body
            return head + end + self.feed(b"")
        self._held = None
        kept = [line for line in lines if line.partition(b":")[0].lower() not in _STAYING]
        return b"\r\n".join([first, b"Connection: close", *kept]) + end + body

    def rest(self) -> bytes:
        """What is left where the response ends within its head."""
        held, self._held = self._held or b"", None
        return held


_STAYING = (b"connection", b"keep-alive", b"proxy-connection")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError("that isn't a port")
    return int(text)


def answer(status: str, says: str) -> bytes:
    body = says.encode("utf-8", "replace")
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body
