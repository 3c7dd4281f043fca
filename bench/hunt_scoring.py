"""What a hunt came to, held against the key, and the table of all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tests.hunts.planted import Planted, Said
from workshop.hunts import HuntView, ReportView

Outcome = Literal[
    "fixed and verified",
    "found and shown",
    "found, not shown",
    "gave up honestly",
    "rightly no bug",
    "wrong claim",
    "not over",
]
OUTCOMES: tuple[Outcome, ...] = (
    "fixed and verified",
    "found and shown",
    "found, not shown",
    "gave up honestly",
    "rightly no bug",
    "wrong claim",
    "not over",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One hunt. `verdict` is its own, "" without a report; `judge`: what the judge said of the fix; `culprit`: the commit was named, where one
    was asked for."""

    name: str
    language: str
    kind: str
    outcome: Outcome
    verdict: str
    steps: int
    tokens: int
    usd: float | None
    seconds: float
    where: str
    says: str
    judge: str
    culprit: bool | None


def measured(one: Planted, view: HuntView, judged: Said, seconds: float) -> Measured:
    """`judged`: what the judge says where a fix was applied."""
    report = view.report
    said = " ".join((report.wrong, report.why, report.ruled_out)) if report else view.line
    return Measured(
        one.name,
        one.language,
        one.kind,
        outcome_of(one, report, judged.ok),
        report.verdict if report else "",
        view.used.steps,
        view.used.tokens,
        view.used.usd,
        round(seconds, 1),
        report.where if report else "",
        said.strip(),
        judged.text[-2000:],
        one.culprit.lower() in said.lower() if one.culprit else None,
    )


def outcome_of(one: Planted, report: ReportView | None, judged: bool) -> Outcome:
    """A fix that the judge doesn't pass is a wrong claim, and so is any bug where there is none or that is said to be elsewhere."""
    if report is None:
        return "not over"
    if report.verdict == "not found":
        return "gave up honestly" if one.bug else "rightly no bug"
    if report.verdict == "fixed":
        return "fixed and verified" if one.bug and judged else "wrong claim"
    if not one.bug or not right_place(one, report.where):
        return "wrong claim"
    return "found and shown" if report.verdict == "shown" else "found, not shown"


def right_place(one: Planted, where: str) -> bool:
    """Whether a report names a file in which a right fix is made."""
    named = {name.removeprefix("./") for name in re.findall(r"[\w./-]+\.\w+", where)}
    return bool(named & set(one.files))


def table(all_of: Sequence[Measured]) -> str:
    """As Markdown: a row a hunt, then how many came to what."""
    rows = [
        f"| {one.name} | {one.language} | {one.kind} | {one.outcome} | {one.steps} | {one.tokens:,} | {one.seconds:.0f} |"
        for one in sorted(all_of, key=lambda one: one.name)
    ]
    counts = Counter(one.outcome for one in all_of)
    return "\n".join(
        [
            "| project | language | kind | outcome | steps | tokens | seconds |",
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
            *(f"* {outcome}: {counts[outcome]} of {len(all_of)}" for outcome in OUTCOMES if counts[outcome]),
            f"* steps: {sum(one.steps for one in all_of)}, tokens: {sum(one.tokens for one in all_of):,}",
            "",
        ]
    )


def story(one: Measured, view: HuntView) -> str:
    """A hunt to be read from top to bottom."""
    parts = [f"# {one.name}: {one.outcome}", f"> {view.complaint}"]
    for step in view.steps:
        parts += [f"## {step.number}. {step.says}", f"{step.kind}: {step.action}"]
        parts += [f"````{step.language}\n{text}\n````" for text in (step.source, step.result) if text]
    if (report := view.report) is not None:
        parts += ["# Report", f"{report.verdict}: {report.line}", report.wrong, report.where, report.why]
        parts += [f"````{report.language}\n{report.shows}\n````", report.ruled_out, *report.notes]
        parts += [f"before: {report.tests_before}", f"after: {report.tests_after}"]
    return (
        "\n\n".join([*filter(None, parts), *([f"The judge said: {one.judge}"] if one.judge else [])]) + "\n"
    )
