"""Checks in words: their mark in the line, each with what it compared, and a note on those that don't count."""

from __future__ import annotations

from collections.abc import Sequence

from generator.evidence.types import Check, CheckWords, Evidence, Mark
from generator.evidence.wording import many, sentence, short

_WORDS = {"agrees": "agrees", "disagrees": "disagrees", "unclear": "couldn't tell"}
_ORDER = ("disagrees", "unclear", "agrees")
_NOT_CHECKED = Mark("Not checked", "unchecked")


def checks_mark(evidence: Evidence | None) -> Mark | None:
    """None while it isn't known yet."""
    counted = _counted(evidence.checks) if evidence else []
    if counted:
        return _mark(counted)
    if evidence and evidence.state == "working" and not evidence.checks and not evidence.checks_why:
        return None
    return _NOT_CHECKED


def checks_in_words(evidence: Evidence) -> tuple[CheckWords, ...]:
    """Those that count, what disagrees first."""
    counted = sorted(_counted(evidence.checks), key=lambda check: _ORDER.index(check.verdict))
    return tuple(_words(check) for check in counted)


def checks_note(evidence: Evidence) -> str:
    """Why there are none, how many don't count and how many are older; "" where there is nothing to say."""
    counted = _counted(evidence.checks)
    why = evidence.checks_why
    if not evidence.checks and not why and evidence.state == "stopped":
        why = "Checking was stopped."
    said = (sentence(short(why, 300)), *_thrown_away(evidence.checks, bool(counted)), _kept(counted))
    return " ".join(filter(None, said))


def _counted(checks: Sequence[Check]) -> list[Check]:
    """One that couldn't tell counts as that; one that tells the same of every result doesn't count at all."""
    return [check for check in checks if check.verdict == "unclear" or check.counts]


def _mark(counted: Sequence[Check]) -> Mark:
    verdicts = [check.verdict for check in counted]
    agree, disagree, unclear = (verdicts.count(one) for one in ("agrees", "disagrees", "unclear"))
    of = f" of {len(counted)} checks" if len(counted) > 1 else " check"
    if disagree:
        return Mark(f"{disagree}{of} {_verb(disagree, 'disagree')}", "differs")
    if not agree:
        return Mark(f"{many(unclear, 'check')} couldn't tell", "unchecked")
    rest = f", {unclear} couldn't tell" if unclear else ""
    return Mark(f"{agree}{of} {_verb(agree, 'agree')}{rest}", "agrees")


def _verb(count: int, verb: str) -> str:
    return verb + "s" if count == 1 else verb


def _words(check: Check) -> CheckWords:
    claim = sentence(short(check.claim.text, 300))
    return CheckWords(claim, _WORDS[check.verdict], _compared(check))  # type: ignore[arg-type]


def _compared(check: Check) -> str:
    if check.verdict == "unclear":
        return sentence(short(check.why, 300)) or "It doesn't say why."
    if check.verdict == "agrees" and check.shown == check.expected and check.shown_as and check.expected_as:
        both = f"{short(check.shown_as, 120)}, against {short(check.expected_as, 120)}"
        return f"{both[:1].upper()}{both[1:]}. Both: {short(check.shown, 200)}."
    shown = f"In the result: {_value(check.shown, check.shown_as)}."
    return f"{shown} Expected: {_value(check.expected, check.expected_as)}."


def _value(value: str, named: str) -> str:
    value = short(value, 200) or "nothing"
    return f"{value} ({short(named, 120)})" if named.strip() else value


def _thrown_away(checks: Sequence[Check], more: bool) -> tuple[str, ...]:
    away = [check for check in checks if check.verdict != "unclear" and not check.counts]
    blunt = sum(check.damages > 0 for check in away)
    return (
        _away(blunt, "couldn't fail", more),
        _away(len(away) - blunt, "couldn't be tried on a damaged result", more or blunt > 0),
    )


def _away(count: int, why: str, more: bool) -> str:
    if not count:
        return ""
    checks = many(count, "more check" if more else "check")
    return f"{checks} {why}, so {'it doesn’t' if count == 1 else 'they don’t'} count.".replace("’", "'")


def _kept(counted: Sequence[Check]) -> str:
    kept = sum(check.kept for check in counted)
    if not kept:
        return ""
    return f"{kept} of them {'is' if kept == 1 else 'are'} kept from an earlier result."
