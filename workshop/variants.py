"""Several programs for one result, made to differ: each is run, and the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from generator.codec import to_plain
from generator.types import Choice
from workshop.attempt import attempt
from workshop.drafting import Drafting
from workshop.workbench import Ended, Plain, Workbench

Step = Callable[..., Plain]
NONE_OF_THESE = "none"
_WAITS = "Waits"  # a program that asked for something before it could run
KEPT = "You kept the result that you had."
ASKED = "Which of these do you want?"


class Variants:
    """`step` is durable."""

    def __init__(self, bench: Workbench, step: Step, turn: str, drafting: Drafting) -> None:
        self._bench, self._store, self._step, self._turn = bench, bench.store, step, turn
        self._drafting = drafting

    def offer(self) -> tuple[str, Plain | None]:
        """Raises `Ended` with the question which one is wanted; where none ran, the first version and its failure, if it
        ran at all."""
        drafts = self._step("write variants", self._drafting.write_variants)["drafts"]
        failures = [
            self._step(f"try variant {number}", self._try, draft["version"], number, len(drafts))["failure"]
            for number, draft in enumerate(drafts, 1)
        ]
        ran = [draft for draft, failure in zip(drafts, failures, strict=True) if failure is None]
        if ran:
            raise Ended("asking", question=_question(ran))
        self._step("adopt", self._adopt, drafts[0]["version"], None)
        return drafts[0]["version"], failures[0] if failures[0]["kind"] != _WAITS else None

    def take(self) -> str:
        """The version that was chosen, as what the turn shows. Raises `Ended` where none was."""
        return str(self._step("take", self._take)["version"])

    def _try(self, version: str, number: int, count: int) -> Plain:
        """What one of them asks for first, or what troubles it, doesn't end the turn."""
        line = f"Running variant {number} of {count}"
        try:
            failure = attempt(self._bench, self._turn, version, line=line, shown=False)
        except Ended as end:
            if end.status == "stopped":
                raise
            return {"failure": {"kind": _WAITS}}
        return {"failure": to_plain(failure) if failure else None}

    def _take(self) -> Plain:
        this = self._store.turn(self._turn)
        asked, answer = this.question or {}, this.answers[-1]["answer"]
        if answer == NONE_OF_THESE:
            raise Ended("declined", words=KEPT)
        if answer not in asked["variants"]:
            raise Ended("asking", question=asked)
        return self._adopt(answer, answer)

    def _adopt(self, version: str, run: str | None) -> Plain:
        plan = self._store.version(version).plan
        self._store.update_turn(self._turn, version_id=version, run_id=run, plan=plan)
        return {"version": version}


def _question(ran: list[Plain]) -> Plain:
    choices = [Choice(draft["plan"]["title"], draft["version"]) for draft in ran]
    return {
        "text": ASKED,
        "choices": [asdict(choice) for choice in (*choices, Choice("None of these", NONE_OF_THESE))],
        "default": "",
        "free_text": False,
        "way": "variants",
        "variants": [draft["version"] for draft in ran],
    }
