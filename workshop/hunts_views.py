"""What pages and the command line are shown of a hunt: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.hunt.types import Verdict
from workshop.views import Status

StepKind = Literal["look", "search", "probe", "report", "check", "unclear"]


@dataclass(frozen=True, slots=True)
class HuntBudget:
    """What a hunt may take at most. `usd`: None for no limit beside those of Settings."""

    steps: int = 30
    minutes: float = 15.0
    usd: float | None = None


@dataclass(frozen=True, slots=True)
class HuntUsed:
    """`usd` is None where no call that took tokens has a price."""

    steps: int = 0
    minutes: float = 0.0
    usd: float | None = None
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class HuntStepLine:
    """`says`: in words for a person; `action`: what was done, in few words ("Looked at cart.py, lines 10 to 60"); `source`: the program
    of a probe, "" else; `result`: the output, cut. A check is a step of ours: a report's claim is tried. `done`: False while it is at work.
    """

    number: int
    kind: StepKind
    says: str
    action: str
    source: str
    language: str
    result: str
    seconds: float
    done: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the hunt ended with, and what was measured of it.

    `verdict`: "fixed" (it failed, after the fix it doesn't, no test is worse), "shown" (it failed), "claimed" (nothing shows it), "not found".
    `line`: that in words. `before`, `after`: what `shows` said on the folder as it is and with the fix. `run`: the run whose changes
    are the fix (`Workshop.folders.changes(run)`), "" for none. `notes`: sentences on what went otherwise.
    """

    verdict: Verdict
    line: str
    wrong: str = ""
    where: str = ""
    why: str = ""
    shows: str = ""
    language: str = ""
    before: str = ""
    after: str = ""
    tests: str = ""  # the command
    tests_before: str = ""  # "2 failed, 10 passed."
    tests_after: str = ""
    ruled_out: str = ""
    notes: tuple[str, ...] = ()
    run: str = ""


@dataclass(frozen=True, slots=True)
class HuntView:
    """A hunt as it is now. `line`: what is happening."""

    turn: str
    conversation: str
    complaint: str
    folder: str  # shown
    state: Status
    line: str
    steps: tuple[HuntStepLine, ...]
    budget: HuntBudget
    used: HuntUsed
    report: ReportView | None

    @property
    def active(self) -> bool:
        return self.state in ("queued", "working")


@dataclass(frozen=True, slots=True)
class HuntLine:
    """One of a list of hunts."""

    turn: str
    complaint: str
    state: Status
    verdict: Verdict | None
