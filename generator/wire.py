"""HTTP connections that can be hung up from another thread, also while nothing comes.

Closing a socket doesn't wake a thread that reads from it, so the provider would go on writing, and be
paid for it. Shutting it down does.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx

MOST_BYTES = 64 * 1024 * 1024  # of one answer; a stream has some 300 bytes a word


class Wire:
    """One call's HTTP client. Remembers its sockets and the last response's headers."""

    def __init__(self, connect: float, read: float) -> None:
        self._lock, self._hung_up = threading.Lock(), False
        self._sockets: list[socket.socket] = []
        self.too_much = False  # more than MOST_BYTES came
        self.headers = httpx.Headers()
        self.client = httpx.Client(
            timeout=httpx.Timeout(read, connect=connect),
            follow_redirects=False,
            event_hooks={"request": [self._watch], "response": [self._answered]},
        )

    def hang_up(self) -> None:
        """End every connection now; a blocked read fails at once. Safe to call twice."""
        with self._lock:
            self._hung_up = True
            for each in self._sockets:
                _shut_down(each)

    def close(self) -> None:
        self.hang_up()
        self.client.close()

    def _watch(self, request: httpx.Request) -> None:
        request.extensions["trace"] = self._traced

    def _answered(self, response: httpx.Response) -> None:
        self.headers = response.headers
        response.stream = _Counted(response.stream, self)

    def _traced(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            opened = info["return_value"].get_extra_info("socket")
            with self._lock:
                self._sockets.append(opened)
                if self._hung_up:
                    _shut_down(opened)


class _Counted(httpx.SyncByteStream):
    """A response's bytes, up to a most."""

    def __init__(self, stream: Any, wire: Wire) -> None:
        self._stream, self._wire = stream, wire

    def __iter__(self) -> Iterator[bytes]:
        came = 0
        for data in self._stream:
            came += len(data)
            if came > MOST_BYTES:
                self._wire.too_much = True
                raise httpx.ReadError("too many bytes")
            yield data

    def close(self) -> None:
        self._stream.close()


def _shut_down(opened: socket.socket) -> None:
    try:
        socket.socket.shutdown(opened, socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already, which is what was wanted
