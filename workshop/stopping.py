"""Stop, as a person presses it: in the store for every process, and at once for this one."""

from __future__ import annotations

from workshop import tables as t
from workshop.expected import stop_checking
from workshop.stops import Stops
from workshop.store import Store


def stop(store: Store, stops: Stops, turn: str) -> None:
    """Of a turn and the checking of its result; one that ended stays as it ended."""
    store.update_turn(turn, stop_requested=True)
    stops.set(turn)
    store.move_turn(turn, ["asking", "queued"], "stopped", ended_at=t.now())
    stop_checking(store, turn)
