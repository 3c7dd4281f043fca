"""Where the words of a search stand in a text: a piece of it, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_BEFORE, _LONG = 60, 160  # characters
FIELDS = ("made", "words", "shown", "printed", "files", "said")  # beside title and request, in this order


class Piece(NamedTuple):
    text: str
    hit: bool  # one of the words


Pieces = tuple[Piece, ...]


def marked(text: str, words: Sequence[str]) -> Pieces:
    """A line around the first of `words` in `text`, or its beginning."""
    pattern = _pattern(words)
    first = pattern.search(text) if pattern else None
    begin = max(0, first.start() - _BEFORE) if first and first.end() > _LONG else 0
    end = begin + max(_LONG, len(first.group()) if first else 0)
    line = " ".join(text[begin:end].split())
    cut = f"{'…' if begin else ''}{line}{'…' if end < len(text) else ''}"
    return _split(cut, pattern)


class Place(NamedTuple):
    """A field of `FIELDS`, and where the words stand in it."""

    field: str
    pieces: Pieces


def elsewhere(fields: Mapping[str, str], words: Sequence[str], seen: str) -> tuple[Place, ...]:
    """The places of the words that `seen` doesn't hold, those with most of them first, until each word was there."""
    missing = [word for word in words if not _holds(seen, word)]
    places: list[Place] = []
    while missing:
        held = {name: [word for word in missing if _holds(fields[name], word)] for name in FIELDS}
        best = max(FIELDS, key=lambda name: len(held[name]))
        if not held[best]:
            break
        places.append(Place(best, marked(fields[best], held[best])))
        missing = [word for word in missing if word not in held[best]]
    return tuple(places)


def missing_in(seen: str, words: Sequence[str], text: str) -> list[str]:
    """Those of `words` that stand in `text` and not in `seen`."""
    return [word for word in words if _holds(text, word) and not _holds(seen, word)]


def _split(line: str, pattern: re.Pattern[str] | None) -> Pieces:
    if pattern is None:
        return (Piece(line, False),)
    pieces = (Piece(part, bool(place % 2)) for place, part in enumerate(pattern.split(line)))
    return tuple(piece for piece in pieces if piece.text)


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Longer words first, so that a word that is part of another one doesn't hide it."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest))})", re.IGNORECASE) if words else None


def _holds(text: str, word: str) -> bool:
    return re.search(re.escape(word), text, re.IGNORECASE) is not None
