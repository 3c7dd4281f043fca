"""Which processes work on turns, and what becomes of the turns of one that died."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from workshop import tables as t
from workshop.store import Store, new_id

BEAT_SECONDS = 2.0
DEAD_AFTER = timedelta(seconds=30)  # without a beat, for a process on another host


class Workers:
    """Registers this process, keeps its heartbeat, and claims each dead process once for recovery."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._host, self._pid = socket.gethostname(), os.getpid()
        self.id = f"{self._host}-{self._pid}-{new_id()[:8]}"
        self._closed = threading.Event()

    def begin(self, recover: Callable[[list[str]], None]) -> None:
        """Register, take up what the dead left, and go on doing so in a thread of its own."""
        born = _born(self._pid)
        with self._store.session() as session:
            session.add(t.Worker(id=self.id, host=self._host, pid=self._pid, born=born))
        recover(self.claim_dead())
        threading.Thread(target=self._beat, args=(recover,), name="oneoff-heartbeat", daemon=True).start()

    def close(self) -> None:
        """A process that ends well has no heart to watch: what it left may be taken up at once."""
        self._closed.set()
        with self._store.session() as session:
            session.execute(update(t.Worker).where(t.Worker.id == self.id).values(pid=0))

    def claim_dead(self) -> list[str]:
        """Ids of processes that are dead and that nobody else has claimed."""
        return [worker for worker in self._dead() if self._claim(worker)]

    def _beat(self, recover: Callable[[list[str]], None]) -> None:
        while not self._closed.wait(BEAT_SECONDS):
            try:
                with self._store.session() as session:
                    session.execute(update(t.Worker).where(t.Worker.id == self.id).values(beat_at=t.now()))
                if dead := self.claim_dead():
                    recover(dead)
            except SQLAlchemyError:
                continue  # a locked or briefly unreachable database: the next beat tells

    def _dead(self) -> list[str]:
        late = t.now() - DEAD_AFTER
        unclaimed = (t.Worker.id != self.id, t.Worker.claimed_by.is_(None))
        query = select(t.Worker).where(*unclaimed, or_(t.Worker.host == self._host, t.Worker.beat_at < late))
        with self._store.session() as session:
            workers = session.scalars(query).all()
        return [worker.id for worker in workers if worker.host != self._host or not _lives(worker)]

    def _claim(self, worker: str) -> bool:
        free = (t.Worker.id == worker, t.Worker.claimed_by.is_(None))
        with self._store.session() as session:
            done = session.execute(update(t.Worker).where(*free).values(claimed_by=self.id))
            return bool(done.rowcount)  # type: ignore[attr-defined]


def _lives(worker: t.Worker) -> bool:
    if worker.pid == 0:
        return False
    try:
        os.kill(worker.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return worker.born == _born(worker.pid)


def _born(pid: int) -> str:
    """When a process began, as Linux counts it; "" where that can't be read."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""
