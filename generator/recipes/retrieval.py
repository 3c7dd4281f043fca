"""Which recipe a request sounds like: TF-IDF of words and of pieces of words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

_WORD = re.compile(r"[a-zA-ZÀ-ɏ]+|[\u3400-\u9fff]")
Vector = dict[str, float]


def features(text: str) -> Counter[str]:
    """Words, pairs of words, and pieces of three to five letters, of the first 600 signs."""
    words = _WORD.findall(text[:600].lower())
    found: Counter[str] = Counter(words)
    found.update(f"{one} {two}" for one, two in pairwise(words))
    for word in words:
        padded = f"<{word}>"
        found.update(padded[i : i + n] for n in (3, 4, 5) for i in range(len(padded) - n + 1))
    return found


class Retrieval:
    """Phrases by name; `scores` gives for each name its nearest phrase's cosine, 0 to 1."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        counted = [(name, features(phrase)) for name, those in phrases.items() for phrase in those]
        seen = Counter(feature for _, counts in counted for feature in counts)
        self._weight = {feature: math.log(1 + len(counted) / often) for feature, often in seen.items()}
        self._phrases = [(name, self._vector(counts)) for name, counts in counted]

    def scores(self, text: str) -> dict[str, float]:
        wanted, best = self._vector(features(text)), dict[str, float]()
        for name, vector in self._phrases:
            score = sum(weight * vector.get(feature, 0.0) for feature, weight in wanted.items())
            best[name] = max(best.get(name, 0.0), score)
        return best

    def _vector(self, counts: Counter[str]) -> Vector:
        raw = {f: (1 + math.log(n)) * self._weight[f] for f, n in counts.items() if f in self._weight}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {feature: weight / length for feature, weight in raw.items()}
