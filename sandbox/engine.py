"""The Docker engine's API: one client a use, its errors in our words, its raw attached socket."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import time
from collections.abc import Iterator
from typing import Any

import docker
import requests
from docker.errors import APIError, DockerException, ImageNotFound
from docker.utils import kwargs_from_env

from sandbox.base import DiskFull, ImageMissing, SandboxError, SandboxUnavailable

_BLOCK = 256 * 1024
_STDOUT = 1
_DIAGNOSTICS = 8 * 1024
_UNTIL_KNOWN = 1.5  # seconds


@contextlib.contextmanager
def engine(timeout: float = 30.0, version: str | None = None) -> Iterator[Any]:
    """docker-py's low-level client, closed afterwards. Its errors come out as SandboxError.

    `version` of its API, where it is known: asking costs 5 ms.
    """
    client: Any = None
    try:
        _knock(timeout)
        client = docker.APIClient(**kwargs_from_env(), version=version, timeout=timeout)  # type: ignore[arg-type]
        yield client
    except (DockerException, requests.exceptions.RequestException) as error:
        raise translated(error) from error
    finally:
        if client is not None:
            client.close()


def answers() -> bool:
    """An engine is there and lets us in."""
    try:
        with engine(timeout=3) as client:
            client.ping()
    except SandboxError:
        return False
    return True


def _knock(timeout: float) -> None:
    """docker-py leaves a socket open where nobody answers, so see first that somebody does."""
    kind, _, path = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock").partition("://")
    if kind in ("unix", "http+unix"):
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(timeout)
            try:
                door.connect(path)
            except OSError as error:
                raise DockerException(str(error)) from error


def translated(error: Exception) -> SandboxError:
    """What an engine's error means to a person, most specific first."""
    text = str(error)
    if "no space left" in text.lower():
        return DiskFull("The disk is full.", "Free some space and try again.", text)
    if isinstance(error, ImageNotFound):
        return ImageMissing(
            "What programs run in isn't prepared yet.", "Prepare the sandbox and try again.", text
        )
    if "permission denied" in text.lower():
        return SandboxUnavailable(
            "Docker is there, but you may not use it.",
            "Add yourself to the group docker and log in again.",
            text,
        )
    if isinstance(error, APIError):
        return SandboxUnavailable("Docker couldn't start the program.", "Try again; see the doctor.", text)
    return SandboxUnavailable("Docker isn't running.", "Start it and try again.", text)


class AttachedSocket:
    """Standard streams of one container over one socket; the engine's framing is taken off by hand."""

    def __init__(self, client: Any, container: str) -> None:
        parameters = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1, "logs": 0}
        self._holder = client.attach_socket(container, params=parameters)
        self._socket: socket.socket = getattr(self._holder, "_sock", self._holder)
        self._socket.setblocking(False)
        self._head, self._left, self._to_stdout = b"", 0, True
        self.diagnostics = b""

    def descriptors(self) -> tuple[int, int]:
        return self._socket.fileno(), self._socket.fileno()

    def send(self, data: memoryview) -> int:
        return self._socket.send(data)

    def receive(self) -> bytes | None:
        try:
            data = self._socket.recv(_BLOCK)
        except BlockingIOError:
            return b""
        except OSError:
            return None
        return self._unframed(data) if data else None

    def _unframed(self, data: bytes) -> bytes:
        """The supervisor's stdout; the end of its stderr is kept aside for diagnosis."""
        kept, at = [], 0
        while at < len(data):
            if self._left == 0:
                need = 8 - len(self._head)
                self._head, at = self._head + data[at : at + need], at + need
                if len(self._head) == 8:
                    stream, self._left = struct.unpack(">BxxxI", self._head)
                    self._to_stdout, self._head = stream == _STDOUT, b""
                continue
            piece = data[at : at + self._left]
            at, self._left = at + len(piece), self._left - len(piece)
            if self._to_stdout:
                kept.append(piece)
            else:
                self.diagnostics = (self.diagnostics + piece)[-_DIAGNOSTICS:]
        return b"".join(kept)

    def quiet(self) -> bool:
        """Nothing was said and nobody hung up."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> None:
        """Shut both ways first: an engine that can't write may not answer `kill` either."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        getattr(self._holder, "_response", self._holder).close()
        self._socket.close()


def out_of_memory(client: Any, container: str) -> bool:
    """The kernel ended process 1 of `container` for want of memory. Waits a moment until the engine knows."""
    deadline = time.monotonic() + _UNTIL_KNOWN
    over = 0
    while True:
        state = client.inspect_container(container)["State"]
        over += not state.get("Running")
        if state.get("OOMKilled") or over > 2 or time.monotonic() > deadline:
            return bool(state.get("OOMKilled"))
        time.sleep(0.1)
