"""Turns that the store has as going on and the workflows don't: begun again, or ended with a sentence."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from generator.codec import from_plain, to_plain
from generator.evidence.types import Evidence
from workshop import tables as t
from workshop.durable import Name, State
from workshop.expected import without_rest
from workshop.store import Store

_CUT_OFF = "The checking was cut off and can't go on from where it stood."
_LOST = {
    "sentence": "The work on this was cut off and can't go on from where it stood.",
    "next_step": "Ask the same again.",
    "tried": [],
}


class Reconciler:
    """`state(turn, segment, name)` as of `Durable`; `start(turn, segment, name)` may be called twice for the same."""

    def __init__(
        self, store: Store, state: Callable[[str, int, Name], State], start: Callable[[str, int, Name], None]
    ) -> None:
        self._store, self._state, self._start = store, state, start

    def look(self) -> None:
        """A crash between storing a request and starting its workflow, or before storing its end, is mended here."""
        with self._store.session() as session:
            active = select(t.Turn.id, t.Turn.segment).where(t.Turn.status.in_(("queued", "working")))
            turns = session.execute(active).all()
        for turn, segment in turns:
            state = self._state(turn, segment, "turn")
            if state == "unknown":
                self._start(turn, segment, "turn")
            elif state == "over":
                self._end(turn, segment)
        self._look_at_evidence()

    def _look_at_evidence(self) -> None:
        with self._store.session() as session:
            expected = select(t.Evidence.run_id, t.Turn.id, t.Turn.segment).join(
                t.Turn, t.Evidence.turn_id == t.Turn.id
            )
            waiting = session.execute(
                expected.where(t.Evidence.state == "working", t.Turn.status == "done")
            ).all()
        for run, turn, segment in waiting:
            if "alive" in (
                self._state(turn, segment, "turn"),
                state := self._state(turn, segment, "evidence"),
            ):
                continue
            if state == "unknown":
                self._start(turn, segment, "evidence")
            else:
                self._cut_off(run, turn)

    def _cut_off(self, run: str, turn: str) -> None:
        now = from_plain(Evidence, self._store.evidence(run) or {})
        if now.state == "working":
            self._store.save_evidence(run, turn, "done", to_plain(without_rest(now, _CUT_OFF)))

    def _end(self, turn: str, segment: int) -> None:
        now = self._store.turn(turn)  # it may have ended, or been answered, since the first look
        if now.segment == segment and now.status in ("queued", "working"):
            self._store.move_turn(turn, ["queued", "working"], "failed", error=_LOST, ended_at=t.now())
