"""Work that one process at a time does; when it is gone, another one goes on."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from workshop import tables as t
from workshop.store import Store
from workshop.workers import Workers


class Lease:
    """A lock with a name. It ends with its process; a claim is one statement, so two never have it."""

    def __init__(self, store: Store, workers: Workers, name: str) -> None:
        self._store, self._workers, self._name = store, workers, name

    def held(self) -> bool:
        """Whether it is ours, from now on where nobody has it."""
        with self._store.session() as session:
            row = session.get(t.Lease, self._name)
        if row is None:
            return self._begin()
        if row.holder == self._workers.id:
            return True
        if row.holder and self._workers.is_well(row.holder):
            return False
        as_seen = (t.Lease.name == self._name, t.Lease.holder.is_not_distinct_from(row.holder))
        with self._store.session() as session:
            done = session.execute(update(t.Lease).where(*as_seen).values(holder=self._workers.id))
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def give_back(self) -> None:
        ours = (t.Lease.name == self._name, t.Lease.holder == self._workers.id)
        with self._store.session() as session:
            session.execute(update(t.Lease).where(*ours).values(holder=None))

    def _begin(self) -> bool:
        try:
            with self._store.session() as session:
                session.add(t.Lease(name=self._name, holder=self._workers.id))
        except IntegrityError:
            return False
        return True
