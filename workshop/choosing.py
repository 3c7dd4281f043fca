"""Which of two results the person meant, where two programs gave different ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.codec import from_plain, to_plain
from generator.evidence.types import Evidence, Opinion
from workshop import tables as t
from workshop.context import READING
from workshop.store import Store

ASKED = "Two programs gave different results. Which one fits?"
HERE, THERE = "The first result", "The other result"


class NoChoice(Exception):
    """It can't be chosen (any more); the text is a sentence with what to do."""


def choose(store: Store, turn: str, version: str, which: str) -> int | None:
    """Remember that the person took "here", what the turn shows, or "there", the result of `version`. The segment
    that is to be started so that the turn shows the other one; None where there is nothing to do. Raises `NoChoice`.
    """
    this = store.turn(turn)
    plain = store.evidence(this.run_id) if this.run_id else None
    evidence = from_plain(Evidence, plain) if plain else Evidence()
    opinion = next((one for one in evidence.opinions if one.version == version), None)
    if this.status != "done" or this.run_id is None or opinion is None or opinion.chosen:
        raise NoChoice("That choice isn't open any more.")
    if evidence.state == "working":
        raise NoChoice("The result is still being checked. Choose in a moment.")
    answers = [*this.answers, _answer(this, opinion, which)]
    if which == "here":
        _settle(store, this, evidence, opinion)
        store.update_turn(turn, answers=answers)
        return None
    if not store.is_last(turn):
        raise NoChoice("You have asked for more since then. Say it in words, and I'll go on from there.")
    begun = store.move_turn(
        turn,
        ["done"],
        "queued",
        at=this.segment,
        answers=answers,
        segment=this.segment + 1,
        question={"text": ASKED, "way": "take", "version": version},
        stop_requested=False,
    )
    return this.segment + 1 if begun else None


def _answer(this: t.Turn, opinion: Opinion, which: str) -> dict[str, Any]:
    """As it stands in later briefs: what was asked, and what was taken."""
    reading = opinion.reading
    said = (reading.here, reading.there) if reading and reading.kind == "ambiguity" else (HERE, THERE)
    return {
        "question": reading.question if reading and reading.question else ASKED,
        "answer": said[0] if which == "here" else said[1],
        "about": {"kind": READING, "name": opinion.version, "instead_of": this.run_id, "took": which},
    }


def _settle(store: Store, this: t.Turn, evidence: Evidence, opinion: Opinion) -> None:
    chosen = tuple(replace(one, chosen="here") if one is opinion else one for one in evidence.opinions)
    settled = replace(evidence, opinions=chosen)
    store.save_evidence(str(this.run_id), this.id, settled.state, to_plain(settled))
