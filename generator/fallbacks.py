"""Models that stand in for one another.

LiteLLM's own fallbacks were tried (1.106.2) with two servers on loopback and can't be used here:
`completion(fallbacks=...)` runs its asynchronous twin, so that a synchronous stream fails at its first piece
("'AsyncStream' object is not an iterator"), and it hands the first model's `client`, with its address and key, to
the second: the first server was asked twice. `Router` changes over before the first word, but not when a stream is
cut or falls silent, takes a stream without an end for whole, tells nobody, and leaves no connection that Stop could end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from generator.errors import ModelError
from generator.model import Completion, Model, Prompt, ignore


class Fallbacks:
    """A `Model` of models: the first that can answers. The error is the first one's where none can."""

    def __init__(self, models: Sequence[Model]) -> None:
        self._models, self.name = tuple(models), models[0].name

    @property
    def context_tokens(self) -> int | None:
        return self._models[0].context_tokens

    def complete(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] = ignore,
        on_note: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Completion:
        """As `Model.complete`; `Completion.model` is the one that answered."""
        failures = list[ModelError]()
        for model, other in zip(self._models, (*self._models[1:], None), strict=True):
            try:
                return model.complete(prompt, on_text=on_text, on_note=on_note, cancel=cancel)
            except ModelError as error:
                failures.append(error)
                if other is None or not error.elsewhere:
                    break
                on_note(f"{short(model.name)}: {error.sentence} Asking {short(other.name)} instead.")
                on_text("")
        raise failures[0]


def short(name: str) -> str:
    """A model's name as people say it: "openai/gpt-5" is "gpt-5"."""
    return name.rpartition("/")[2]
