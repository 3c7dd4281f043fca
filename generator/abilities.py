"""What a model can do: by LiteLLM's list, corrected by what its provider refused while this process runs."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any

from generator.errors import (
    ModelError,
    NotAModel,
    RequestRefused,
    StreamCut,
    TooLong,
    UnknownModel,
)
from generator.pricing import known_of

_REMEMBERED = 256  # models
_MARKED = frozenset(["anthropic", "bedrock", "vertex_ai", "openrouter", "azure_ai"])


@dataclass(frozen=True, slots=True)
class Abilities:
    """`context`: tokens read at once; `longest`: tokens of an answer; None where nobody knows."""

    streams: bool = True
    system: bool = True
    sees: bool = False
    thinks: bool = False  # takes a reasoning effort
    marked: bool = False  # caches what is marked; others cache by themselves or not at all
    counts: bool = True  # takes the wish for a count of tokens at a stream's end
    context: int | None = None
    longest: int | None = None


_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("counts", re.compile(r"stream_options|include_usage", re.I)),
    ("marked", re.compile(r"cache_control", re.I)),
    ("thinks", re.compile(r"reasoning[_ ]effort|thinking", re.I)),
    ("sees", re.compile(r"image|vision|multimodal|picture", re.I)),
    ("system", re.compile(r"system.{0,20}(role|message|prompt|instruction)|roles?.{0,20}system", re.I)),
    ("streams", re.compile(r"\bstream(ing|s|ed)?\b", re.I)),
)
_LONGEST = re.compile(
    r"at most ([\d,]{2,11}) (?:completion|output) tokens|max_tokens.{0,40}<= ?(\d{2,9})", re.I
)
_REFUSALS = (RequestRefused, UnknownModel, TooLong)


class Found:
    """Abilities by model and address. The latest are kept; safe from any thread."""

    def __init__(self) -> None:
        self._lock, self._of = threading.Lock(), OrderedDict[tuple[str, str], Abilities]()

    def get(self, model: str, api_base: str) -> Abilities | None:
        with self._lock:
            return self._of.get((model, api_base))

    def forget(self) -> None:
        """All of them: models were changed, or another one answers at an address."""
        with self._lock:
            self._of.clear()

    def keep(self, model: str, api_base: str, abilities: Abilities) -> None:
        with self._lock:
            self._of[model, api_base] = abilities
            self._of.move_to_end((model, api_base))
            while len(self._of) > _REMEMBERED:
                self._of.popitem(last=False)


FOUND = Found()


def listed(litellm: Any, model: str, sees: bool | None = None) -> Abilities:
    """By LiteLLM's list; `sees` is the person's word, which comes before it."""
    known = known_of(litellm, model)
    marked = "claude" in model.lower() and model.split("/")[0] in _MARKED
    return Abilities(
        system=known.get("supports_system_messages") is not False,
        sees=bool(known.get("supports_vision")) if sees is None else sees,
        thinks=bool(known.get("supports_reasoning")),
        marked=marked and bool(known.get("supports_prompt_caching")),
        context=known.get("max_input_tokens"),
        longest=known.get("max_output_tokens"),
    )


def lesson(error: ModelError, able: Abilities, pictures: bool) -> Abilities | None:
    """`able` without what the provider refused, or None where its words teach nothing new.

    A fault of the service teaches nothing, whatever words it holds.
    """
    if isinstance(error, (NotAModel, StreamCut)):
        return replace(able, streams=False) if able.streams and "application/json" in error.detail else None
    if isinstance(error, TooLong) and error.limit:
        return replace(able, context=error.limit) if error.limit != able.context else None
    if not isinstance(error, _REFUSALS):
        return None
    if (found := _LONGEST.search(error.detail)) and (number := _number(found)) != able.longest:
        return replace(able, longest=number)
    for name, says in _SAYS:
        asked = getattr(able, name) and (name != "sees" or pictures)
        if asked and says.search(error.detail):
            return replace(able, **{name: False})
    return None


def _number(found: re.Match[str]) -> int:
    return int((found[1] or found[2]).replace(",", ""))
