"""Two results of a conversation beside each other: what differs, from what is stored of them."""

from __future__ import annotations

from functools import lru_cache

from generator.since import Changed, Shown, Value, changed, table_of
from sandbox.base import TABLE
from workshop.blobs import Blobs
from workshop.store import NotThere, Store
from workshop.views import DRAWN

__all__ = ["Changed", "Comparing", "Value"]

_LARGEST = 3_000_000  # bytes of a table that is compared by value
_PICTURES = ("image/", "application/vnd.plotly", "application/vnd.vegalite")
_TEXTS = ("text/plain", "text/markdown")


class Comparing:
    """What ran doesn't change any more, so each pair is looked at once a process."""

    def __init__(self, store: Store, blobs: Blobs) -> None:
        self._store, self._blobs = store, blobs
        self.changed = lru_cache(maxsize=512)(self._changed)

    def _changed(self, before: str, now: str) -> Changed | None:
        """Of two runs, by their ids; None where nothing of them can be compared."""
        try:
            return changed(self._shown(before), self._shown(now))
        except (NotThere, FileNotFoundError):
            return None

    def _shown(self, run_id: str) -> Shown:
        run, outputs = self._store.run(run_id)
        seen = [output for output in outputs if not output.file and DRAWN not in output.mime]
        small = [output for output in seen if output.mime == TABLE and output.size <= _LARGEST]
        tables = (table_of(self._blobs.get(output.blob)) for output in small)
        return Shown(
            tables=tuple(table for table in tables if table),
            texts=(run.stdout, *(one.text for one in seen if one.mime in _TEXTS)),
            files={output.name: output.blob for output in outputs if output.file},
            pictures=tuple(one.blob for one in seen if one.mime.startswith(_PICTURES)),
            pages=tuple(one.blob for one in outputs if one.mime == "text/html"),
        )
