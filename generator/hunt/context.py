"""What a model reads of a hunt: the complaint, the folder, the steps so far. Older results are shortened first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.fence import fence, shortened
from generator.hunt.types import Overview, Past
from generator.model import Message
from generator.prompts import render
from generator.tokens import tokens_of

RESULT = 10_000  # characters of a result that are told at once
OLD, OLDER = 1_500, 300  # characters that stay of an older one
RECENT = 3  # results that are shortened last
TOKENS = 28_000  # of all steps together
_ANSWER = 6_000  # characters of an answer that is told again
_TREE = 12_000


def cut_result(output: str, number: int, most: int = RESULT) -> str:
    """Head and tail, with a note where the whole is found."""
    whole = f"the whole is in /in/output-{number}.txt"
    return shortened(output, most, f"\n[… {{cut}} characters left out here; {whole} …]\n")


def system(seconds: float) -> str:
    """What a hunter is told."""
    return render("hunter", seconds=f"{seconds:.0f}")


def beginning(complaint: str, overview: Overview) -> str:
    """The complaint is the person's; all else is data."""
    parts = [f"# The complaint\n\n{complaint}", "# The folder\n\nIt is the working directory."]
    tree = overview.tree or "Nothing could be read in it."
    parts.append(
        fence(
            shortened(tree, _TREE, "\n[… {cut} characters of the list left out here …]\n"),
            "files and their bytes",
        )
    )
    if overview.history:
        parts.append(fence(overview.history, "its last commits"))
    if overview.tests:
        parts.append(fence(overview.tests, "the command that seems to run its tests"))
    return "\n\n".join(parts)


def messages(
    first: str, past: Sequence[Past], last: str, seconds: float, tokens: int = TOKENS
) -> tuple[Message, ...]:
    """The conversation, in about `tokens` beside its beginning. `last`: what is said after the last result."""
    steps = _shortened(past, tokens)
    said = [Message("system", system(seconds)), Message("user", first)]
    for step in steps:
        said += [Message("assistant", step.answer), Message("user", step.result)]
    end = said[-1]
    return (*said[:-1], replace(end, text=f"{end.text}\n\n{last}" if last else end.text))


def _shortened(past: Sequence[Past], tokens: int) -> list[Past]:
    """In three goes, so that what came before mostly stays to the letter, as caches want it."""
    steps = [replace(step, answer=shortened(step.answer, _ANSWER)) for step in past]
    for most in (OLD, OLDER):
        if _size(steps) <= tokens:
            return steps
        for at in range(len(steps) - RECENT):
            steps[at] = replace(steps[at], result=_less(steps[at].result, most))
    most = RESULT
    while _size(steps) > tokens and most > OLDER:
        most //= 2
        steps = [
            replace(one, answer=shortened(one.answer, max(most, OLD)), result=_less(one.result, most))
            for one in steps
        ]
    return steps if _size(steps) <= tokens else _dropped(steps, tokens)


def _less(result: str, most: int) -> str:
    return shortened(result, most, "\n[… {cut} characters of this older result left out …]\n")


def _dropped(steps: list[Past], tokens: int) -> list[Past]:
    """Without the oldest."""
    while len(steps) > 1 and _size(steps) > tokens:
        steps = steps[1:]
    return steps


def _size(steps: Sequence[Past]) -> int:
    return sum(tokens_of(step.answer) + tokens_of(step.result) for step in steps)


def told(output: str, how: str, number: int, note: str = "") -> str:
    """A result as the model reads it: how it ended, and what it said, as data."""
    lines = [f"Step {number}: {how}", *([note] if note else [])]
    said = (
        fence(cut_result(output, number), f"output of step {number}")
        if output.strip()
        else "It said nothing."
    )
    return "\n".join([*lines, said])
