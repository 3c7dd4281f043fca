"""An answer that broke off is taken up where it broke off, if enough of it came; else it begins anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.model import Message, Prompt
from generator.prompts import render
from generator.write import joined

ENOUGH = 400  # characters; less is sooner written again
_OVERLAP = 400  # characters of a continuation that may repeat what is there


class Resuming:
    """The text of one answer over several attempts; `on_text` hears each piece of it once."""

    def __init__(self, on_text: Callable[[str], None]) -> None:
        self._on_text = on_text
        self._kept = self._came = ""
        self._told = False

    @property
    def text(self) -> str:
        return joined(self._kept, self._came) if self._kept else self._came

    def hear(self, piece: str) -> None:
        """A piece of the present attempt; the first of a continuation are held back until they can be joined."""
        self._came += piece
        if not self._kept or self._told:
            self._on_text(piece)
        elif len(self._came) >= _OVERLAP:
            self._tell()

    def end(self) -> None:
        """The present attempt is over, well or not."""
        if self._kept and self._came and not self._told:
            self._tell()

    def again(self, prompt: Prompt) -> Prompt:
        """What to ask in the next attempt."""
        self.end()
        self._kept, self._came, self._told = self.text, "", False
        if len(self._kept) < ENOUGH:
            self._kept = ""
            self._on_text("")
            return prompt
        further = (Message("assistant", self._kept), Message("user", render("continue")))
        return replace(prompt, messages=(*prompt.messages, *further))

    def _tell(self) -> None:
        self._told = True
        self._on_text(self.text[len(self._kept) :])
