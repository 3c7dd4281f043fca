"""Checks of a result, written from the request, the profile and the shape of the outputs, never from the program."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass

from generator.brief import Brief
from generator.errors import EmptyAnswer
from generator.evidence.types import Claim
from generator.fence import fence, shortened
from generator.model import Completion, Effort, Message, Model, Prompt
from generator.parse import without_thinking
from generator.prompts import render
from generator.tokens import tokens_of

MOST = 5  # checks
SHAPE = 6_000  # characters
ANSWER = 6_000  # tokens: five short functions, and room for models that think first
_CLAIM, _CODE = 300, 6_000  # characters

_CHECK = re.compile(
    r"^[ \t*#>\d.)-]*CHECK\b[*]*[:：][* \t]*(?P<claim>[^\n]+)\n"
    r"(?:(?![ \t*#>\d.)-]*CHECK\b)[^\n]*\n){0,3}?"
    r"[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*\w*[ \t]*\n(?P<code>.*?)\n[ \t]*(?P=fence)",
    re.M | re.S,
)
_STAYS = re.compile(r"^[ \t*#>-]*STAYS\b[*]*[:：][* \t]*(yes|no)\b", re.M | re.I)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a model wrote. `stays`: the request leaves the figures of the result before as they are."""

    claims: tuple[Claim, ...]
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Checker:
    model: Model
    effort: Effort = ""

    def beside(self, _brief: Brief) -> int:
        """Tokens of what is said beside a brief."""
        return tokens_of(render("checker") + render("stays")) + SHAPE // 3

    def write(
        self,
        brief: Brief,
        shape: str,
        *,
        follows: bool = False,
        cancel: threading.Event | None = None,
    ) -> tuple[Claims, Completion]:
        """Up to five claims with their code. `brief` is without a program and without results; `shape`: the outputs
        without their values; `follows`: there was a result before. Raises ModelError (EmptyAnswer) and Cancelled.
        """
        system = render("checker") + (f"\n{render('stays')}" if follows else "")
        shown = fence(shortened(shape, SHAPE), "the shape of the result")
        messages = (
            Message("system", system),
            Message("user", f"{brief.text}\n\n# The shape of the result\n\n{shown}", brief.pictures),
        )
        said = self.model.complete(Prompt("checker", messages, ANSWER, self.effort), cancel=cancel)
        written = claims_of(said.text)
        if not written.claims:
            raise EmptyAnswer("no checks")
        return written, said


def claims_of(answer: str) -> Claims:
    """The checks in an answer, in their order; what isn't one is left out."""
    answer = without_thinking(answer).replace("\r\n", "\n")
    stays = _STAYS.search(answer)
    found = [
        Claim(each["claim"].strip().strip("*").strip()[:_CLAIM], each["code"].strip("\n")[:_CODE] + "\n")
        for each in _CHECK.finditer(answer)
        if "def check" in each["code"]
    ]
    return Claims(tuple(found[:MOST]), bool(stays and stays[1].lower() == "yes"))
