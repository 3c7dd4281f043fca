"""The program's own voice: displays, progress, facts and its failure, as frames on one pipe."""

from __future__ import annotations

import math
import os
import sys
import threading
import time
import warnings
from collections.abc import Mapping
from typing import Any

from sandbox.runner.frames import Kind, chunks, pack
from sandbox.runner.job import Bounds

_TEXT = 20_000  # characters of a display's plain text
_ATOMIC = 4096  # a write up to this size can't be torn by another process
_PROGRESS_EVERY = 0.1  # seconds
_WARNINGS = 50
_MEASURED = 200  # facts with parts, of a name


class Report:
    """Sends from the process that made it; from its forks only what fits in one write."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._owner = os.getpid()
        self._lock = threading.RLock()
        self._left = self._room = 0
        self._said: set[str] = set()
        self._measured: dict[str, int] = {}
        self._progress_at = 0.0
        os.register_at_fork(after_in_child=self._renew)

    def begin(self, bounds: Bounds) -> None:
        """From now on, as much as this may be shown."""
        self._left, self._room = bounds.outputs, bounds.output_bytes

    def ready(self) -> None:
        """The surroundings are made, a program may come."""
        self._write(pack(Kind.READY))

    def _renew(self) -> None:
        self._lock = threading.RLock()

    def show(
        self, mime: str, data: bytes, *, what: str, text: str = "", cut: str = "", behind: str = ""
    ) -> None:
        """One thing to show; beyond the limits it is left out, and that is said once.

        `behind`: the values of a chart as JSON; left out where it doesn't fit beside the text.
        """
        if os.getpid() != self._owner:
            return
        with self._lock:
            if self._left <= 0:
                self.limit("outputs")
            elif len(data) > self._room:
                self.limit("output_bytes")
            else:
                self._left, self._room = self._left - 1, self._room - len(data)
                about = {"mime": mime, "size": len(data), "what": what, "text": text[:_TEXT], "cut": cut}
                self._write(_with_values(about, behind))
                for frame in chunks(Kind.CHUNK, data):
                    self._write(frame)

    def progress(self, done: float, total: float | None, label: str) -> None:
        """At most ten a second, but never without the last one."""
        now = time.monotonic()
        if now - self._progress_at < _PROGRESS_EVERY and done != total:
            return
        self._progress_at = now
        total = float(total) if total is not None and math.isfinite(total) else None
        self._write(pack(Kind.PROGRESS, {"done": float(done), "total": total, "label": str(label)[:200]}))

    def fact(self, name: str, value: str) -> None:
        """Each value once."""
        if f"{name} {value}" not in self._said and len(self._said) < 10_000:
            self._said.add(f"{name} {value}")
            self._write(pack(Kind.FACT, {name: value[:1000]}))

    def measured(self, name: str, about: Mapping[str, object]) -> None:
        """A fact with parts: each once, and only the first of very many."""
        key, count = f"{name} {sorted(about.items())}", self._measured.get(name, 0)
        if key not in self._said and count < _MEASURED:
            self._said.add(key)
            self._measured[name] = count + 1
            self._write(pack(Kind.FACT, {name: dict(about)}))

    def limit(self, name: str) -> None:
        """`name` is a field of the host's `Limits`; see `limits`."""
        if name not in self._said:
            self._said.add(name)
            self._write(pack(Kind.LIMIT, {"limit": name}))

    def failure(self, about: dict[str, Any]) -> None:
        self._write(pack(Kind.FAILURE, about))

    def _write(self, data: bytes) -> None:
        if os.getpid() != self._owner and len(data) > _ATOMIC:
            return
        with self._lock:
            view = memoryview(data)
            while view:
                view = view[os.write(self._pipe, view) :]


def _with_values(about: dict[str, Any], behind: str) -> bytes:
    try:
        return pack(Kind.DISPLAY, {**about, "behind": behind} if behind else about)
    except ValueError:
        return pack(Kind.DISPLAY, about)


def watch_files(report: Report, folder: str) -> None:
    """From now on, opening a file under `folder` is a fact."""
    prefix = folder + "/"

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in ("open", "sqlite3.connect") or not isinstance(
            arguments[0], (str, bytes, os.PathLike)
        ):
            return
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if path.startswith(prefix):
            report.fact("opened", path[len(prefix) :])

    sys.addaudithook(hook)


_NAMED = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "http.client.connect": 1}


def watch_hosts(report: Report) -> None:
    """From now on, each host that is asked for by name, and each address that is connected to, is a fact."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        host: object = None
        if event in _NAMED:
            host = arguments[_NAMED[event]]
        elif event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1]:
            host = arguments[1][0]
        if isinstance(host, (bytes, bytearray)):
            host = host.decode("ascii", "replace")
        if isinstance(host, str) and host and not host.startswith(("127.", "localhost")):
            report.fact("host", host[:300])

    sys.addaudithook(hook)


def catch_warnings(report: Report, program: str) -> None:
    """Python's warnings become facts instead of noise on stderr."""
    count = 0

    def showwarning(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: object = None,
        line: str | None = None,
    ) -> None:
        nonlocal count
        text = str(message).strip()
        if count >= _WARNINGS:
            return
        count += 1
        place = f" (line {lineno})" if filename == program else ""
        report.fact("warning", f"{category.__name__}: {text[:500]}{place}")

    warnings.showwarning = showwarning
