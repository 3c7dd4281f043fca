"""A model that says what it is told to say: for tests and for trying the page without a provider."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from typing import Literal

from generator.errors import Cancelled, ModelError
from generator.model import Completion, Prompt, ignore


class ScriptedModel:
    """`ScriptedModel(["text", RateLimited(), "text"])`: each call takes the next; an error is raised.

    Streams word by word, `pause` seconds between words. `prompts` are the calls so far.
    """

    def __init__(
        self,
        script: Iterable[str | ModelError],
        *,
        name: str = "scripted",
        pause: float = 0.0,
        context_tokens: int | None = None,
    ) -> None:
        self.name, self.pause, self.context_tokens = name, pause, context_tokens
        self.prompts: list[Prompt] = []
        self._script, self._lock = list(script), threading.Lock()

    @property
    def calls(self) -> int:
        return len(self.prompts)

    def complete(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] = ignore,
        on_note: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Completion:
        """The next of the script. Raises it where it is a ModelError, EmptyScript when none is left."""
        said = self._next(prompt)
        if isinstance(said, ModelError):
            raise said
        words, stop = re.findall(r"\s*\S+|\s+$", said), cancel or threading.Event()
        cut = words[: prompt.max_tokens]
        for word in cut:
            if stop.wait(self.pause) if self.pause else stop.is_set():
                raise Cancelled
            on_text(word)
        asked = sum(len(message.text.split()) for message in prompt.messages)
        finish: Literal["stop", "length"] = "length" if len(cut) < len(words) else "stop"
        return Completion("".join(cut), finish, self.name, asked, len(cut), 0.0, 0.0)

    def _next(self, prompt: Prompt) -> str | ModelError:
        with self._lock:
            self.prompts.append(prompt)
            if len(self.prompts) > len(self._script):
                raise EmptyScript(f"{self.name} was asked {len(self.prompts)} times")
            return self._script[len(self.prompts) - 1]


class EmptyScript(AssertionError):
    """A scripted model was asked more often than its script knows."""
