"""What is behind two results that differ: an ambiguity to be put to the person, a mistake, or another form."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from generator.brief import Brief
from generator.evidence.types import Comparison, Reading
from generator.fence import code, fence, shortened
from generator.model import Completion, Effort, Message, Model, Prompt
from generator.parse import without_thinking
from generator.privacy import Privacy
from generator.prompts import render
from generator.tokens import tokens_of
from generator.types import Plan, Program

ANSWER = 3_000  # tokens: one line, and room for models that think first
_SHOWN = 20  # differences that are told
_SOURCE, _WORDS = 20_000, 400  # characters
_LINE = re.compile(r"^[ \t*#>-]*(ASK|MISTAKE|FORM|UNKNOWN)\b[*]*[:：][* \t]*(.+)$", re.M)


@dataclass(frozen=True, slots=True)
class Written:
    """A program and the plan that it came with."""

    program: Program
    plan: Plan


@dataclass(frozen=True, slots=True)
class Arbiter:
    model: Model
    effort: Effort = ""

    def beside(self, here: Written, there: Written, comparison: Comparison, privacy: Privacy) -> int:
        """Tokens of what is said beside a brief."""
        return tokens_of(render("difference") + _task(here, there, comparison, privacy))

    def read(
        self,
        brief: Brief,
        here: Written,
        there: Written,
        comparison: Comparison,
        *,
        privacy: Privacy = "samples",
        cancel: threading.Event | None = None,
    ) -> tuple[Reading, Completion]:
        """What it is. `brief` is without a program and without results. Values are told only where `privacy` allows it.
        Raises ModelError and Cancelled."""
        task = _task(here, there, comparison, privacy)
        messages = (Message("system", render("difference")), Message("user", f"{brief.text}\n\n{task}"))
        said = self.model.complete(Prompt("checker", messages, ANSWER, self.effort), cancel=cancel)
        return reading_of(said.text), said


def reading_of(answer: str) -> Reading:
    """The one line of an answer; kind "" where there is none that can be used."""
    found = _LINE.search(without_thinking(answer))
    if found is None:
        return Reading()
    kind, said = found[1], found[2].strip().strip("*")
    parts = [part.strip()[:_WORDS] for part in said.split("|")]
    if kind == "ASK" and len(parts) == 3 and all(parts):
        return Reading("ambiguity", parts[0], parts[1], parts[2])
    if kind == "MISTAKE" and len(parts) >= 2 and (whose := _WHOSE.get(parts[0].lower())):
        return Reading("mistake", whose=whose, why=" | ".join(parts[1:]))  # type: ignore[arg-type]
    if kind == "FORM":
        return Reading("presentation", why=said[:_WORDS])
    return Reading(why=said[:_WORDS] if kind == "UNKNOWN" else "")


def _task(here: Written, there: Written, comparison: Comparison, privacy: Privacy) -> str:
    parts = (
        f"# The first program\n\n{_told(here)}",
        f"# The second program\n\n{_told(there)}",
        f"# Where the results differ\n\n{_differences(comparison, privacy)}",
    )
    return "\n\n".join(parts)


_WHOSE = {"first": "here", "1": "here", "second": "there", "2": "there"}


def _told(written: Written) -> str:
    plan = written.plan
    lines = [*(f"STEP: {step}" for step in plan.steps), *(f"ASSUMED: {one}" for one in plan.assumptions)]
    said = fence("\n".join(lines), "its plan") if lines else ""
    return f"{said}\n\n{code(shortened(written.program.source, _SOURCE), written.program.kind)}".strip()


def _differences(comparison: Comparison, privacy: Privacy) -> str:
    counted = f"{comparison.same:,} of {comparison.of:,} values are the same."
    if privacy != "samples":
        return counted
    rows: Sequence[str] = [
        f"{one.what}: first {one.here or 'nothing'}, second {one.there or 'nothing'}"
        for one in comparison.differences[:_SHOWN]
    ]
    return f"{counted}\n{fence(chr(10).join(rows), 'values that differ')}"
