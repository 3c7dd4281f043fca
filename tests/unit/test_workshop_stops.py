"""Stop reaches the step at work, from this process or from another through the store."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from workshop.stops import Stops


def test_a_stop_here_is_there_at_once() -> None:
    stops = Stops(lambda _turns: set())
    with stops.token("a") as token, stops.token("b") as other:
        stops.set("a")
        assert token.is_set()
        assert not other.is_set()


def test_a_stop_elsewhere_is_seen_in_the_store() -> None:
    asked: set[str] = set()
    stops = Stops(lambda turns: asked & set(turns))
    with stops.token("a") as token:
        assert not token.is_set()
        asked.add("a")
        assert token.wait(5)


def test_a_stop_before_the_step_is_not_lost() -> None:
    with Stops(lambda turns: set(turns)).token("a") as token:
        assert token.is_set()


def test_nothing_is_watched_when_nothing_is_at_work() -> None:
    looks: list[Sequence[str]] = []

    def asked(turns: Sequence[str]) -> set[str]:
        looks.append(turns)
        return set()

    stops = Stops(asked)
    with stops.token("a"):
        pass
    watcher = next((thread for thread in threading.enumerate() if thread.name == "oneoff-stops"), None)
    if watcher:
        watcher.join(5)
        assert not watcher.is_alive()
    assert all(turns for turns in looks)
