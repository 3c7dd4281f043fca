"""The program's own voice: displays, progress, facts and its failure, as frames on one pipe."""

from __future__ import annotations

import math
import os
import sys
import threading
import time
import warnings
from typing import Any

from sandbox.runner.frames import Kind, chunks, pack
from sandbox.runner.job import Bounds

_TEXT = 20_000  # characters of a display's plain text
_ATOMIC = 4096  # a write up to this size can't be torn by another process
_PROGRESS_EVERY = 0.1  # seconds
_WARNINGS = 50


class Report:
    """Sends from the process that made it; from its forks only what fits in one write."""

    def __init__(self, pipe: int, bounds: Bounds) -> None:
        self._pipe, self._bounds = pipe, bounds
        self._owner = os.getpid()
        self._lock = threading.RLock()
        self._left, self._room = bounds.outputs, bounds.output_bytes
        self._said: set[str] = set()
        self._progress_at = 0.0
        os.register_at_fork(after_in_child=self._renew)

    def _renew(self) -> None:
        self._lock = threading.RLock()

    def show(self, mime: str, data: bytes, *, what: str, text: str = "", cut: str = "") -> None:
        """One thing to show; beyond the limits it is left out, and that is said once."""
        if os.getpid() != self._owner:
            return
        with self._lock:
            if self._left <= 0:
                self.limit(f"More than {self._bounds.outputs} outputs: the rest is left out.")
            elif len(data) > self._room:
                self.limit(
                    f"The outputs are larger than {self._bounds.output_bytes:,} bytes: some are left out."
                )
            else:
                self._left, self._room = self._left - 1, self._room - len(data)
                about = {"mime": mime, "size": len(data), "what": what, "text": text[:_TEXT], "cut": cut}
                self._write(pack(Kind.DISPLAY, about))
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

    def limit(self, says: str) -> None:
        if says not in self._said:
            self._said.add(says)
            self._write(pack(Kind.LIMIT, {"says": says}))

    def failure(self, about: dict[str, Any]) -> None:
        self._write(pack(Kind.FAILURE, about))

    def _write(self, data: bytes) -> None:
        if os.getpid() != self._owner and len(data) > _ATOMIC:
            return
        with self._lock:
            view = memoryview(data)
            while view:
                view = view[os.write(self._pipe, view) :]


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
        if count >= _WARNINGS or text.startswith("To exit: use"):
            return
        count += 1
        place = f" (line {lineno})" if filename == program else ""
        report.fact("warning", f"{category.__name__}: {text[:500]}{place}")

    warnings.showwarning = showwarning
