"""What a run costs this host while it lasts: looked at twenty times a second."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from sandbox.base import Limits

_EVERY = 0.05  # seconds
_PATIENCE = 60.0  # seconds
_DISK = 200_000_000  # bytes that may be written to this host's disks
_GROWTH = 300_000_000  # bytes that this process may grow by
_MEMORY = 1_000_000_000  # bytes beyond the run's own limits
_THREADS = 500  # kernel threads beyond the run's own limit


class Watch:
    """A context manager around one run; other work on this host is why the bounds are wide."""

    def __init__(self, limits: Limits) -> None:
        scratch = 4 * limits.scratch_mb + limits.memory_mb
        self._memory, self._threads = scratch * 2**20 + _MEMORY, limits.processes + _THREADS
        self._over = threading.Event()
        self._first = self._worst = (0, 0, 0, 0)

    def __enter__(self) -> Watch:
        self._first = self._worst = _look()
        self._looker = threading.Thread(target=self._keep_looking)
        self._looker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._looker.join()

    def _keep_looking(self) -> None:
        while not self._over.wait(_EVERY):
            free, available, resident, threads = _look()
            least_free, least_available, most_resident, most_threads = self._worst
            self._worst = (
                min(least_free, free),
                min(least_available, available),
                max(most_resident, resident),
                max(most_threads, threads),
            )

    def _changes(self) -> tuple[int, ...]:
        return tuple(abs(worst - first) for worst, first in zip(self._worst, self._first, strict=True))

    def disturbed(self) -> bool:
        """What all programs on this host share was used beyond its bound."""
        disk, memory, _, threads = self._changes()
        return disk > _DISK or memory > self._memory or threads > self._threads

    def complaints(self) -> Iterator[str]:
        disk, memory, resident, threads = self._changes()
        if disk > _DISK:
            yield f"{disk:,} bytes were taken from this host's disks."
        if memory > self._memory:
            yield f"{memory:,} bytes were taken from this host's memory."
        if resident > _GROWTH:
            yield f"This process grew by {resident:,} bytes."
        if threads > self._threads:
            yield f"{threads:,} more threads ran on this host."


def wait_for_calm() -> None:
    """Until nothing more is written to this host's disks, or patience ends."""
    deadline, before = time.monotonic() + _PATIENCE, _free()
    while time.monotonic() < deadline:
        time.sleep(2)
        now = _free()
        if abs(now - before) < _DISK // 10:
            return
        before = now


def _look() -> tuple[int, int, int, int]:
    """Free bytes of the disks, available memory, resident size of this process, threads of this host."""
    return _free(), _available(), _resident(), _scheduled()


def _free() -> int:
    places = [place for place in (tempfile.gettempdir(), "/", "/var/lib/docker") if os.path.isdir(place)]
    disks = {os.stat(place).st_dev: os.statvfs(place) for place in places}
    return sum(disk.f_bavail * disk.f_frsize for disk in disks.values())


def _available() -> int:
    line = next(line for line in Path("/proc/meminfo").read_text().splitlines() if "MemAvailable" in line)
    return int(line.split()[1]) * 1024


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


def _scheduled() -> int:
    return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
