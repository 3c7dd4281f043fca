"""What the sandbox adds to the evidence: the shape of a result, runs of other programs, checks and comparisons.

Each public method is the body of a durable step; what hinders it is a sentence in what it returns.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from generator.codec import from_plain, to_plain
from generator.evidence.types import Claim
from workshop.attempt import attempt, literals_of, names_of
from workshop.context import privacy_of
from workshop.results import NotTried, Trial, tried
from workshop.scope import Scope
from workshop.workbench import Ended, Plain, Workbench

log = logging.getLogger("oneoff.evidence")

OURS = "Something went wrong inside Oneoff itself while checking."


def sentence_of(end: Ended) -> str:
    return str((end.fields.get("error") or {}).get("sentence", "")) or OURS


class Trials:
    def __init__(self, bench: Workbench, turn: str) -> None:
        self._bench, self._store, self._turn = bench, bench.store, turn

    def shape(self, plain: Plain) -> Plain:
        """{"shape": of the result, "why": there is none}; and values in the program that stand in the files are
        no longer taken for its own."""
        scope = from_plain(Scope, plain)
        values = literals_of(self._bench, self._turn, scope.run) if scope.python else []
        if not (values or scope.checks or scope.another or scope.others or scope.claims):
            return {"shape": "", "why": ""}
        privacy = privacy_of(self._store)
        names = names_of(self._bench, self._turn, scope.run)
        trial = Trial((scope.run,), values=tuple(map(tuple, values)), privacy=privacy, names=names)
        try:
            report = tried(self._bench, self._turn, trial, "Checking the result")
        except NotTried as error:
            return {"shape": "", "why": str(error)}
        if values:
            self._tell_written_in(scope.run, values, report.held)
        return {"shape": report.shapes[0] if report.shapes else "", "why": ""}

    def _tell_written_in(self, run: str, values: list[list[str | float]], held: Sequence[int]) -> None:
        own = [each for each, found in zip(values, held, strict=False) if found * 2 < len(each)]
        examples = [str(value) for each in own for value in each][:3]
        self._store.add_fact(run, "written_in", sum(map(len, own)))
        self._store.add_fact(run, "written_examples", examples)

    def run_other(self, version: str) -> Plain:
        """{"failure": "" or a sentence}; of a program that isn't what the turn shows."""
        try:
            failure = attempt(self._bench, self._turn, version, line="Running a second program", shown=False)
        except Ended as end:
            if end.status == "stopped":
                raise
            asked = "A second program asked for something that it may not have."
            return {"failure": asked if end.status == "asking" else sentence_of(end)}
        if failure is None:
            return {"failure": ""}
        log.info("turn %s: second program: %s: %s", self._turn, failure.kind, failure.message)
        return {"failure": "A second program was written, and it did not run."}

    def tried(self, runs: tuple[str, ...], claims: Plain, line: str) -> Plain:
        """{"checks" of the first run, "comparisons" of it with each other one, "why" there are none}."""
        pairs = tuple((0, place) for place in range(1, len(runs)))
        try:
            report = tried(
                self._bench, self._turn, Trial(runs, from_plain(tuple[Claim, ...], claims), pairs), line
            )
        except NotTried as error:
            return {"checks": [], "comparisons": [], "why": str(error)}
        return {"checks": to_plain(report.checks), "comparisons": to_plain(report.comparisons), "why": ""}
