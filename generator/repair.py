"""A program that failed, mended: at most twice, and never the same failure twice without saying so."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.brief import Brief
from generator.fence import code, fence, shortened
from generator.model import Completion, Effort, Message, Model, Prompt
from generator.privacy import visible_message, visible_result
from generator.prompts import render
from generator.screen import Problem
from generator.tokens import tokens_of
from generator.types import Draft, Program
from generator.write import ANSWER, SILENT, Listeners, answered

Ended = Literal["exited", "timed_out", "out_of_memory", "too_much_output", "stopped"]
AROUND = 3  # lines shown on each side of the failing one

_ENDED = {
    "timed_out": "It took longer than the time allowed and was stopped. Make it do less work.",
    "out_of_memory": "It needed more memory than there is. Read only what is needed, or in pieces.",
    "too_much_output": "It showed more than can be shown. Show a summary.",
}
NOTHING = "NothingShown"


@dataclass(frozen=True, slots=True)
class RunFailure:
    """Why a run gave no result. `kind`: the exception's class, `NothingShown`, or "Screen"."""

    kind: str
    message: str = ""
    line: int | None = None  # in the program, from 1
    traceback: str = ""
    ended: Ended = "exited"
    stdout_tail: str = ""


def nothing_shown() -> RunFailure:
    """For a program that ended well and showed nothing."""
    return RunFailure(NOTHING, "The program ended without an error and showed nothing at all.")


def screen_failure(problems: Sequence[Problem]) -> RunFailure:
    """For a program that wasn't run, because of what the screen found."""
    return RunFailure("Screen", " ".join(problem.sentence for problem in problems[:5]), problems[0].line)


def signature(failure: RunFailure, program: Program | None = None) -> str:
    """The same for failures that are the same in substance: class, message without numbers, and where.

    Where is the text of the failing line, if `program` is given: line numbers move when it is edited.
    """
    message = re.sub(r"0x[0-9a-f]+|\d+(?:[.,]\d+)*", "#", failure.message.lower())
    message = re.sub(r"\s+", " ", message).strip()[:300]
    where = ""
    if program is not None and failure.line:
        lines = program.source.split("\n")
        where = re.sub(r"\s+", "", lines[failure.line - 1]) if failure.line <= len(lines) else ""
    whole = "\n".join([failure.ended, failure.kind, message, where])
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt that failed: what failed, its signature, and what it tried to do (the plan's steps)."""

    failure: RunFailure
    signature: str
    steps: tuple[str, ...] = ()


Verdict = Literal["repair", "same again", "used up"]


@dataclass(frozen=True, slots=True)
class Repairs:
    """The policy: `limit` repairs, fewer when the same failure comes back. Plain data; `after` gives the next."""

    limit: int = 2
    tried: tuple[Tried, ...] = field(default=())

    def after(
        self, failure: RunFailure, program: Program | None = None, steps: tuple[str, ...] = ()
    ) -> Repairs:
        """This policy with one more failure in it."""
        return Repairs(self.limit, (*self.tried, Tried(failure, signature(failure, program), steps)))

    @property
    def verdict(self) -> Verdict:
        """What to do about the last failure. "same again": a repair brought no progress, so stop and say so."""
        if not self.tried:
            return "repair"
        seen = [one.signature for one in self.tried]
        if seen[-1] in seen[:-1]:
            return "same again"
        return "repair" if len(self.tried) <= self.limit else "used up"


@dataclass(frozen=True, slots=True)
class Repairer:
    """Mends programs. `libraries` as for the Writer: the same stable part comes first."""

    model: Model
    libraries: str
    python: str = "3.11"
    effort: Effort = ""

    def beside(self, brief: Brief, program: Program, failure: RunFailure, tried: Sequence[Tried]) -> int:
        """Tokens of what is said beside a brief."""
        return tokens_of(self._system()) + tokens_of(_task(brief, program, failure, tried))

    def repair(
        self,
        brief: Brief,
        program: Program,
        failure: RunFailure,
        *,
        tried: Sequence[Tried] = (),
        listeners: Listeners = SILENT,
        cancel: threading.Event | None = None,
    ) -> tuple[Draft, Completion]:
        """A draft with another program. `tried` are the failures before this one; `brief` is without a current
        program, since that is `program`. Raises as Writer.write."""
        said = f"{brief.text}\n\n{_task(brief, program, failure, tried)}"
        messages = (Message("system", self._system()), Message("user", said, brief.pictures))
        prompt = Prompt("repairer", messages, ANSWER, self.effort)
        return answered(self.model, prompt, program, listeners, cancel)

    def _system(self) -> str:
        return render("writer", python=self.python, libraries=self.libraries)


def _task(brief: Brief, program: Program, failure: RunFailure, tried: Sequence[Tried]) -> str:
    return render(
        "repairer",
        edit=render("edit", program=code(program.source, program.kind)),
        failure=_failure(failure, program, brief),
        tried=_tried(tried, program, brief),
    )


def _failure(failure: RunFailure, program: Program, brief: Brief) -> str:
    """What was said as it failed may hold values of the files; the program's own lines don't."""
    known = _known(program, brief)
    trace = _last_lines(failure.traceback)
    parts = {
        "": _ENDED.get(failure.ended, ""),
        "Message": visible_message(
            f"{failure.kind}: {shortened(failure.message, 1500)}", brief.privacy, known
        ),
        "Where": failing_lines(program.source, failure.line),
        "End of the traceback": visible_result(trace, brief.privacy),
        "It had printed": visible_result(failure.stdout_tail[-1000:].strip(), brief.privacy),
    }
    text = "\n".join(f"{name}:\n{part}" if name else part for name, part in parts.items() if part)
    return fence(text, "how the program failed")


def _known(program: Program, brief: Brief) -> set[str]:
    return {*brief.known, *re.findall(r"\w+", program.source)}


def failing_lines(source: str, line: int | None) -> str:
    """The lines around `line`, numbered, the failing one marked; "" where there is none."""
    lines = source.split("\n")
    if not line or line > len(lines):
        return ""
    first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    return "\n".join(
        f"{'>' if at == line else ' '} {at:4d}  {lines[at - 1]}" for at in range(first, last + 1)
    )


def _last_lines(traceback: str, most: int = 12) -> str:
    return "\n".join(traceback.strip().split("\n")[-most:])[-2000:]


def _tried(tried: Sequence[Tried], program: Program, brief: Brief) -> str:
    if not tried:
        return "Nothing has been tried before."
    known = _known(program, brief)
    failed = "\n".join(f"- {one.failure.kind}: {one.failure.message[:200]}" for one in tried)
    return f"Tried before, and failed:\n{fence(visible_message(failed, brief.privacy, known), 'failures')}"
