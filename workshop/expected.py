"""Evidence that is waited for: from when, and how what is there stands where no more will come."""

from __future__ import annotations

from dataclasses import replace

from generator.codec import from_plain, to_plain
from generator.evidence.types import Evidence, Opinion
from workshop.store import NotThere, Store

STOPPED = "The checking was stopped."


def expect_evidence(store: Store, turn: str) -> None:
    """From now on pages wait for it."""
    run = store.turn(turn).run_id
    if run and store.evidence(run) is None:
        store.save_evidence(run, turn, "working", to_plain(Evidence(line="Checking the result")))


def stop_checking(store: Store, turn: str) -> None:
    """At once, also where nobody has begun yet. Who is at work finds out and lets go."""
    try:
        run = store.turn(turn).run_id
    except NotThere:
        return
    known = from_plain(Evidence, store.evidence(run)) if run and store.evidence(run) else None
    if run and known and known.state == "working":
        stopped = replace(without_rest(known, STOPPED), state="stopped")
        store.save_evidence(run, turn, "stopped", to_plain(stopped))


def without_rest(known: Evidence, why: str) -> Evidence:
    """What isn't there yet won't come, and says so."""
    there = tuple(filter(_is_there, known.opinions))
    return replace(
        known,
        state="done",
        line="",
        checks_why=known.checks_why or ("" if known.checks else why),
        opinions_why=known.opinions_why or ("" if there else why),
        opinions=there,
    )


def _is_there(opinion: Opinion) -> bool:
    return bool(opinion.failed or opinion.comparison)
