"""Slips of the pen in the words that carry a request: "avarage", "duplictes"."""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz import fuzz, process

from generator.recipes.words import listed

_KNOWN = sorted(
    listed(
        """average averages median total totals highest lowest biggest smallest largest maximum minimum quarter quarters
    quarterly monthly weekly month months weeks weekday duplicate duplicates duplicated remove delete convert between
    newest oldest latest earliest descending ascending spreadsheet password passwords characters checklist countdown
    minutes seconds random randomly resize pixels picture pictures timer column columns missing empty number sorted
    percent frequent chart fahrenheit celsius kilometers kilometres pounds customers"""
    )
)
_APOSTROPHES = {
    "whats": "what's", "wheres": "where's", "whos": "who's", "im": "i'm", "ive": "i've", "dont": "don't", "doesnt": "doesn't",
    "cant": "can't", "wont": "won't", "isnt": "isn't", "arent": "aren't", "hasnt": "hasn't", "havent": "haven't", "didnt": "didn't",
}  # fmt: skip
_BARE = re.compile(rf"(?<![\w'’@.])(?:{'|'.join(_APOSTROPHES)})(?![\w'’@.])", re.I)
_WORD = re.compile(r"(?<![\w@./'’])[a-z]{5,}(?![\w@'’]|[./]\w)")


def spelled(text: str, known: Collection[str] = ()) -> str:
    """The text with small words that are one slip away from a word of requests put right; `known` words stay."""

    def right(match: re.Match[str]) -> str:
        word = match[0]
        if word in _KNOWN or word in known or word.removesuffix("s") in _KNOWN:
            return word
        near = [each for each in _KNOWN if each[0] == word[0] and abs(len(each) - len(word)) <= 1]
        best = process.extractOne(word, near, scorer=fuzz.ratio, score_cutoff=85)
        return best[0] if best and word + "s" != best[0] and not _form_of(word, best[0]) else word

    return _WORD.sub(right, _BARE.sub(lambda match: _APOSTROPHES[match[0].lower()], text))


def _form_of(word: str, other: str) -> bool:
    """ "averaged" is no slip of "average": one is the other with an ending."""
    return word.startswith(other) or other.startswith(word) or word in _NEAR


_NEAR = listed("""moths moth meting mounts minuets characters counted customs months removed deleted converts converted sorter  resized passwords percents quartet quarter charts pictured charter totally timers emptied numbers numbered  ceiling county country chars charm charts tiler timed empathy removes deletes resizes converter minute second""")  # fmt: skip
