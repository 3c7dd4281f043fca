"""A model whose every call is stored with what it took: answered, stopped or failed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from generator.errors import Cancelled, ModelError
from generator.model import Completion, Model, Prompt, ignore
from generator.tokens import tokens_of
from workshop.store import Store


class Recorded:
    """The `Model` it is given, for one turn. What a call without a bill took is an estimate of its text."""

    def __init__(self, model: Model, store: Store, turn: str) -> None:
        self._model, self._store, self._turn = model, store, turn
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
        """As `Model.complete`."""
        begun, heard = time.monotonic(), list[str]()

        def listen(piece: str) -> None:
            heard.append(piece)
            on_text(piece)

        try:
            said = self._model.complete(prompt, on_text=listen, on_note=on_note, cancel=cancel)
        except (ModelError, Cancelled) as error:
            asked = sum(tokens_of(message.text) for message in prompt.messages) if heard else 0
            self._record(
                prompt, type(error).__name__, asked, tokens_of("".join(heard)) if heard else 0, begun
            )
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

    def _record(self, prompt: Prompt, error: str, asked: int, heard: int, begun: float) -> None:
        self._store.add_call(
            self._turn,
            role=prompt.role,
            model=self.name,
            prompt_tokens=asked,
            completion_tokens=heard,
            cost_usd=None,
            seconds=time.monotonic() - begun,
            error=error,
        )
