"""Turns that the store has as going on and the workflows don't: begun again, or ended with a sentence."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from workshop import tables as t
from workshop.durable import State
from workshop.store import Store

_LOST = {
    "sentence": "The work on this was cut off and can't go on from where it stood.",
    "next_step": "Ask the same again.",
    "tried": [],
}


class Reconciler:
    """`state(turn, segment)` as of `Durable`; `start(turn, segment)` may be called twice for the same."""

    def __init__(
        self, store: Store, state: Callable[[str, int], State], start: Callable[[str, int], None]
    ) -> None:
        self._store, self._state, self._start = store, state, start

    def look(self) -> None:
        """A crash between storing a request and starting its workflow, or before storing its end, is mended here."""
        with self._store.session() as session:
            active = select(t.Turn.id, t.Turn.segment).where(t.Turn.status.in_(("queued", "working")))
            turns = session.execute(active).all()
        for turn, segment in turns:
            state = self._state(turn, segment)
            if state == "unknown":
                self._start(turn, segment)
            elif state == "over":
                self._end(turn, segment)

    def _end(self, turn: str, segment: int) -> None:
        now = self._store.turn(turn)  # it may have ended, or been answered, since the first look
        if now.segment == segment and now.status in ("queued", "working"):
            self._store.move_turn(turn, ["queued", "working"], "failed", error=_LOST, ended_at=t.now())
