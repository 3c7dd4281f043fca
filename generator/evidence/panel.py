"""What is known of a result, in words: one line of at most three marks, and what stands below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.evidence.check_words import checks_in_words, checks_mark, checks_note
from generator.evidence.facts import facts_in_words, facts_mark
from generator.evidence.opinion_words import confirmed, opinions_in_words, opinions_mark, opinions_note
from generator.evidence.types import Comparison, Evidence, Mark, Panel
from generator.evidence.wording import many, sentence, short, tidy
from generator.types import FileProfile

_WORKING = "Checking the result"


def panel(
    evidence: Evidence | None,
    facts: Mapping[str, Any],
    *,
    kind: str,
    profiles: Sequence[FileProfile] = (),
    request: str = "",
    shown: str = "",
    limits: Sequence[str] = (),
) -> Panel:
    """All words for one run. `evidence`: None where nothing beyond its `facts` is known.

    `facts`: the plain dict of the sandbox's Facts with "written_in" (how many values look like data), "written_examples"
    and "agreement" ([how many programs gave this result, worked, were written, whether results could be compared]).
    `kind` of the program; `shown`: all text of the result; `limits` that it met, one sentence each.
    """
    evidence = evidence or Evidence("done")
    said = facts_in_words(
        facts,
        kind=kind,
        profiles=profiles,
        request=request,
        shown=shown,
        limits=limits,
        confirmed=confirmed(evidence),
    )
    working = evidence.state == "working"
    marks = (
        facts_mark(said, facts, profiles),
        _changed(evidence) or checks_mark(evidence),
        opinions_mark(evidence, facts),
    )
    return Panel(
        working=(short(evidence.line, 120) or _WORKING) if working else "",
        marks=tuple(mark for mark in marks if mark),
        facts=said,
        checks=checks_in_words(evidence),
        checks_note=checks_note(evidence),
        opinions=opinions_in_words(evidence),
        opinions_note=opinions_note(evidence, facts),
        earlier=_earlier(evidence),
        earlier_differences=tidy(evidence.earlier.differences) if evidence.earlier else (),
        mended=sentence(short(evidence.mended, 400)),
    )


def lines(panel: Panel) -> list[str]:
    """The same for the command line: the marks as one line, then what a person should look at, one line each."""
    line = " · ".join(mark.text for mark in panel.marks)
    flagged = (fact.text for fact in panel.facts if fact.flag)
    disagreeing = (
        f"{check.claim} {check.compared}" for check in panel.checks if check.verdict == "disagrees"
    )
    said = dict.fromkeys([line, *flagged, *disagreeing, panel.mended])
    marks = {mark.text for mark in panel.marks}
    return [one for one in said if one and (one is line or one not in marks)]


def _changed(evidence: Evidence) -> Mark | None:
    """Figures that changed although nothing was asked that changes them stand in the place of the checks."""
    earlier = evidence.earlier
    if not evidence.stays or earlier is None or earlier.verdict != "different":
        return None
    return Mark(
        f"You asked for nothing that changes the figures, and {_how_many(earlier)} changed", "differs"
    )


def _how_many(earlier: Comparison) -> str:
    changed = earlier.of - earlier.same
    return f"{changed:,} of {earlier.of:,}" if changed > 0 else "some"


def _earlier(evidence: Evidence) -> str:
    earlier = evidence.earlier
    if earlier is None:
        return ""
    if mark := _changed(evidence):
        return f"{mark.text}."
    if earlier.verdict == "incomparable":
        return (
            f"The result can't be compared with the one before. {sentence(short(earlier.why, 300))}".strip()
        )
    if earlier.of:
        verb = "is" if earlier.same == earlier.of == 1 else "are"
        return f"{earlier.same:,} of {many(earlier.of, 'value')} {verb} as in the result before."
    return (
        "It is as the result before." if earlier.verdict == "same" else "It differs from the result before."
    )
