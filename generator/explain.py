"""What came out and what it means, in three sentences whose numbers all stand in an output."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.fence import fence, quoted, shortened
from generator.fitting import beside_answer
from generator.model import Completion, Message, Model, Prompt, ignore
from generator.numbers import unsupported_numbers
from generator.parse import without_thinking
from generator.privacy import Privacy
from generator.prompts import render
from generator.tokens import tokens_of

SHOWN = 12_000  # characters of all outputs together
EACH = 4_000
REQUEST = 4_000  # characters
AGAIN = 250  # tokens: the first answer, where a second one is asked for
LEAST = 200  # tokens of what was shown
ANSWER = 2_000  # tokens: three sentences, and room for models that think first


@dataclass(frozen=True, slots=True)
class ShownText:
    """An output as the explainer sees it: its name, media type and plain text ("" for a picture)."""

    name: str
    mime: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """`words`: "" where there are none; where they were kept back, `unsupported` are the numbers that weren't shown."""

    words: str = ""
    unsupported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explainer:
    model: Model

    def explain(
        self,
        request: str,
        outputs: Sequence[ShownText],
        *,
        privacy: Privacy = "samples",
        on_note: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> tuple[Explained, Completion | None]:
        """The sentences. Without a call (None) where privacy keeps results from the model or no output has text.

        Raises ModelError and Cancelled.
        """
        shown = self._fitting(_shown(outputs), request)
        if privacy != "samples" or not any(output.text.strip() for output in outputs):
            return Explained(), None
        asked = f"# The request\n\n{shortened(request, REQUEST)}\n\n# What was shown\n\n{fence(shown, 'what was shown')}"
        messages: tuple[Message, ...] = (Message("system", render("explainer")), Message("user", asked))
        said = self.model.complete(Prompt("explainer", messages, ANSWER), on_note=on_note, cancel=cancel)
        wrong = unsupported_numbers(without_thinking(said.text), shown, request)
        if wrong:
            again = render("numbers", numbers=", ".join(wrong[:20]))
            messages += (Message("assistant", said.text), Message("user", again))
            prompt = Prompt("explainer", messages, ANSWER)
            said = self.model.complete(prompt, on_note=on_note, cancel=cancel).after(said)
            wrong = unsupported_numbers(without_thinking(said.text), shown, request)
        words = without_thinking(said.text).strip()
        if said.finish == "length":
            return Explained(), said
        return Explained("" if wrong else words, wrong), said

    def _fitting(self, shown: str, request: str) -> str:
        """`shown`, with its middle left out where the model can't read so much."""
        if (context := self.model.context_tokens) is None:
            return shown
        beside = tokens_of(render("explainer") + request[:REQUEST]) + AGAIN
        room = max(beside_answer(context) - beside, LEAST)
        has = tokens_of(shown)
        return shown if has <= room else shortened(shown, len(shown) * room // has)


def _shown(outputs: Sequence[ShownText]) -> str:
    parts = []
    for output in outputs:
        head = f"{quoted(output.name, 100)} ({output.mime})"
        parts.append(f"{head}\n{shortened(output.text, EACH)}" if output.text else head)
    return shortened("\n\n".join(parts), SHOWN)
