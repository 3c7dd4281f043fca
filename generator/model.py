"""The seam between the generator and a language model."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

Role = Literal["writer", "repairer", "explainer", "planner", "checker", "hunter"]
Effort = Literal["", "low", "medium", "high"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for a model that sees: its file's name, media type ("image/jpeg", "image/png") and bytes."""

    name: str
    mime: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """`pictures` stand after the text; a model that doesn't see gets the text alone."""

    role: Literal["system", "user", "assistant"]
    text: str
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """One call: who asks, what is said, how long the answer may be (tokens), and how hard to think.

    `effort` "" leaves it to the model.
    """

    role: Role
    messages: tuple[Message, ...]
    max_tokens: int = 8000
    effort: Effort = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model said and what it took. `cost_usd` is None where no price is known.

    `model` is the one that answered. Of `prompt_tokens`, `cached_tokens` were read from the provider's cache.
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
    cached_tokens: int = 0

    def after(self, earlier: Completion) -> Completion:
        """This answer, with what `earlier` took added to it."""
        costs = (earlier.cost_usd, self.cost_usd)
        return replace(
            self,
            prompt_tokens=earlier.prompt_tokens + self.prompt_tokens,
            completion_tokens=earlier.completion_tokens + self.completion_tokens,
            cost_usd=None if None in costs else sum(c for c in costs if c is not None),
            seconds=earlier.seconds + self.seconds,
            calls=earlier.calls + self.calls,
            cached_tokens=earlier.cached_tokens + self.cached_tokens,
        )


def ignore(_text: str) -> None:
    """The default listener."""


class Model(Protocol):
    """Answers prompts. One object may be used from several threads."""

    name: str  # as it is recorded and shown, e.g. "anthropic/claude-sonnet-4"

    @property
    def context_tokens(self) -> int | None:
        """How much it reads at once, prompt and answer together; None where nobody knows it (yet)."""

    def complete(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] = ignore,
        on_note: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Completion:
        """The whole answer; blocks until it is there.

        `on_text` gets each new piece, and "" when an answer that broke off starts again from nothing;
        one that is taken up where it broke off just goes on.
        `on_note` gets sentences for a person ("The model is busy. Trying again in 4 s."). Both are called
        from this thread. Raises ModelError, or Cancelled within a second after `cancel` is set.
        """
