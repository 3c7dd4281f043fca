"""Which of several results say the same: the numbers in them decide, and where there are none, the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from generator.explain import ShownText

SAME = 0.9  # of the numbers, or of the words, of both together
_NUMBER = re.compile(r"-?\d[\d,\u00a0\u202f]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
_WORD = re.compile(r"\w+")
_LONGEST = 200_000  # characters of a result that are compared


def groups(results: Sequence[Sequence[ShownText]]) -> list[list[int]]:
    """Places of results that are alike, the largest group first; of equally large ones, the earliest."""
    found: list[list[int]] = []
    for at, result in enumerate(results):
        home = next((group for group in found if alike(results[group[0]], result)), None)
        if home is None:
            found.append([at])
        else:
            home.append(at)
    return sorted(found, key=len, reverse=True)


def alike(one: Sequence[ShownText], other: Sequence[ShownText]) -> bool:
    """Whether two results say the same, whatever their order, names and rounding beyond four digits."""
    first, second = _text(one), _text(other)
    numbers = (_numbers(first), _numbers(second))
    if any(numbers):
        return _shared(*numbers) >= SAME
    if first.strip() or second.strip():
        return _shared(Counter(_words(first)), Counter(_words(second))) >= SAME
    return sorted(shown.mime for shown in one) == sorted(shown.mime for shown in other)


def _text(result: Sequence[ShownText]) -> str:
    return "\n".join(shown.text for shown in result)[:_LONGEST]


def _numbers(text: str) -> Counter[str]:
    """Different numbers only: one program may show a total twice, another once."""
    found = (re.sub(r"[,\u00a0\u202f]", "", number) for number in _NUMBER.findall(text))
    return Counter({f"{float(number):.4g}" for number in found})


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _shared(one: Counter[str], other: Counter[str]) -> float:
    whole = sum((one | other).values())
    return sum((one & other).values()) / whole if whole else 1.0
