"""How near a request is to the phrases that a recipe is asked for with, and which of its words they don't explain."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.recipes.chinese import CJK, FILLER
from generator.recipes.context import unexplained
from generator.recipes.readers.plain_values import take_values
from generator.recipes.recipe import Recipe
from generator.recipes.said import STARTS, Mention, Said
from generator.recipes.words import FILLER as SMALL
from generator.recipes.words import NUMBERS, listed, stem
from generator.types import Column

_SLOTS = re.compile(
    "按照|根据|按|每一|每个|某|列|值|一"
)  # they stand before what differs from request to request
_CHINESE_SIGNS = re.compile(r"[^\u3400-\u9fffa-z]", re.I)


_WORK = listed("""write send add call log list summary overview breakdown picture diagram number total report detail details
    email mail print post pass bring""")  # fmt: skip
"""Harmless beside a column, but each may ask for a step of its own."""


def words_of(said: Said) -> list[str]:
    """The words that ask for something and that nothing has explained, as they were written."""
    asking = set(unexplained(said, set()))
    return [word for word in said.left() if word in asking or word.lower() in _WORK]


_COLUMN = re.compile(r"\b(?:(?:a|an|one|another|the|two|its) columns?|another)\b")
_WHICH = frozenset(["two", "one", "another", "both", "other", "first", "second", "common"])  # they only count


def pairs_of(text: str) -> frozenset[str]:
    """Pairs of Chinese signs, and single ones where they stand alone, without the words that say nothing."""
    found: set[str] = set()
    for run in re.split(r"\s+", _CHINESE_SIGNS.sub(" ", _SLOTS.sub(" ", FILLER.sub(" ", text.lower())))):
        found |= {run[at : at + 2] for at in range(len(run) - 1)} or ({run} if run else set())
    return frozenset(found)


def all_stems(text: str) -> frozenset[str]:
    """Of all words but the smallest ones: what only tells, and what names a choice, counts as well."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return frozenset(stem(word) for word in words if word not in SMALL)


class Phrases:
    """What one recipe is asked for with. What is read as a value for its form doesn't count."""

    def __init__(self, recipe: Recipe) -> None:
        self._english = [_english(recipe, phrase) for phrase in (*recipe.examples, recipe.title)]
        self._chinese = [_chinese(recipe, phrase) for phrase in (*recipe.examples_zh, recipe.title_zh)]
        self._whole = [all_stems(phrase) for phrase in (*recipe.examples, recipe.title)]
        self._whole_chinese = [pairs_of(phrase) for phrase in (*recipe.examples_zh, recipe.title_zh)]
        told = " ".join(
            (*recipe.examples, recipe.title, recipe.does, *(spec.label for spec in recipe.inputs))
        )
        self.known = {stem(word) for word in re.findall(r"[^\W\d_]+", told.lower())} | set(NUMBERS)
        signs = " ".join((*recipe.examples_zh, recipe.title_zh, recipe.does_zh)).lower()
        self._latin = set(re.findall("[a-z]+", signs)) | {"1"}
        self._signs = set("".join((*recipe.examples_zh, recipe.title_zh, recipe.does_zh)))

    def near(self, words: Iterable[str], told: bool, request: str = "") -> float:
        """0 to 1 for stems: the share of words that the nearest phrase and the request have in common. `told`: values
        were found, so that no word at all may be near."""
        return max(_nearest(frozenset(words) - _WHICH, self._english, told), self.alike(request))

    def near_chinese(self, rest: str, told: bool, request: str = "") -> float:
        return max(_nearest(pairs_of(rest), self._chinese, told), self.alike(request))

    def alike(self, request: str) -> float:
        """0 to 1, of the request as a whole, with all of its words."""
        if CJK.search(request):
            return _nearest(pairs_of(request), self._whole_chinese, False)
        return _nearest(all_stems(request), self._whole, False)

    def strange(self, words: Iterable[str]) -> list[str]:
        return [word for word in words if stem(word) not in self.known]

    def strange_verb(self, request: str) -> list[str]:
        """The first word, where it asks for something else: "number the pages" is no word of how many."""
        first = re.search(r"[^\W\d_]+", request.lower())
        strange = first and first[0] not in SMALL and stem(first[0]) not in self.known
        return [first[0]] if first and strange else []

    def strange_chinese(self, rest: str) -> list[str]:
        bare = _SLOTS.sub(" ", FILLER.sub(" ", rest))
        runs = re.findall(r"[\u3400-\u9fff]+|[a-z]+|\d[\d.,]*", bare, re.I)
        return [
            run
            for run in runs
            if not (CJK.search(run) and set(run) <= self._signs) and run.lower() not in self._latin
        ]


def _nearest(wanted: frozenset[str], phrases: list[frozenset[str]], told: bool) -> float:
    if not wanted:
        return 1.0 if told and frozenset() in phrases else 0.0
    return max(2 * len(wanted & each) / (len(wanted) + len(each)) for each in phrases)


def _english(recipe: Recipe, phrase: str) -> frozenset[str]:
    """The stems of a phrase without its values: "a column" in it stands for one that is named."""
    sign = chr(STARTS["text"])
    mention = Mention("text", "a column", (Column("a column", "text"),))
    said = Said(f" {_COLUMN.sub(sign, phrase.lower())} ", {sign: mention})
    take_values(recipe, said)
    said.take_all(sign)
    return frozenset(stem(word) for word in words_of(said)) - _WHICH


def _chinese(recipe: Recipe, phrase: str) -> frozenset[str]:
    said = Said(f" {phrase.lower()} ")
    take_values(recipe, said)
    return pairs_of("".join(" " if mark else sign for sign, mark in zip(said.text, said.marks, strict=True)))
