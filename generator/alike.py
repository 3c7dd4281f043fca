"""Which of several results say the same: the figures in them, and the words beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.explain import ShownText

_NUMBER = re.compile(r"-?\d[\d,\u00a0\u202f]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TABLE = "application/vnd.dataresource+json"
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
    """Whether two results say the same, whatever their order: every number of the one that says less stands in the other,
    rounded, and the words don't name other things; one table has as many rows as the other, for a lost row leaves only
    numbers that stand in both. False where there is nothing to compare: a picture says nothing here.
    """
    first, second = _text(one), _text(other)
    if not comparable(one) or not comparable(other) or not _as_long(one, other):
        return False
    numbers = (_numbers(first), _numbers(second))
    fewer, more = sorted(numbers, key=len)
    if not fewer <= more or len(fewer) * 2 < len(more):
        return False
    return _named(first, second)


def comparable(result: Sequence[ShownText]) -> bool:
    """Whether it holds anything that can be compared: words or figures, not pictures, pages or files alone."""
    return bool(_text(result).strip())


def _as_long(one: Sequence[ShownText], other: Sequence[ShownText]) -> bool:
    """Where each shows one table, whether these have as many lines."""
    lines = [[each.text.count("\n") for each in result if each.mime == _TABLE] for result in (one, other)]
    return lines[0] == lines[1] or any(len(tables) != 1 for tables in lines)


def _text(result: Sequence[ShownText]) -> str:
    """Without what a chart or a picture is called: its title says nothing of what it shows."""
    shown = (each.text for each in result if not each.mime.startswith("image/"))
    return "\n".join(shown)[:_LONGEST]


def _numbers(text: str) -> set[str]:
    """Different numbers: one program may show a total twice, another once."""
    found = (re.sub(r"[,\u00a0\u202f]", "", number) for number in _NUMBER.findall(text))
    return {_rounded(float(number)) for number in found}


def _rounded(value: float) -> str:
    """To the hundredth; small ones to three digits."""
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3g}"


def _named(first: str, second: str) -> bool:
    """No name that stands in the one result alone: "Alice" against "Bob"."""
    one, other = _words(first), _words(second)
    if not _NUMBER.search(first + second):
        return one == other
    names, others = _names(first), _names(second)
    return not (names - other and others - one)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _names(text: str) -> set[str]:
    """Words with a capital that don't begin a line or a sentence."""
    return {
        word.casefold()
        for word in re.findall(r"(?<=[^\n.!?:] )[A-Z\u00c0-\u00de]\w+|(?<=: )[A-Z\u00c0-\u00de]\w+", text)
    }
