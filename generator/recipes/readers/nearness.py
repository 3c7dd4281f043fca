"""How near a request is to the phrases that a recipe is asked for with, and which of its words they don't explain."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.recipes.chinese import CJK, FILLER
from generator.recipes.context import unexplained
from generator.recipes.recipe import Recipe
from generator.recipes.said import Said
from generator.recipes.words import FILLER as SMALL
from generator.recipes.words import NUMBERS, stem

_SLOTS = re.compile(
    "按照|根据|按|每一|每个|某|列|值|一"
)  # they stand before what differs from request to request
_CHINESE_SIGNS = re.compile(r"[^\u3400-\u9fffa-z]", re.I)


def words_of(said: Said, nouns: set[str] | None = None) -> list[str]:
    """The words that ask for something and that nothing has explained, as they were written."""
    return [word for word in unexplained(said, nouns or set()) if word.lower() not in ("i'd", "anyway")]


_WHICH = frozenset(["two", "one", "another", "both", "other", "first", "second", "common"])  # they only count


def stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(Said(f" {text.lower()} "))) - _WHICH


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
    """What one recipe is asked for with. Words that name a choice of its form don't count: they are read as values."""

    def __init__(self, recipe: Recipe) -> None:
        choices = {
            word for spec in recipe.inputs for words in choice_words(spec.schema).values() for word in words
        }
        self._english = [stems_of(without(phrase, choices)) for phrase in (*recipe.examples, recipe.title)]
        self._chinese = [
            pairs_of(without(phrase, choices)) for phrase in (*recipe.examples_zh, recipe.title_zh)
        ]
        self._whole = [all_stems(phrase) for phrase in (*recipe.examples, recipe.title)]
        self._whole_chinese = [pairs_of(phrase) for phrase in (*recipe.examples_zh, recipe.title_zh)]
        told = " ".join(
            (*recipe.examples, recipe.title, recipe.does, *(spec.label for spec in recipe.inputs))
        )
        self.known = {stem(word) for word in re.findall(r"[^\W\d_]+", told.lower())} | set(NUMBERS)
        signs = " ".join((*recipe.examples_zh, recipe.title_zh, recipe.does_zh)).lower()
        self._latin = set(re.findall("[a-z]+", signs)) | {"1"}
        self._signs = set("".join((*recipe.examples_zh, recipe.title_zh, recipe.does_zh)))

    def near(self, words: Iterable[str], request: str = "") -> float:
        """0 to 1 for stems: the share of words that the nearest phrase and the request have in common."""
        nearest = _nearest(frozenset(words) - _WHICH, self._english)
        return max(nearest, self.alike(request))

    def near_chinese(self, rest: str, request: str = "") -> float:
        return max(_nearest(pairs_of(rest), self._chinese), self.alike(request))

    def alike(self, request: str) -> float:
        """0 to 1, of the request as a whole, with all of its words."""
        if CJK.search(request):
            return _nearest(pairs_of(request), self._whole_chinese)
        return _nearest(all_stems(request), self._whole)

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


def _nearest(wanted: frozenset[str], phrases: list[frozenset[str]]) -> float:
    return max(
        (2 * len(wanted & each) / (len(wanted) + len(each)) for each in phrases if each or wanted),
        default=0.0,
    )


def without(text: str, words: set[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = re.sub(whole(word), " ", text, flags=re.I)
    return text


def whole(word: str) -> str:
    """A pattern of the word alone; Chinese has no blanks between words."""
    return re.escape(word) if CJK.search(word) else rf"(?<!\w){re.escape(word)}(?!\w)"


def choice_words(schema: dict[str, object]) -> dict[object, list[str]]:
    """By what each choice of an enum is called: itself, and what `words` of the schema has besides."""
    items = schema.get("items")
    options = items.get("enum") if isinstance(items, dict) else schema.get("enum")
    words = schema.get("words")
    if not isinstance(options, list):
        return {}
    more = words if isinstance(words, dict) else {}
    return {
        option: [str(option), *more.get(str(option), [])] for option in options if option not in ("", None)
    }
