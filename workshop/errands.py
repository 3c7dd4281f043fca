"""Runs that nobody pressed for, one at a time a tool: begun, waited for, and their results put into a folder."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from generator.values import BadInput
from workshop import tables as t
from workshop.blobs import Blobs, NoRoom
from workshop.delivering import NotDelivered, deliver, to_deliver
from workshop.given import BadRequest, GivenFile
from workshop.store import NotThere, Store
from workshop.toolbox import By, ToolBusy

log = logging.getLogger("oneoff.errands")

OPEN = ("chosen", "running", "delivering")
_RETRY = 15.0  # seconds until something that can't be done now is tried again
_BUSY = 1.0  # seconds until a tool that somebody else runs is asked again
_KEPT = timedelta(days=90)  # what is over is forgotten then; its run stays


class Runs(Protocol):
    """`Toolbox`, as far as it runs tools."""

    def run(
        self,
        tool: str,
        values: Mapping[str, Any],
        files: Sequence[GivenFile] = (),
        by: By = ...,
        turn: str = ...,
    ) -> str: ...


class Errands:
    """Each is a row that tells how far it is; every step may be done again after a crash without doing it twice.

    Of one process at a time (see `Lease`); where two believe they are that one, rows and names of files still keep each
    run and each result single.
    """

    def __init__(
        self, store: Store, blobs: Blobs, tools: Runs, host: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store, self._blobs, self._tools, self._host, self._clock = store, blobs, tools, host, clock
        self._later: dict[int, float] = {}  # errand: not before

    def advance(self) -> bool:
        """Each as far as it goes; tells whether one may go on soon."""
        with self._store.session() as session:
            query = select(t.Errand).where(t.Errand.state.in_(OPEN), t.Errand.host == self._host)
            opened = list(session.scalars(query.order_by(t.Errand.id)))
        soon = False
        first_of = {errand.tool: errand for errand in reversed(opened)}
        for errand in first_of.values():
            if self._later.get(errand.id, 0.0) <= self._clock():
                self._later.pop(errand.id, None)
                self._step(errand)
                soon = soon or errand.id not in self._later
        return soon

    def forget_old(self) -> None:
        with self._store.session() as session:
            session.execute(delete(t.Errand).where(t.Errand.ended_at < t.now() - _KEPT))

    def _step(self, errand: t.Errand) -> None:
        if errand.state == "chosen":
            self._run(errand)
        elif errand.state == "running":
            self._look(errand)
        if errand.state == "delivering":
            self._deliver(errand)

    def _run(self, errand: t.Errand) -> None:
        by: By = "watch" if errand.watch_id else "schedule"
        try:
            if not self._store.is_there(errand.turn):
                files = [GivenFile(file["name"], self._blobs.path(file["blob"])) for file in errand.files]
                self._tools.run(errand.tool, errand.values, files, by=by, turn=errand.turn)
            self._move(errand, "running")
        except ToolBusy:
            self._later[errand.id] = self._clock() + _BUSY
        except NotThere:
            self._wait(errand, "The tool isn't there any more. Bring it back, or delete this.")
        except NoRoom as full:
            self._wait(errand, str(full))
        except (BadInput, BadRequest) as refusal:
            self._fail(errand, str(refusal))
        except FileNotFoundError:
            self._fail(errand, "What was to be read isn't kept any more.")

    def _look(self, errand: t.Errand) -> None:
        try:
            turn = self._store.turn(errand.turn)
        except NotThere:  # it was there: somebody deleted it
            self._move(errand, "done", sentence="The run was deleted.", ended_at=t.now())
            return
        if turn.status in ("queued", "working"):
            return
        if turn.status != "done" or not turn.run_id:
            said = (turn.error or {}).get("sentence") or _ENDS.get(turn.status, "It gave no result.")
            self._fail(errand, said, counts=turn.status != "stopped")
        elif not errand.results:
            self._end(errand)
        else:
            self._plan(errand, turn.run_id)

    def _plan(self, errand: t.Errand, run: str) -> None:
        try:
            made = to_deliver(self._blobs, *self._store.run(run), before=_before(errand))
        except NoRoom as full:
            self._wait(errand, str(full))
        except (NotThere, FileNotFoundError):
            self._fail(errand, "What was to be read isn't kept any more.")
        else:
            self._move(errand, "delivering", made=made)

    def _deliver(self, errand: t.Errand) -> None:
        def settled(made: list[dict[str, Any]]) -> None:
            self._move(errand, "delivering", made=[dict(one) for one in made])

        try:
            deliver(self._blobs, Path(errand.results), errand.made, f"oneoff-{errand.turn}", settled)
        except NotDelivered as reason:
            self._wait(errand, str(reason))
        except FileNotFoundError:
            self._fail(errand, "What was to be read isn't kept any more.")
        else:
            self._end(errand)

    def _end(self, errand: t.Errand) -> None:
        with self._store.session() as session:
            _update(session, errand, state="done", sentence="", ended_at=t.now())
            _owner_says(session, errand, "", failures=0)
        errand.state = "done"

    def _fail(self, errand: t.Errand, sentence: str, counts: bool = True) -> None:
        """It isn't tried again."""
        log.info("errand %d, turn %s: %s", errand.id, errand.turn, sentence)
        with self._store.session() as session:
            _update(session, errand, state="failed", sentence=sentence, ended_at=t.now())
            _owner_says(session, errand, "", failures=t.Watch.failures + int(counts))
        errand.state = "failed"

    def _wait(self, errand: t.Errand, sentence: str) -> None:
        self._later[errand.id] = self._clock() + _RETRY
        with self._store.session() as session:
            _update(session, errand, sentence=sentence)
            _owner_says(session, errand, sentence)

    def _move(self, errand: t.Errand, state: str, **fields: Any) -> None:
        with self._store.session() as session:
            _update(session, errand, state=state, **fields)
        errand.state = state
        errand.made = fields.get("made", errand.made)


_ENDS = {
    "stopped": "It was stopped.",
    "asking": "It has a question. Open it to answer.",
}


def _update(session: Session, errand: t.Errand, **fields: Any) -> None:
    session.execute(update(t.Errand).where(t.Errand.id == errand.id).values(**fields))


def _owner_says(session: Session, errand: t.Errand, sentence: str, **fields: Any) -> None:
    if errand.watch_id:
        values = {"trouble": sentence, **fields}
        session.execute(update(t.Watch).where(t.Watch.id == errand.watch_id).values(**values))
    else:
        session.execute(
            update(t.Schedule).where(t.Schedule.id == errand.schedule_id).values(trouble=sentence)
        )


def _before(errand: t.Errand) -> str:
    """What the names of its results begin with: the file's own name, or the day."""
    if errand.watch_id and errand.files:
        name: str = errand.files[0]["name"]
        return name.rpartition(".")[0] or name
    return f"{errand.due_at or errand.created_at:%Y-%m-%d}"
