"""How much room Oneoff takes on the disk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from workshop.blobs import Blobs
from workshop.store import Store

_FRESH = 60.0  # seconds for which a measure is good enough


@dataclass(frozen=True, slots=True)
class Used:
    """Bytes: of files that were given or made, of the database with all that was said, and of what changes took out of folders."""

    files: int
    records: int
    bins: int = 0


class Disk:
    """Measures now and then: to look at every file takes its time where there are many. `bins()`: bytes of these."""

    def __init__(self, store: Store, blobs: Blobs, bins: Callable[[], int] = lambda: 0) -> None:
        self._store, self._blobs, self._bins, self._lock = store, blobs, bins, threading.Lock()
        self._last, self._at = Used(0, 0), float("-inf")

    def used(self) -> Used:
        """As it was within the last minute."""
        with self._lock:
            if time.monotonic() - self._at > _FRESH:
                self._last, self._at = self._measure(), time.monotonic()
            return self._last

    def look_again(self) -> None:
        """Something was removed: the next one who asks gets a new measure."""
        self._at = float("-inf")

    def _measure(self) -> Used:
        return Used(sum(size for _digest, size in self._blobs.each()), self._records(), self._bins())

    def _records(self) -> int:
        place = self._store.engine.url.database
        if self._store.engine.dialect.name == "sqlite":
            files = (Path(f"{place}{end}") for end in ("", "-wal"))
            return sum(file.stat().st_size for file in files if file.is_file())
        with self._store.session() as session:
            return int(session.scalar(text("SELECT pg_database_size(current_database())")) or 0)
