"""Other programs for the same request, in words: their mark, what each says, and how a difference is put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from generator.evidence.types import Comparison, Evidence, Mark, Opinion, OpinionWords
from generator.evidence.wording import many, sentence, short, tidy

State = Literal["agrees", "partly", "differs", "incomparable", "random", "failed"]
_WHICH = "Two programs gave different results. Which one fits?"
_HERE, _THERE = "This result", "The other one"
_PART = "There are too many values, so only a part of them was compared."
_ANOTHER = "A program written separately"
_WRONG = {
    "there": "that program seems to be the one that is wrong",
    "here": "the one shown seems to be wrong",
}


def opinions_mark(evidence: Evidence | None, facts: Mapping[str, Any]) -> Mark | None:
    """None while it isn't known yet. Without opinions, what is known of programs that were tried side by side."""
    if evidence and (known := _known(evidence)):
        return _mark(known)
    if tried := _side_by_side(facts):
        return tried[0]
    if evidence and evidence.state == "working" and not evidence.opinions_why:
        return None
    return Mark("No second program", "unchecked")


def opinions_in_words(evidence: Evidence) -> tuple[OpinionWords, ...]:
    """One for each other program, in their order."""
    return tuple(_words(one, evidence.state == "working") for one in _known(evidence))


def opinions_note(evidence: Evidence | None, facts: Mapping[str, Any]) -> str:
    """Why there is none, and what came of programs that were tried side by side."""
    why = evidence.opinions_why if evidence else ""
    if evidence and evidence.state == "stopped" and not evidence.opinions and not why:
        why = "Checking was stopped."
    tried = None if evidence and _known(evidence) else _side_by_side(facts)
    return " ".join(filter(None, (sentence(short(why, 300)), tried[1] if tried else "")))


def confirmed(evidence: Evidence) -> bool:
    """Whether every other program gives the same: then what this one left out on its way changes nothing."""
    return bool(evidence.opinions) and all(
        state_of(one) == "agrees" and not (one.comparison and one.comparison.alone)
        for one in evidence.opinions
    )


def to_choose_from(opinion: Opinion) -> bool:
    """Whether a person could want the other result in place of the one shown."""
    return bool(opinion.version) and state_of(opinion) == "differs"


def state_of(opinion: Opinion) -> State:
    if opinion.failed:
        return "failed"
    if opinion.random:
        return "random"
    if opinion.comparison is None:
        return "incomparable"
    if opinion.reading and opinion.reading.kind == "presentation":
        return "agrees"
    if opinion.comparison.verdict == "same" and opinion.comparison.alone >= max(opinion.comparison.same, 1):
        return "partly"
    return {"same": "agrees", "different": "differs", "incomparable": "incomparable"}[opinion.comparison.verdict]  # type: ignore[return-value]


def _known(evidence: Evidence) -> list[Opinion]:
    """While it works, one that isn't compared yet isn't known yet."""
    return [
        one
        for one in evidence.opinions
        if evidence.state != "working" or one.failed or one.random or one.comparison is not None
    ]


def _mark(opinions: Sequence[Opinion]) -> Mark:
    states = [state_of(one) for one in opinions]
    differing = [one for one, state in zip(opinions, states, strict=True) if state == "differs"]
    agreeing = states.count("agrees")
    if differing:
        return _differ(differing, agreeing)
    if agreeing:
        programs = "Two" if agreeing == 1 else str(agreeing + 1)
        return Mark(f"{programs} programs agree", "agrees")
    if "partly" in states:
        return Mark("A second program agrees in a part only", "unchecked")
    if "random" in states:
        return Mark("Random by nature, so no second program can confirm it", "unchecked")
    if "incomparable" in states:
        return Mark("A second program can't be compared", "unchecked")
    gave = "The second program" if len(opinions) == 1 else f"The {len(opinions)} other programs"
    return Mark(f"{gave} gave no result", "unchecked")


def _differ(differing: Sequence[Opinion], agreeing: int) -> Mark:
    if all(one.chosen for one in differing):
        return Mark("You chose between two results", "fact")
    if len(differing) + agreeing > 1:
        others = "other programs differ" if not agreeing else f"of {len(differing) + agreeing} other programs"
        verb = "" if not agreeing else " differs" if len(differing) == 1 else " differ"
        return Mark(f"{len(differing)} {others}{verb}", "differs")
    whose = _wrong(differing[0])
    if whose == "there":
        return Mark("A second program differs; it seems to be the one that is wrong", "unchecked")
    if whose == "here":
        return Mark("A second program differs; the result shown seems to be wrong", "differs")
    return Mark(f"A second program differs{_in(differing[0].comparison)}", "differs")


def _in(comparison: Comparison | None) -> str:
    if comparison is None or comparison.of <= 1 or comparison.same >= comparison.of:
        return ""
    return f" in {comparison.of - comparison.same:,} of {many(comparison.of, 'value')}"


def _wrong(opinion: Opinion) -> str:
    return opinion.reading.whose if opinion.reading and opinion.reading.kind == "mistake" else ""


def _words(opinion: Opinion, working: bool) -> OpinionWords:
    comparison, reading = opinion.comparison, opinion.reading
    differs = state_of(opinion) == "differs"
    why = [reading.why if reading else "", comparison.why if comparison and not opinion.random else ""]
    asks = to_choose_from(opinion) and (reading is not None or not working)
    question, here, there = _question(opinion) if asks else ("", "", "")
    return OpinionWords(
        says=_says(opinion),
        differences=tidy(comparison.differences) if comparison and differs else (),
        why=" ".join(sentence(short(one, 300)) for one in why if one.strip()),
        question=question,
        here=here,
        there=there,
        version=opinion.version,
        chosen=opinion.chosen,
        flag=differs and not opinion.chosen and _wrong(opinion) != "there",
    )


def _question(opinion: Opinion) -> tuple[str, str, str]:
    reading = opinion.reading
    if reading is None or reading.kind != "ambiguity" or not reading.question.strip():
        return _WHICH, _HERE, _THERE
    question, here, there = (short(one, 300) for one in (reading.question, reading.here, reading.there))
    return question, here or _HERE, there or _THERE


def _says(opinion: Opinion) -> str:
    comparison, state = opinion.comparison, state_of(opinion)
    part = f" {_PART}" if comparison and comparison.part else ""
    match state:
        case "failed":
            return sentence(short(opinion.failed, 300))
        case "random":
            return "Results of this kind come out otherwise every time, so another program can't confirm it."
        case "incomparable":
            return f"{_ANOTHER} gave a result that can't be compared with this one."
        case "differs":
            wrong = _WRONG.get(_wrong(opinion), "")
            return f"{_ANOTHER} differs{_in(comparison)}{'; ' + wrong if wrong else ''}.{part}"
        case "partly":
            return f"{_ANOTHER} {_same(opinion)}; the rest has no counterpart in it.{part}"
        case "agrees":
            return f"{_ANOTHER} {_same(opinion)}.{part}"


def _same(opinion: Opinion) -> str:
    comparison = opinion.comparison
    if comparison is None or comparison.verdict != "same":
        return "gives the same in another form"
    if not comparison.of:
        return "agrees"
    all_of_them = comparison.same >= comparison.of and comparison.of > 1
    if all_of_them:
        return f"agrees on all {many(comparison.of, 'value')}"
    return (
        f"agrees on {comparison.same:,} of {many(comparison.of, 'value')}" if comparison.of > 1 else "agrees"
    )


def _side_by_side(facts: Mapping[str, Any]) -> tuple[Mark, str] | None:
    """Of programs that were written for one request and run side by side: a mark and a sentence."""
    same, ran, written, compared = facts.get("agreement") or (1, 1, 1, True)
    if written == 1:
        return None
    if ran == 1:
        said = f"One of {written} programs worked, so there was nothing to compare it with."
        return Mark(f"One of {written} programs worked", "unchecked"), said
    if not compared:
        said = f"{ran} programs worked; what they show can't be compared here."
        return Mark(f"{ran} programs can't be compared", "unchecked"), said
    if same == 1:
        said = f"{ran} programs worked, and no two results were found the same."
        return Mark(f"{ran} programs, and no two agree", "differs"), said
    said = f"{same} of {ran} programs written separately gave this result."
    programs = f"{same} of {ran}" if same < ran else "Two" if ran == 2 else str(ran)
    return Mark(f"{programs} programs agree", "agrees" if same == ran else "differs"), said
