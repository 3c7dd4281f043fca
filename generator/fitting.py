"""A brief as long as a model can read: beside what else it is told, and with room for its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from generator.brief import Brief
from generator.errors import TooLong
from generator.model import Model
from generator.request import MARGIN

BUDGETS = (6000, 4000, 2700, 1800, 1200, 800, 500, 300)  # tokens of a brief, the usual one first
ANSWER = 4000  # tokens that an answer should have
LEAST = 600  # tokens; no program is written in fewer
T = TypeVar("T")

Make = Callable[[int], Brief]  # a brief of so many tokens
Beside = Callable[[Brief], int]  # tokens of what is said with it


def beside_answer(context: int) -> int:
    """Tokens, by our estimate, that may be asked with, so that an answer fits too."""
    return (context - MARGIN - min(ANSWER, max(context // 6, LEAST))) * 4 // 5  # as tokens.at_most


def fitted(make: Make, context: int | None, beside: Beside) -> Brief:
    """The longest brief that fits into `context` tokens. Raises TooLong where the shortest doesn't."""
    if context is None:
        return make(BUDGETS[0])
    room = beside_answer(context)
    for budget in BUDGETS:
        brief = make(budget)
        if brief.tokens + beside(brief) <= room:
            return brief
    raise TooLong(f"not even a brief of {BUDGETS[-1]} tokens fits into {context}")


def asked(make: Make, model: Model, beside: Beside, ask: Callable[[Brief], T]) -> T:
    """What `ask` says to a brief that fits; once more, where a refusal tells how much the model reads."""
    known = model.context_tokens
    try:
        return ask(fitted(make, known, beside))
    except TooLong as error:
        learnt = error.limit or model.context_tokens
        if learnt is None or learnt == known:
            raise
    return ask(fitted(make, learnt, beside))
