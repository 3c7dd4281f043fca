"""The hard stop: before a model call, what it may take is held against every limit."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from generator.model import Prompt, Role
from generator.pricing import Price
from generator.request import asked_of
from workshop.budget import Budgets
from workshop.dials import dials_of
from workshop.estimates import cost_of, said_by
from workshop.money import Unit
from workshop.over import Over
from workshop.prices import Prices
from workshop.promises import Promise, Promises
from workshop.spending import Spending
from workshop.store import Store
from workshop.workbench import Ended

_TIMES = 3  # what a model usually answers; an answer that needs more is rare
_LEAST: dict[Role, int] = {"writer": 4_000, "repairer": 4_000}  # tokens
_SHORTEST = 500  # tokens; an answer that is cut shorter is of no use


@dataclass(frozen=True, slots=True)
class _Call:
    """One that is about to be made. Sums are in its unit."""

    unit: Unit
    prompt: float  # what its question takes
    token: float  # what one token of its answer takes
    room: int  # tokens that its answer must have

    @property
    def needs(self) -> float:
        return self.prompt + self.token * self.room


class Guard:
    """Holds calls to the limits. What a call may take is promised while it is under way, so that calls side by side
    can't go over together.

    Not held: what a question takes is an estimate; attempts after the first within one call are only counted (each
    may take as much again); calls of other processes at the same time; an answer of a provider that ignores its cap.
    """

    def __init__(self, store: Store, budgets: Budgets, prices: Prices) -> None:
        self._store, self._budgets, self.prices = store, budgets, prices
        self._spending, self._promises, self._lock = Spending(store), Promises(), threading.Lock()

    @contextmanager
    def held(
        self, turn: str, model: str, prompt: Prompt, cancel: threading.Event | None = None
    ) -> Iterator[Prompt]:
        """The prompt, its answer cut so that it can't go over, but never to less than such answers need.

        The call is made and recorded inside. Raises `Ended` with a question where it would go over, and
        `Cancelled` where it was stopped before its price was known.
        """
        price = self.prices.of(model, cancel)
        if price is not None and not price.prompt and not price.completion:
            yield prompt
            return
        call = self._call(model, prompt, price)
        with self._lock:
            longest = self._longest(turn, call, prompt)
            promise = self._promise(turn, call, longest)
            self._promises.make(promise)
        try:
            yield replace(prompt, max_tokens=longest)
        finally:
            with self._lock:
                self._promises.release(promise)

    def cost(self, model: str, asked: int, said: int) -> float | None:
        """US dollars of a call that came without a bill."""
        return cost_of(self.prices.of(model), asked, said)

    def _longest(self, turn: str, call: _Call, prompt: Prompt) -> int:
        longest, least = prompt.max_tokens, self._promise(turn, call, call.room)
        parts = self._parts(turn, prompt)
        for scope, limit in self._budgets.now().limits(call.unit):
            spent, open_ = self._spending.by(scope, turn).of(call.unit), self._promises.beside(least, scope)
            allowed = limit + self._spending.raised(scope, call.unit, turn)
            left = allowed - spent - open_
            if call.needs > left:
                over = Over(scope, call.unit, limit, allowed, spent, open_, call.needs)
                raise Ended("asking", question=over.question())
            longest = min(longest, max(int((left / parts - call.prompt) / call.token), call.room))
        return longest

    def _promise(self, turn: str, call: _Call, answer: int) -> Promise:
        conversation = self._store.turn(turn).conversation_id
        return Promise(turn, conversation, call.unit, call.prompt + call.token * answer)

    def _parts(self, turn: str, prompt: Prompt) -> int:
        """Among how many what remains is shared: programs that are written side by side."""
        if prompt.role != "writer" or _follows(prompt):
            return 1
        return max(dials_of(self._store, turn).candidates - self._promises.of_turn(turn), 1)

    def _call(self, model: str, prompt: Prompt, price: Price | None) -> _Call:
        asked = asked_of(prompt, sees=True)
        room = min(self._room(model, prompt), prompt.max_tokens)
        if price is None:
            return _Call("tokens", asked, 1, room)
        return _Call("usd", price.prompt * asked, price.completion, room)

    def _room(self, model: str, prompt: Prompt) -> int:
        """Ample for a first answer: what was paid for one that is cut is lost. What follows it needs the usual."""
        usually = said_by(self._store, model, prompt.role)
        if _follows(prompt):
            return max(usually, _SHORTEST)
        return max(_TIMES * usually, _LEAST.get(prompt.role, _SHORTEST))


def _follows(prompt: Prompt) -> bool:
    """Whether it goes on with an answer, or asks for it once more."""
    return any(message.role == "assistant" for message in prompt.messages)
