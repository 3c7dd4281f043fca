"""Which of two results the person meant, where two programs gave different ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import update

from generator.codec import from_plain, to_plain
from generator.evidence.types import Evidence, Opinion
from workshop import tables as t
from workshop.context import READING
from workshop.store import NotThere, Store, is_followed

ASKED = "Two programs gave different results. Which one fits?"
HERE, THERE = "The first result", "The other result"


class NoChoice(Exception):
    """It can't be chosen (any more); the text is a sentence with what to do."""


def choose(store: Store, turn: str, version: str, which: str) -> int | None:
    """Remember that the person took "here", what the turn shows, or "there", the result of `version`, which it shows from
    now on. The segment whose evidence is to be gathered then; None where there is nothing to do. Raises `NoChoice`.
    """
    with store.session() as session:
        this = session.get(t.Turn, turn)
        if this is None:
            raise NotThere(turn)
        owner = t.Conversation.id == this.conversation_id
        session.execute(
            update(t.Conversation).where(owner).values(updated_at=t.now())
        )  # it locks: one at a time
        session.refresh(this)
        row = session.get(t.Evidence, this.run_id) if this.run_id else None
        evidence = from_plain(Evidence, row.data) if row else Evidence("done")
        opinion = next((one for one in evidence.opinions if one.version == version), None)
        if this.status != "done" or row is None or opinion is None or opinion.chosen:
            raise NoChoice("That choice isn't open any more.")
        if evidence.state == "working":
            raise NoChoice("The result is still being checked. Choose in a moment.")
        answers = [*this.answers, _answer(this, opinion, which)]
        if which == "here":
            row.data, this.answers = to_plain(_settled(evidence, opinion)), answers
            return None
        if is_followed(session, this):
            raise NoChoice("You have asked for more since then. Say it in words, and I'll go on from there.")
        other = session.get_one(t.Version, version)
        this.version_id = this.run_id = version
        this.plan, this.words, this.answers = other.plan, "", answers
        this.segment, this.stop_requested = this.segment + 1, False
        expected = to_plain(Evidence(line="Putting it into words"))
        session.merge(t.Evidence(run_id=version, turn_id=turn, state="working", data=expected))
        return this.segment


def _settled(evidence: Evidence, opinion: Opinion) -> Evidence:
    chosen = tuple(replace(one, chosen="here") if one is opinion else one for one in evidence.opinions)
    return replace(evidence, opinions=chosen)


def _answer(this: t.Turn, opinion: Opinion, which: str) -> dict[str, Any]:
    """As it stands in later briefs: what was asked, and what was taken."""
    reading = opinion.reading
    said = (reading.here, reading.there) if reading and reading.kind == "ambiguity" else (HERE, THERE)
    return {
        "question": reading.question if reading and reading.question else ASKED,
        "answer": said[0] if which == "here" else said[1],
        "about": {"kind": READING, "name": opinion.version, "instead_of": this.run_id, "took": which},
    }
