"""The hard stop: before a model call, what it may take is held against every limit."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from math import ceil

from generator.model import Prompt, Role
from generator.pricing import Price
from workshop.budget import Budgets, Scope
from workshop.estimates import asked_by, cost_of, said_by
from workshop.money import Unit, amount
from workshop.prices import Prices
from workshop.spending import Spending
from workshop.store import Store
from workshop.workbench import Ended, Plain

_TIMES = 3  # what a model usually answers; an answer that needs more is rare
_LEAST: dict[Role, int] = {"writer": 4_000, "repairer": 4_000}  # tokens
_SHORTEST = 500  # tokens; an answer that is cut shorter is of no use
_FOR: dict[Scope, str] = {"request": "one request", "conversation": "one conversation", "day": "one day"}


@dataclass(frozen=True, slots=True)
class _Call:
    """One that is about to be made. Sums are in its unit."""

    unit: Unit
    prompt: float  # what its question takes
    token: float  # what one token of its answer takes
    room: float  # tokens that its answer must have

    @property
    def needs(self) -> float:
        return self.prompt + self.token * self.room


class Guard:
    """Two turns at once may both pass before either has spent; each call's own cap holds all the same."""

    def __init__(self, store: Store, budgets: Budgets, prices: Prices) -> None:
        self._store, self._budgets, self.prices = store, budgets, prices
        self._spending = Spending(store)

    def held(self, turn: str, model: str, prompt: Prompt, cancel: threading.Event | None = None) -> Prompt:
        """The prompt, its answer cut so that it can't go over, but never to less than such answers need.

        Raises `Ended` with a question where it would, and `Cancelled` where it was stopped before its price was known.
        """
        price = self.prices.of(model, cancel)
        if price is not None and not price.prompt and not price.completion:
            return prompt
        call, longest = self._call(model, prompt, price), prompt.max_tokens
        for scope, limit in self._budgets.now().limits(call.unit):
            spent = self._spending.by(scope, turn).of(call.unit)
            allowed = limit + self._spending.raised(scope, call.unit, turn)
            if spent + call.needs > allowed:
                raise Ended("asking", question=_question(scope, limit, allowed, spent, call))
            longest = min(longest, int((allowed - spent - call.prompt) / call.token))
        return replace(prompt, max_tokens=longest)

    def cost(self, model: str, asked: int, said: int) -> float | None:
        """US dollars of a call that came without a bill."""
        return cost_of(self.prices.of(model), asked, said)

    def _call(self, model: str, prompt: Prompt, price: Price | None) -> _Call:
        asked = asked_by([message.text for message in prompt.messages])
        room = min(self._room(model, prompt), prompt.max_tokens)
        if price is None:
            return _Call("tokens", asked, 1, room)
        return _Call("usd", price.prompt * asked, price.completion, room)

    def _room(self, model: str, prompt: Prompt) -> int:
        """Ample for a first answer: what was paid for one that is cut is lost. What follows it needs the usual."""
        usually = said_by(self._store, model, prompt.role)
        if any(message.role == "assistant" for message in prompt.messages):
            return max(usually, _SHORTEST)
        return max(_TIMES * usually, _LEAST.get(prompt.role, _SHORTEST))


def _question(scope: Scope, limit: float, allowed: float, spent: float, call: _Call) -> Plain:
    """A yes adds the limit once more; as often as it takes, where the call needs more than that."""
    more = limit * max(1, ceil((spent + call.needs - allowed) / limit))
    unit = call.unit
    text = (
        f"This would go over your limit of {amount(allowed, unit)} for {_FOR[scope]}: "
        f"{_so_far(spent, unit)} about {amount(call.needs, unit)}{' more' if spent else ''}. Go on?"
    )
    return {
        "text": text,
        "choices": [
            {"label": f"Yes, up to {amount(more, unit)} more", "value": "yes", "detail": ""},
            {"label": "No, stop here", "value": "no", "detail": ""},
        ],
        "default": "no",
        "free_text": False,
        "way": "budget",
        "about": {
            "kind": "budget",
            "name": scope,
            "unit": unit,
            "more": more,
            "limit": f"{amount(allowed, unit)} for {_FOR[scope]}",
        },
    }


def _so_far(spent: float, unit: Unit) -> str:
    return f"{amount(spent, unit)} {_are(spent, unit)} spent, and it may need" if spent else "it may need"


def _are(spent: float, unit: Unit) -> str:
    one = unit == "usd" and amount(spent, unit) in ("nothing", "less than a cent", "1 cent", "1 dollar")
    return "is" if one else "are"
