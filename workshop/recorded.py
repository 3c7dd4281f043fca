"""A model whose every call is held to the budget, and stored with what it took: answered, stopped or failed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from generator.errors import Cancelled, ModelError
from generator.model import Completion, Model, Prompt, ignore
from generator.request import asked_of
from generator.tokens import tokens_of
from workshop.guard import Guard
from workshop.store import Store


class Recorded:
    """The `Model` it is given, for one turn. What a call without a bill took is an estimate of its text."""

    def __init__(self, model: Model, store: Store, turn: str, guard: Guard) -> None:
        self._model, self._store, self._turn, self._guard = model, store, turn, guard
        self.name = model.name

    @property
    def context_tokens(self) -> int | None:
        return self._model.context_tokens

    def complete(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] = ignore,
        on_note: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Completion:
        """As `Model.complete`. Raises `Ended` with a question where it would go over the budget."""
        with self._guard.held(self._turn, self.name, prompt, cancel) as held:
            return self._asked(held, on_text, on_note, cancel)

    def _asked(
        self,
        prompt: Prompt,
        on_text: Callable[[str], None],
        on_note: Callable[[str], None],
        cancel: threading.Event | None,
    ) -> Completion:
        begun, heard = time.monotonic(), list[str]()

        def listen(piece: str) -> None:
            heard.append(piece)
            on_text(piece)

        try:
            said = self._model.complete(prompt, on_text=listen, on_note=on_note, cancel=cancel)
        except (ModelError, Cancelled) as error:
            self._record(prompt, error, "".join(heard), begun)
            raise
        self._store.add_call(
            self._turn,
            role=prompt.role,
            model=said.model,
            prompt_tokens=said.prompt_tokens,
            completion_tokens=said.completion_tokens,
            cost_usd=said.cost_usd,
            seconds=said.seconds,
        )
        return said

    def _record(self, prompt: Prompt, error: Exception, heard: str, begun: float) -> None:
        """One that was stopped in silence was sent all the same; one that was refused cost nothing."""
        sent = bool(heard) or isinstance(error, Cancelled)
        asked = asked_of(prompt, sees=True) if sent else 0
        said = tokens_of(heard) if heard else 0
        self._store.add_call(
            self._turn,
            role=prompt.role,
            model=self.name,
            prompt_tokens=asked,
            completion_tokens=said,
            cost_usd=self._guard.cost(self.name, asked, said),
            seconds=time.monotonic() - begun,
            error=type(error).__name__,
        )
