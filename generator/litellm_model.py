"""Models through LiteLLM: any provider, one protocol.

LiteLLM takes seconds to import, so nothing here imports it before the first call.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import replace

from generator.abilities import FOUND, Abilities, lesson, listed
from generator.call import Call
from generator.errors import Cancelled, ModelError
from generator.model import Completion, Prompt, ignore
from generator.reach import ModelSettings
from generator.request import body_of
from generator.resuming import Resuming
from generator.warm import warm_up

__all__ = ["LiteLLMModel", "ModelSettings"]

LONGEST_WAIT = 30.0  # a provider that asks for more is told to the person instead
_LESSONS = 8  # refusals that a call learns from


class LiteLLMModel:
    """A `Model` over litellm.completion. Everything goes with the call; nothing global is set by a call."""

    def __init__(self, settings: ModelSettings) -> None:
        self.settings, self.name = settings, settings.model

    @property
    def context_tokens(self) -> int | None:
        return self._able().context

    def complete(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] = ignore,
        on_note: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Completion:
        """As `Model.complete`. Tries `settings.attempts` times where the error's table row says so."""
        cancel, answer, paid = cancel or threading.Event(), Resuming(on_text), list[Completion]()
        asking, attempt, lessons = prompt, 1, 0
        while True:
            call = Call(self.settings, asking, self._able(), answer.hear, cancel)
            try:
                return _whole(call.run(), answer, paid)
            except ModelError as error:
                if (took := call.took()) is not None:
                    paid.append(took)
                if lessons < _LESSONS and self._learn(error, call, asking):
                    lessons += 1
                    continue
                self._wait(error, attempt, on_note, cancel)
            attempt += 1
            asking = answer.again(prompt)

    def _able(self) -> Abilities:
        settings = self.settings
        found = FOUND.get(settings.model, settings.api_base)
        return found or listed(warm_up(), settings.model, settings.sees)

    def _learn(self, error: ModelError, call: Call, prompt: Prompt) -> bool:
        """Whether the refusal taught to ask in another way; what it taught is remembered for later calls."""
        pictures = any(message.pictures for message in prompt.messages)
        learnt = None if call.said else lesson(error, call.able, pictures)
        if learnt is None:
            return False
        FOUND.keep(self.settings.model, self.settings.api_base, learnt)
        return body_of(prompt, learnt) != body_of(prompt, call.able)

    def _wait(
        self, error: ModelError, attempt: int, on_note: Callable[[str], None], cancel: threading.Event
    ) -> None:
        """Until the next attempt; raises `error` where there is to be none."""
        wait = self._pause(error, attempt)
        if not error.retry or attempt >= self.settings.attempts or wait > LONGEST_WAIT:
            raise error
        on_note(f"{error.sentence} Trying again in {wait:.0f} s.")
        if cancel.wait(wait):
            raise Cancelled from None

    def _pause(self, error: ModelError, attempt: int) -> float:
        if error.retry_after is not None:
            return error.retry_after
        doubled = self.settings.backoff_seconds * 2 ** (attempt - 1)
        spread = random.uniform(0.8, 1.2)  # noqa: S311 - so that callers don't come back together
        return float(doubled * spread)


def _whole(said: Completion, answer: Resuming, paid: list[Completion]) -> Completion:
    answer.end()
    for earlier in paid:
        said = said.after(earlier)
    return replace(said, text=answer.text)
