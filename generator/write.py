"""A brief in, a draft out: the plan first, so that it is seen while the program is still being written."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generator.brief import Brief
from generator.edit import Edit
from generator.errors import EmptyAnswer, UnusableAnswer
from generator.fence import fence
from generator.model import Completion, Effort, Message, Model, Prompt, ignore
from generator.parse import Parsed, parse, plan_of, split, without_thinking
from generator.prompts import render
from generator.tokens import tokens_of
from generator.types import Draft, Plan, Program

ANSWER = 16_000  # tokens; the program and, with reasoning models, the thinking before it
CONTINUED = 2  # times an answer that hits its limit is continued
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})", re.M)

_AGAIN = {
    "several": "it holds more than one program.",
    "cut": "the program has no end.",
    "empty": "it holds no program.",
    "other": "it isn't in the form described.",
}


def unheard(_plan: Plan) -> None:
    """The default listener."""


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears of an answer while it comes; all are called from the caller's thread."""

    on_plan: Callable[[Plan], None] = unheard  # once an answer, when its program begins
    on_text: Callable[[str], None] = ignore  # as in Model.complete
    on_note: Callable[[str], None] = ignore


SILENT = Listeners()


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes programs. `libraries`: "numpy 2.4.6, pandas 3.1.1", as the sandbox has them."""

    model: Model
    libraries: str
    python: str = "3.11"
    effort: Effort = ""

    def beside(self, _brief: Brief) -> int:
        """Tokens of what is said beside a brief."""
        return tokens_of(self._system())

    def write(
        self, brief: Brief, *, listeners: Listeners = SILENT, cancel: threading.Event | None = None
    ) -> tuple[Draft, Completion]:
        """The draft: a program, or questions in `plan.questions`, or `words` where no program can do it.

        Where the brief has a current program, an answer may be changes of it. An answer that can't be used is
        asked for once more. Raises ModelError (EmptyAnswer or UnusableAnswer when nothing usable came twice) and Cancelled.
        """
        messages = (Message("system", self._system()), Message("user", brief.text, brief.pictures))
        prompt = Prompt("writer", messages, ANSWER, self.effort)
        return answered(self.model, prompt, brief.current, listeners, cancel)

    def _system(self) -> str:
        return render("writer", python=self.python, libraries=self.libraries)


def answered(
    model: Model,
    prompt: Prompt,
    current: Program | None,
    listeners: Listeners,
    cancel: threading.Event | None,
) -> tuple[Draft, Completion]:
    """A usable draft, asking a second time if it must. For the writer and the repairer."""
    said = _complete(model, prompt, listeners, cancel)
    parsed = parse(said.text, said.finish == "stop", current)
    if again := _again(parsed):
        messages = (*prompt.messages, Message("assistant", said.text), Message("user", again))
        listeners.on_text("")
        said = _complete(model, replace(prompt, messages=messages), listeners, cancel).after(said)
        parsed = parse(said.text, said.finish == "stop", current)
    if _again(parsed):
        kind = EmptyAnswer if parsed.outcome == "empty" else UnusableAnswer
        raise kind(f"{parsed.outcome}, twice; {len(said.text)} characters")
    return parsed.draft, said


def _again(parsed: Parsed) -> str:
    """What to ask for an answer that can't be used; "" for one that can."""
    if parsed.unmatched:
        return render("unmatched", blocks=_blocks(parsed.unmatched))
    problem = _AGAIN.get(parsed.outcome)
    return render("again", problem=problem) if problem else ""


def _blocks(unmatched: Sequence[Edit]) -> str:
    return fence("\n\n".join(edit.search for edit in unmatched[:5]), "lines that found no place")


def _complete(
    model: Model, prompt: Prompt, listeners: Listeners, cancel: threading.Event | None
) -> Completion:
    """One answer, continued where it hit its length limit."""
    watch = _PlanWatch(listeners)
    said = model.complete(prompt, on_text=watch, on_note=listeners.on_note, cancel=cancel)
    for _ in range(CONTINUED):
        if said.finish == "stop":
            break
        more = (*prompt.messages, Message("assistant", said.text), Message("user", render("continue")))
        going_on = replace(prompt, messages=more)
        further = model.complete(going_on, on_text=watch.further, on_note=listeners.on_note, cancel=cancel)
        said = _joined(said, further)
    return said


def _joined(said: Completion, further: Completion) -> Completion:
    return replace(further.after(said), text=joined(said.text, further.text))


def joined(text: str, further: str) -> str:
    """`text` and its continuation, without what was said twice and without a fence opened anew inside one."""
    if any(not block.closed for block in split(text)[0]):
        further = re.sub(r"\A\s*(`{3,}|~{3,})[\w+-]+[ \t]*\n", "", further)
    for overlap in range(min(400, len(text), len(further)), 11, -1):
        if text.endswith(further[:overlap]):
            return text + further[overlap:]
    return text + further


class _PlanWatch:
    """Passes text on, and the plan as soon as the program begins."""

    def __init__(self, listeners: Listeners) -> None:
        self.listeners, self.text, self.told = listeners, "", False

    def __call__(self, piece: str) -> None:
        self.text = self.text + piece if piece else ""
        self.listeners.on_text(piece)
        self._tell()

    def further(self, piece: str) -> None:
        """Text of a continuation. One that starts again doesn't take back what came before it."""
        if piece:
            self(piece)

    def _tell(self) -> None:
        if self.told or not ("```" in self.text or "~~~" in self.text):
            return
        said = without_thinking(self.text)
        begins = _FENCE.search(said)
        if begins:
            self.told = True
            self.listeners.on_plan(plan_of(said[: begins.start()])[0])
