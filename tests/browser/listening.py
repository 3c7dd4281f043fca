"""A server elsewhere on this machine, that no page should reach: it notes whoever connects, by TCP or by UDP."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass(frozen=True)
class Elsewhere:
    """`heard`: "connected", the paths of requests, "datagram"."""

    address: str
    datagrams: str  # "127.0.0.1:PORT"
    heard: list[str]

    def filled(self, text: str) -> str:
        """`text` with its addresses: ELSEWHERE, SOCKET and DATAGRAMS."""
        socket_address = self.address.replace("http", "ws")
        return (
            text.replace("ELSEWHERE", self.address)
            .replace("SOCKET", socket_address)
            .replace("DATAGRAMS", self.datagrams)
        )


class _Server(ThreadingHTTPServer):
    heard: list[str]

    def get_request(self) -> tuple[socket.socket, Any]:
        self.heard.append("connected")
        return super().get_request()


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_args: object) -> None:
        """Nothing into the test's output."""


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.heard = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.bind(("127.0.0.1", 0))
        datagrams.settimeout(0.1)
        over = threading.Event()
        threads = [
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True),
            threading.Thread(target=_receive, args=(datagrams, server.heard, over), daemon=True),
        ]
        for thread in threads:
            thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        yield Elsewhere(address, f"127.0.0.1:{datagrams.getsockname()[1]}", server.heard)
        over.set()
        server.shutdown()
        server.server_close()
        for thread in threads:
            thread.join()


def _receive(datagrams: socket.socket, heard: list[str], over: threading.Event) -> None:
    while not over.is_set():
        with contextlib.suppress(TimeoutError):
            datagrams.recvfrom(2000)
            heard.append("datagram")
