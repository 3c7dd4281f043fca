"""Dates in several spellings."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: place // 2 + 1
    for place, name in enumerate(
        [
            "january",
            "jan",
            "february",
            "feb",
            "march",
            "mar",
            "april",
            "apr",
            "may",
            "may",
            "june",
            "jun",
            "july",
            "jul",
            "august",
            "aug",
            "september",
            "sep",
            "october",
            "oct",
            "november",
            "nov",
            "december",
            "dec",
        ]
    )
} | {
    "sept": 9,
    "januar": 1,
    "februar": 2,
    "märz": 3,
    "mai": 5,
    "juni": 6,
    "juli": 7,
    "oktober": 10,
    "dezember": 12,
}
_M = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_D = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
_PATTERNS = [
    (re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b"), "ymd"),
    (re.compile(rf"\b{_D}\s+(?:of\s+)?{_M},?\s+(\d{{4}})\b", re.I), "dMy"),
    (re.compile(rf"\b{_M}\s+{_D},?\s+(\d{{4}})\b", re.I), "Mdy"),
    (re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b"), "dmy"),
    (re.compile(r"\b(?:q([1-4])[\s/-]*(\d{4})|(\d{4})[\s/-]*q([1-4]))\b", re.I), "q"),
    (re.compile(rf"\b{_M}\s+(?:of\s+)?(\d{{4}})\b", re.I), "My"),
    (re.compile(r"\b(\d{4})-(\d{2})\b"), "ym"),
    (re.compile(rf"\b{_D}\s+(?:of\s+)?{_M}(?![a-z])", re.I), "dM"),
    (re.compile(rf"\b{_M}\s+{_D}(?![\d:])", re.I), "Md"),
    (re.compile(rf"\b{_M.replace('may|', '').replace('mar|', '').replace('dec|', '')}(?![a-z])", re.I), "M"),
    (re.compile(r"\b(?:in|during|of|from|until|through|between|and|for|since)\s+(may)\b", re.I), "M"),
    (
        re.compile(
            r"(?<![\d.,$€£¥])(?<!\bover )(?<!under )(?<!above )(?<!below )(?<!than )(?<!least )(?<!most )(?<![=><] )(?<!top )((?:19|20)\d\d)\b(?!\s*(?:px|pixels?|rows|days|minutes|[%€$£]|euros?|dollars?|usd|eur|[.,]\d))"
        ),
        "y",
    ),
]


def dates_in(text: str) -> list[tuple[int, int, str]]:
    """(start, end, value) of dates: 2024-05-31, 2024-05, 2024, 2024-Q2, ??-05 or ??-05-31.

    "ambiguous" stands for one like 03/04/2024.
    """
    found: list[tuple[int, int, str]] = []
    for pattern, kind in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span(1) if kind == "M" else match.span()
            if not any(start < e and s < end for s, e, _ in found) and (value := _value(match, kind)):
                found.append((start, end, value))
    return sorted(found)


def _value(match: re.Match[str], kind: str) -> str:
    g = match.groups()
    if kind == "ymd":
        return _day(int(g[0]), int(g[1]), int(g[2]))
    if kind == "dMy":
        return _day(int(g[2]), MONTHS[g[1].lower()], int(g[0]))
    if kind == "Mdy":
        return _day(int(g[2]), MONTHS[g[0].lower()], int(g[1]))
    if kind == "dmy":
        return _day_or_month_first(int(g[0]), int(g[2]), int(g[3]), g[1])
    if kind == "q":
        return f"{g[1] or g[2]}-Q{g[0] or g[3]}"
    if kind in ("My", "ym"):
        year, month = (g[1], MONTHS[g[0].lower()]) if kind == "My" else (g[0], int(g[1]))
        return f"{year}-{month:02d}" if 1 <= month <= 12 else ""
    if kind in ("dM", "Md"):
        name, day = (g[1], g[0]) if kind == "dM" else (g[0], g[1])
        return f"??-{MONTHS[name.lower()]:02d}-{int(day):02d}" if 1 <= int(day) <= 31 else ""
    return f"??-{MONTHS[g[0].lower()]:02d}" if kind == "M" else g[0]


def _day_or_month_first(one: int, two: int, year: int, sign: str) -> str:
    if sign == "." or one > 12:
        return _day(year, two, one)
    if two > 12 or one == two:
        return _day(year, one, two)
    return "ambiguous"


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
