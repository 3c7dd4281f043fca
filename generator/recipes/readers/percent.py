"""percentages: a part of a whole, a share, a change, more and less by so many percent. English and Chinese."""

from __future__ import annotations

import re
from typing import Any

from generator.recipes.reading import Reading
from generator.recipes.said import Said
from generator.recipes.words import number_of

_N = r"[$€£¥]?\s?(-?\d[\d.,']*\d|-?\d)(?: ?(?:[€$£¥]|usd|eur|euros?|dollars?|pounds|yuan|元|块)(?!\w))?"
_P = r"(-?\d[\d.,]*\d|-?\d) ?(?:%|per ?cent|个百分点)"
_PATTERNS: list[tuple[str, str, tuple[str, ...]]] = [
    (rf"{_P} (?:of|from|on) (?:the )?{_N}", "percent of a number", ("PERCENT", "NUMBER")),
    (rf"{_N} ?的 ?{_P}", "percent of a number", ("NUMBER", "PERCENT")),
    (rf"{_N} (?:is|are|was|as) (?:what|which|how many|how much|a) (?:percent|percentage|%|per cent|share)(?: of| from)? {_N}", "share", ("PART", "WHOLE")),
    (rf"(?:what|which|how many|how much) (?:percent|percentage|%|per cent|share) (?:of|from) {_N} (?:is|are|was) {_N}", "share", ("WHOLE", "PART")),
    (rf"(?:what|which|how many|how much) (?:percent|percentage|%|per cent|share) (?:is|are|was) {_N} (?:of|from|out of) {_N}", "share", ("PART", "WHOLE")),
    (rf"{_N} out of {_N} (?:in|as) (?:a )?(?:percent|percentage|%|per cent)", "share", ("PART", "WHOLE")),
    (rf"{_N} ?占 ?{_N} ?的? ?(?:百分之几|百分之多少|百分比|比例|多少%)", "share", ("PART", "WHOLE")),
    (rf"(?:percent(?:age)?|%|per cent) (?:change|increase|decrease|difference|growth|rise|fall|drop|more|less|up|down)(?: is it| was it)? (?:from|between) {_N} (?:to|and) {_N}", "change", ("BEFORE", "AFTER")),
    (rf"by (?:how many|how much|what) (?:percent|percentage|%|per cent)\b[^\d.?!]{{0,40}}?from {_N} to {_N}", "change", ("BEFORE", "AFTER")),
    (rf"从 ?{_N} ?到 ?{_N} ?,?(?:增长|增加|上涨|下降|减少|变化|提高|降低)了? ?(?:百分之几|百分之多少|多少%|幅度)", "change", ("BEFORE", "AFTER")),
    (rf"(?:add|plus|put) {_P} (?:to|on(?: top of)?|onto) {_N}", "plus percent", ("PERCENT", "NUMBER")),
    (rf"(?:take|subtract|deduct|minus) {_P} (?:off|from|of) {_N}", "minus percent", ("PERCENT", "NUMBER")),
    (rf"{_P} off(?: of)? {_N}", "minus percent", ("PERCENT", "NUMBER")),
    (rf"{_N} (?:plus|\+|increased by|raised by|and another|with) {_P}(?: (?:more|added|on top))?", "plus percent", ("NUMBER", "PERCENT")),
    (rf"{_N} (?:minus|-|−|less|reduced by|decreased by) {_P}", "minus percent", ("NUMBER", "PERCENT")),
    (rf"{_N} ?(?:加上?|增加|上涨) ?{_P}", "plus percent", ("NUMBER", "PERCENT")),
    (rf"{_N} ?(?:减去?|减少|降低|打掉) ?{_P}", "minus percent", ("NUMBER", "PERCENT")),
    (rf"without {_P}(?: vat| tax)? (?:when|if) it is {_N} with it", "before plus percent", ("PERCENT", "AFTER")),
]  # fmt: skip
_ASKED = r"\b(?:what|how much|how many|is|are|percent|percentage|price|number|rise|rose|risen|it|did|come|worth|please|equals?|=)\b|是多少|等于多少|多少|是|了"


def read_percentages(text: str) -> Reading:
    """Of a request in small letters. Both numbers must be there, and nothing else."""
    said = Said(f" {re.sub(r'[?？。!！,，]+(?=[ ]|$)', ' ', text.lower())} ")
    reading = Reading("percentages", {})
    for pattern, what, names in _PATTERNS:
        if found := said.take(rf"(?<![\w.,]){pattern}" if pattern.startswith("[$") else pattern):
            values: dict[str, Any] = {
                name: number_of(number) for name, number in zip(names, found.groups(), strict=True)
            }
            said.take_all(_ASKED)
            reading.left = said.left()
            reading.head = 2 if all(value is not None for value in values.values()) else 0
            reading.values = {"WHAT": what, **values}
            return reading
    return reading
