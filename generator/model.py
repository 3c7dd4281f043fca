"""The seam between the generator and a language model."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Role = Literal["writer", "repairer", "explainer", "planner", "checker"]


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One call: who asks, what is said, and how long the answer may be (tokens)."""

    role: Role
    messages: tuple[Message, ...]
    max_tokens: int = 8000


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model said and what it took. `cost_usd` is None where no price is known.

    Answers that were continued or asked for again are one Completion: tokens, cost and
    seconds are sums and `calls` counts the answers paid for.
    """

    text: str
    finish: Literal["stop", "length"]
    model: str
    prompt_tokens: int
    completion_tokens: int
    cost_usd: float | None
    seconds: float
    calls: int = 1

    def after(self, earlier: Completion) -> Completion:
        """This answer, with what `earlier` took added to it."""
        costs = (earlier.cost_usd, self.cost_usd)
        return Completion(
            self.text,
            self.finish,
            self.model,
            earlier.prompt_tokens + self.prompt_tokens,
            earlier.completion_tokens + self.completion_tokens,
            None if None in costs else sum(c for c in costs if c is not None),
            earlier.seconds + self.seconds,
            earlier.calls + self.calls,
        )


def ignore(_text: str) -> None:
    """The default listener."""


class Model(Protocol):
    """Answers prompts. One object may be used from several threads."""

    name: str  # as it is recorded and shown, e.g. "anthropic/claude-sonnet-4"

    def complete(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] = ignore,
        on_note: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Completion:
        """The whole answer; blocks until it is there.

        `on_text` gets each new piece, and "" when an answer that broke off starts again from nothing.
        `on_note` gets sentences for a person ("The model is busy. Trying again in 4 s."). Both are called
        from this thread. Raises ModelError, or Cancelled within a second after `cancel` is set.
        """
