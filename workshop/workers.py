"""Which processes work on turns, and what becomes of the turns of one that died."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from workshop import tables as t
from workshop.blobs import NoRoom
from workshop.store import Store, new_id

log = logging.getLogger("oneoff.workers")

BEAT_SECONDS = 2.0
DEAD_AFTER = timedelta(seconds=30)  # without a beat, for a process on another host


class Workers:
    """Registers this process, keeps its heartbeat, and sees to it that a dead one's turns are taken up.

    `recover(worker)` hands over the turns of one dead process. A claim is a lock, not a memory: where
    the claimer dies too, or fails, the next one claims again.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.host = self._host = socket.gethostname()
        self._pid = os.getpid()
        self.id = f"{self._host}-{self._pid}-{new_id()[:8]}"
        self._born = _born(self._pid)
        self._closed = threading.Event()
        self._beating: threading.Thread | None = None

    def register(self) -> None:
        """Before the first turn is taken: from now on this process would be missed."""
        with self._store.session() as session:
            session.merge(
                t.Worker(
                    id=self.id,
                    host=self._host,
                    pid=self._pid,
                    born=self._born,
                    beat_at=t.now(),
                    claimed_by=None,
                )
            )

    def begin(self, each_beat: Callable[[], None]) -> None:
        """Beat, and call `each_beat` now and with every beat, in a thread of its own."""
        beating = threading.Thread(target=self._beat, args=(each_beat,), name="oneoff-heartbeat", daemon=True)
        beating.start()
        self._beating = beating

    def rest(self, seconds: float) -> None:
        """No further beat, before what each beat uses is closed; waits at most `seconds` for one that is going on."""
        self._closed.set()
        if self._beating is not None:
            self._beating.join(seconds)

    def close(self) -> None:
        """A process that ends well has no heart to watch: what it left may be taken up at once."""
        self._closed.set()
        with self._store.session() as session:
            session.execute(update(t.Worker).where(t.Worker.id == self.id).values(pid=0))

    def recover_dead(self, recover: Callable[[str], None]) -> None:
        """Claim each dead process, hand over its turns, forget it."""
        for worker in self._dead():
            if self._claim(worker):
                recover(worker.id)
                with self._store.session() as session:
                    session.execute(delete(t.Worker).where(t.Worker.id == worker.id))

    def is_well(self, worker: str) -> bool:
        """Whether the process with that id is at work; on another host: whether its heart beats."""
        with self._store.session() as session:
            found = session.get(t.Worker, worker)
        return found is not None and (found.id == self.id or self._is_well(found))

    def hosts(self) -> set[str]:
        """The computers on which a process is at work, this one among them."""
        with self._store.session() as session:
            late = t.now() - DEAD_AFTER
            beating = select(t.Worker.host).where(t.Worker.beat_at > late, t.Worker.pid != 0)
            return {self.host, *session.scalars(beating)}

    def _beat(self, each_beat: Callable[[], None]) -> None:
        while not self._closed.is_set():
            try:
                self.register()
                each_beat()
            except (SQLAlchemyError, NoRoom, ValueError) as error:
                log.warning(
                    "heartbeat: %s", error
                )  # a locked, full or unreachable database: the next beat tells
            self._closed.wait(BEAT_SECONDS)

    def _dead(self) -> list[t.Worker]:
        late = t.now() - DEAD_AFTER
        others = (t.Worker.id != self.id, or_(t.Worker.host == self._host, t.Worker.beat_at < late))
        with self._store.session() as session:
            return [
                worker
                for worker in session.scalars(select(t.Worker).where(*others))
                if not self._lives(worker)
            ]

    def _lives(self, worker: t.Worker) -> bool:
        return worker.host == self._host and _runs(worker.pid, worker.born)

    def _claim(self, worker: t.Worker) -> bool:
        """Ours, where nobody has it, or where the one that has it is gone as well."""
        with self._store.session() as session:
            claimer = session.get(t.Worker, worker.claimed_by) if worker.claimed_by else None
            if claimer is not None and claimer.id != self.id and self._is_well(claimer):
                return False
            as_seen = (t.Worker.id == worker.id, t.Worker.claimed_by.is_not_distinct_from(worker.claimed_by))
            done = session.execute(update(t.Worker).where(*as_seen).values(claimed_by=self.id))
            return bool(done.rowcount)  # type: ignore[attr-defined]

    def _is_well(self, worker: t.Worker) -> bool:
        return self._lives(worker) if worker.host == self._host else worker.beat_at > t.now() - DEAD_AFTER


def _runs(pid: int, born: str) -> bool:
    if pid == 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return born == _born(pid)


def _born(pid: int) -> str:
    """When a process began, as Linux counts it; "" where that can't be read."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""
