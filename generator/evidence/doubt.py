"""A program whose result is in doubt, looked at once more: mended, or left with a reason."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.brief import Brief
from generator.evidence.types import Check, Evidence, Opinion
from generator.fence import code, fence
from generator.model import Completion, Effort, Message, Model, Prompt
from generator.privacy import Privacy
from generator.prompts import render
from generator.tokens import tokens_of
from generator.types import Draft, Program
from generator.write import ANSWER, SILENT, Listeners, answered

_DIFFERENCES = 12


@dataclass(frozen=True, slots=True)
class Doubter:
    """`libraries` as for the Writer: the same stable part comes first."""

    model: Model
    libraries: str
    python: str = "3.11"
    effort: Effort = ""

    def beside(self, program: Program, doubt: str) -> int:
        """Tokens of what is said beside a brief."""
        return tokens_of(self._system()) + tokens_of(_task(program, doubt))

    def look_again(
        self,
        brief: Brief,
        program: Program,
        doubt: str,
        *,
        listeners: Listeners = SILENT,
        cancel: threading.Event | None = None,
    ) -> tuple[Draft, Completion]:
        """A draft with a mended program, or with words only: why the result stands. `brief` is without a program.
        Raises as Writer.write."""
        messages = (
            Message("system", self._system()),
            Message("user", f"{brief.text}\n\n{_task(program, doubt)}", brief.pictures),
        )
        draft, said = answered(
            self.model, Prompt("repairer", messages, ANSWER, self.effort), program, listeners, cancel
        )
        return replace(draft, words=draft.words.strip()), said

    def _system(self) -> str:
        return render("writer", python=self.python, libraries=self.libraries)


def _task(program: Program, doubt: str) -> str:
    edit = render("edit", program=code(program.source, program.kind))
    return render("doubt", edit=edit, doubt=fence(doubt, "why it is in doubt"))


def doubt_of(evidence: Evidence, privacy: Privacy) -> str:
    """What speaks against a result, for a model; "" where nothing does. Values only where `privacy` allows it."""
    said = [_check(check, privacy) for check in failed(evidence.checks)]
    said += [_opinion(opinion, privacy) for opinion in evidence.opinions if in_doubt(opinion)]
    if evidence.stays and evidence.earlier and evidence.earlier.verdict == "different":
        changed = evidence.earlier.of - evidence.earlier.same
        said.append(f"The request changes no figure, and {changed:,} of {evidence.earlier.of:,} changed.")
    return "\n\n".join(said)


def failed(checks: Sequence[Check]) -> list[Check]:
    """Those that speak against the result."""
    return [check for check in checks if check.counts and check.verdict == "disagrees"]


def in_doubt(opinion: Opinion) -> bool:
    """Whether another program speaks against the result, or at least not for it: what only the person can decide
    is no doubt about the program."""
    if (
        opinion.random
        or opinion.chosen
        or not opinion.comparison
        or opinion.comparison.verdict != "different"
    ):
        return False
    reading = opinion.reading
    return reading is None or reading.kind == "" or (reading.kind == "mistake" and reading.whose == "here")


def _check(check: Check, privacy: Privacy) -> str:
    said = f"A check, written without sight of the program, disagrees: {check.claim.text}"
    if privacy == "samples":
        said += f"\nIn the result ({check.shown_as}): {check.shown}\nExpected ({check.expected_as}): {check.expected}"
    return f"{said}\nIts code:\n{check.claim.code}"


def _opinion(opinion: Opinion, privacy: Privacy) -> str:
    comparison = opinion.comparison
    if comparison is None:
        return ""
    said = f"Another program, written separately, gives the same for {comparison.same} of {comparison.of} values."
    if opinion.reading and opinion.reading.why:
        said += f" {opinion.reading.why}"
    if privacy == "samples":
        rows = (
            f"{one.what}: this {one.here or 'nothing'}, the other {one.there or 'nothing'}"
            for one in comparison.differences[:_DIFFERENCES]
        )
        said += "\n" + "\n".join(rows)
    return said
