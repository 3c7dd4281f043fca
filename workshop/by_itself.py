"""What runs without a press, in a thread of its own: watched folders, schedules, and the runs that come of them."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from workshop import tables as t
from workshop.blobs import Blobs, NoRoom
from workshop.errands import Errands
from workshop.events import Events
from workshop.leases import Lease
from workshop.scheduling import Schedules
from workshop.store import NotThere, Store
from workshop.toolbox import Toolbox
from workshop.watched_folder import WatchedFolder
from workshop.workers import Workers

log = logging.getLogger("oneoff.by_itself")

_IDLE, _BUSY = 1.0, 0.1  # seconds between two rounds
_DAY = 24 * 3600.0
_ADOPTION = 60.0  # seconds between two looks at what another computer left


class ByItself:
    """One process of each computer does it (see `Lease`); the others wait to take its place. `woken` is set when a person changed something."""

    def __init__(
        self,
        store: Store,
        blobs: Blobs,
        workers: Workers,
        tools: Toolbox,
        schedules: Schedules,
        woken: threading.Event,
    ) -> None:
        self._store, self._blobs, self._workers, self._schedules = store, blobs, workers, schedules
        self._errands = Errands(store, blobs, tools, workers.host)
        self._lease = Lease(store, workers, f"by itself on {workers.host}")
        self._woken, self._closed = woken, threading.Event()
        self._thread: threading.Thread | None = None
        self._folders: dict[str, WatchedFolder] = {}
        self._events = Events(self._hear)
        self._adopted = self._tidied = float("-inf")

    def begin(self) -> None:
        self._thread = threading.Thread(target=self._work, name="oneoff-by-itself", daemon=True)
        self._thread.start()

    def close(self, seconds: float) -> None:
        """Waits at most `seconds` for a round that is going on; then another process may go on at once."""
        self._closed.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(seconds)
            self._events.close()
            with suppress(SQLAlchemyError, NoRoom):
                self._lease.give_back()

    def round(self) -> bool:
        """Everything once; tells whether to come back soon."""
        if not self._lease.held():
            self._forget()
            return False
        self._adopt()
        self._schedules.fire(t.now())
        soon = self._errands.advance()
        for folder in self._watched():
            with suppress(NotThere):  # deleted meanwhile
                soon = folder.work() or soon
        return soon

    def _work(self) -> None:
        while not self._closed.is_set():
            soon = False
            try:
                soon = self.round()
            except (SQLAlchemyError, NoRoom, NotThere, OSError) as error:
                log.warning(
                    "by itself: %s", error
                )  # a locked, full or unreachable place: the next round tells
            self._woken.wait(_BUSY if soon else _IDLE)
            self._woken.clear()

    def _watched(self) -> list[WatchedFolder]:
        """Those that aren't paused, as they are in the store now."""
        with self._store.session() as session:
            query = select(t.Watch).where(~t.Watch.paused, t.Watch.host == self._workers.host)
            rows = {row.id: row for row in session.scalars(query)}
        for gone in self._folders.keys() - rows.keys():
            del self._folders[gone]
        for new in rows.keys() - self._folders.keys():
            self._folders[new] = WatchedFolder(self._store, self._blobs, rows[new])
        self._events.follow({row.folder for row in rows.values()})
        return list(self._folders.values())

    def _hear(self, folder: str) -> None:
        for one in list(self._folders.values()):
            if one.folder == folder:
                one.hear()
        self._woken.set()

    def _forget(self) -> None:
        self._folders.clear()
        self._events.follow(set())

    def _adopt(self) -> None:
        """What a computer was to do on which nothing runs any more, where this one can: a container begun anew has another name."""
        now = time.monotonic()
        if now - self._tidied > _DAY:
            self._tidied = now
            self._errands.forget_old()
        if now - self._adopted < _ADOPTION:
            return
        self._adopted, hosts = now, self._workers.hosts()
        with self._store.session() as session:
            left: list[t.Watch | t.Schedule] = [
                *session.scalars(select(t.Watch).where(t.Watch.host.not_in(hosts))),
                *session.scalars(select(t.Schedule).where(t.Schedule.host.not_in(hosts))),
            ]
            for row in left:
                if not row.folder or Path(row.folder).is_dir():
                    self._take_over(session, row)

    def _take_over(self, session: Any, row: t.Watch | t.Schedule) -> None:
        was, table = row.host, type(row)
        session.execute(
            update(table).where(table.id == row.id, table.host == was).values(host=self._workers.host)
        )
        ours = t.Errand.watch_id == row.id if table is t.Watch else t.Errand.schedule_id == row.id
        session.execute(update(t.Errand).where(ours, t.Errand.host == was).values(host=self._workers.host))
