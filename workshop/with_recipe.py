"""A turn without a model: a recipe is chosen by rules, filled in, and run."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rapidfuzz import process as fuzzy

from generator.codec import from_plain, to_plain
from generator.types import Choice, Choosing, Match
from generator.values import BadInput
from sandbox.base import Execution
from workshop import tables as t
from workshop.running import in_words, run_program
from workshop.workbench import Ended, Plain, Workbench, failed, profiles_of

NONE_OF_THESE = "none"
_CLOSE = 80  # of 100: how near a typed answer must be to a choice


def choose_recipe(bench: Workbench, turn: str) -> Plain:
    """The recipe for a turn with its inputs. Raises `Ended`: a question, or an honest no."""
    this = bench.store.turn(turn)
    if this.answers and this.question:
        return to_plain(_answered(bench, this))  # type: ignore[no-any-return]
    _refuse_unreadable(this)
    choosing = bench.book().choose(this.request, profiles_of(this), _previous(bench, this))
    if choosing.sure:
        return to_plain(choosing.sure)  # type: ignore[no-any-return]
    if not choosing.matches:
        raise Ended("declined", words=choosing.words)
    raise Ended("asking", question=_question(choosing))


def changed_recipe(bench: Workbench, turn: str) -> Plain:
    """The recipe of an earlier turn with values that the person changed. Raises `Ended`."""
    this = bench.store.turn(turn)
    change = this.change or {}
    version = bench.store.version(change["version"])
    values = {**(version.match or {}).get("values", {}), **change["values"]}
    try:
        match = bench.book().with_values(version.recipe or "", values, profiles_of(this))
    except BadInput as error:
        raise failed(str(error), "Change the field and try again.") from error
    return to_plain(match)  # type: ignore[no-any-return]


def run_recipe(bench: Workbench, turn: str, version: str, plain: Plain) -> None:
    """Run a chosen recipe and store its result. Raises `Ended` where it gives none."""
    match = from_plain(Match, plain)
    program = bench.book().program(match)
    form = bench.book().form(match.recipe, match.values, profiles_of(bench.store.turn(turn)))
    bench.store.save_version(
        version,
        turn,
        source=program.source,
        kind=program.kind,
        title=program.title,
        inputs=to_plain(form),
        recipe=match.recipe,
        match=plain,
    )
    execution = run_program(bench, turn, version, program)
    if not execution.ok:
        raise _stumbled(bench, execution)


def _answered(bench: Workbench, this: t.Turn) -> Match:
    asked, answer = this.question or {}, this.answers[-1]["answer"]
    value = _choice(asked["choices"], answer)
    if value is None or value == NONE_OF_THESE:
        words = bench.book().choose("", ()).words or asked.get("words", "")
        raise Ended("declined", words=words)
    return from_plain(Match, asked["matches"][int(value)])


def _choice(choices: list[Plain], answer: str) -> str | None:
    """The value of the choice that was meant: its value, its number from 1, or words near its label."""
    values = [str(choice["value"]) for choice in choices]
    if answer in values:
        return answer
    if answer.isdecimal() and 1 <= int(answer) <= len(values):
        return values[int(answer) - 1]
    texts = [f"{choice['label']} {choice['detail']}".casefold() for choice in choices]
    near = fuzzy.extractOne(answer.casefold(), texts, score_cutoff=_CLOSE)
    return values[near[2]] if near else None


def _previous(bench: Workbench, this: t.Turn) -> Match | None:
    for earlier in reversed(bench.store.earlier_turns(this.id, 10)):
        if earlier.status == "done" and earlier.version_id:
            version = bench.store.version(earlier.version_id)
            return from_plain(Match, version.match) if version.match else None
    return None


def _question(choosing: Choosing) -> dict[str, Any]:
    choices = [
        Choice(match.title, str(place), match.understood) for place, match in enumerate(choosing.matches)
    ]
    return {
        "text": "Which of these did you mean?",
        "choices": [asdict(choice) for choice in (*choices, Choice("None of these", NONE_OF_THESE))],
        "default": "",
        "free_text": False,
        "matches": to_plain(choosing.matches),
        "words": choosing.words,
        "way": "recipe",
    }


def _refuse_unreadable(this: t.Turn) -> None:
    problems = [f"{profile.name}: {profile.problem}" for profile in profiles_of(this) if profile.problem]
    if problems and len(problems) == len(this.files):
        raise failed(" ".join(problems), "Add the file again in another form, or another file.")


def _stumbled(bench: Workbench, execution: Execution) -> Ended:
    if limit := in_words(execution, bench.limits.wall_seconds):
        return failed(limit, "Try it with a smaller file, or a part of it.")
    failure = execution.failure
    if failure and failure.kind == "ValueError":  # our own recipes say it in a sentence
        return failed(failure.message, "Change the fields below, or say it in other words.")
    return failed(
        "This recipe can't work with what was given.",
        "Say it in other words, or connect a model in Settings: then a program is written for just this.",
    )
