"""What nobody uses any more is removed: conversations that are past their time, and what deleted ones left."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from workshop import tables as t
from workshop.blobs import Blobs, NoRoom
from workshop.deleting import (
    clear,
    delete_conversation,
    delete_tools,
    remove_unpacked,
    remove_unused,
    trim_runs,
)
from workshop.retention import bin_days, retention_of
from workshop.store import Store

log = logging.getLogger("oneoff.sweeping")

_DAY = 24 * 3600.0
_SOON, _LATE = 1.0, 60.0  # seconds between two looks at what deletions left: soon after one, then ever later
_AT_ONCE = 100  # conversations
UNDO = timedelta(days=1)  # that a deleted tool can be brought back
MOST_RUNS = 500  # of a tool that stay


class Sweeper:
    """Safe in several processes at once: each deletion is one transaction, and what is gone is gone.

    `forget(turn)`: see `Durable.forget`. `empty_bins(days)`: see `Applications.expire`. `unpacked`: where ZIPs were unpacked.
    """

    def __init__(
        self,
        store: Store,
        blobs: Blobs,
        forget: Callable[[str], bool],
        empty_bins: Callable[[int], int] = lambda _days: 0,
        unpacked: Path | None = None,
    ) -> None:
        self._store, self._blobs, self._forget, self._empty_bins = store, blobs, forget, empty_bins
        self._unpacked = unpacked
        self._woken, self._closed = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._swept = float("-inf")

    def begin(self) -> None:
        """Sweep now and every day, and after each deletion, in a thread of its own."""
        self._thread = threading.Thread(target=self._work, name="oneoff-sweeper", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something was deleted, or is to be kept for another time."""
        self._woken.set()

    def close(self, seconds: float) -> None:
        """Waits at most `seconds` for a sweep that is going on."""
        self._closed.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def sweep(self) -> None:
        """All of it, once."""
        self.expire()
        delete_tools(self._store, t.now() - UNDO)
        trim_runs(self._store, MOST_RUNS)
        self.clear()
        if emptied := self._empty_bins(bin_days(self._store)):
            log.info("emptied %d bins of changes in folders", emptied)
        if self._unpacked is not None:
            remove_unpacked(self._store, self._unpacked, None, _DAY)
        if removed := remove_unused(self._store, self._blobs, _DAY):
            log.info("removed %d files that nothing refers to", removed)

    def expire(self) -> int:
        """Delete the conversations that are past their time; returns how many."""
        due, gone = retention_of(self._store).due(t.now()), 0
        while due is not None and not self._closed.is_set():
            with self._store.session() as session:
                ids = session.scalars(select(t.Conversation.id).where(due).limit(_AT_ONCE)).all()
            deleted = sum(delete_conversation(self._store, one, due) for one in ids)
            gone += deleted
            if not deleted:
                break
        if gone:
            log.info("deleted %d conversations that were past their time", gone)
        return gone

    def clear(self) -> None:
        """What deletions left, as far as nothing uses it and no workflow is still going on."""
        while not self._closed.is_set() and clear(self._store, self._blobs, self._forget, self._unpacked):
            continue

    def _work(self) -> None:
        pause = _LATE
        while not self._closed.is_set():
            try:
                self._look()
            except (SQLAlchemyError, NoRoom, OSError) as error:
                log.warning("sweeping: %s", error)  # a locked, full or unreachable place: the next look tells
            pause = _SOON if self._woken.wait(pause) else min(2 * pause, _LATE)
            self._woken.clear()

    def _look(self) -> None:
        if time.monotonic() - self._swept > _DAY:
            self.sweep()
            self._swept = time.monotonic()
        else:
            self.clear()
