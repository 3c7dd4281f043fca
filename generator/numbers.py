"""Whether the numbers in a text stand in what was shown: rounded, as a percentage, or written another way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,])[-−+]?(?:\d{1,3}(?:[,.\u00a0\u202f'’ ]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?"
    r"(?:e[-+]?\d+)?(\s?(?:%|percent\b|Prozent\b|per cent\b|pour cent\b|por ciento\b))?"
    r"(\s?(?:k\b|thousand\b|mill?ions?\b|bill?ions?\b|m\b|bn\b|Mio\b|Mrd\b|Tausend\b|Millionen\b|万|亿|千|百万))?",
    re.I,
)
_SCALE = {"k": 3, "thousand": 3, "tausend": 3, "千": 3, "万": 4, "百万": 6, "m": 6, "mio": 6, "亿": 8}
_SCALE |= {
    "million": 6,
    "millions": 6,
    "milion": 6,
    "millionen": 6,
    "billion": 9,
    "billions": 9,
    "bn": 9,
    "mrd": 9,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a written number: its value, and half a unit of its last digit."""

    value: float
    slack: float


def unsupported_numbers(text: str, outputs_text: str, request: str = "") -> tuple[str, ...]:
    """The numbers of `text`, as written, that stand neither in the outputs nor in the request."""
    shown = _apart(f"{outputs_text}\n{request}")
    # Two columns side by side may look like one number with a space in it, so read each word alone too.
    known = [reading.value for _, readings in _numbers(shown) for reading in readings]
    known += [r.value for word in shown.split() for _, readings in _numbers(word) for r in readings]
    known += [float(digits) for digits in re.findall(r"\d{1,15}", _NUMBER.sub(" ", shown))]  # Q3, room12
    return tuple(
        dict.fromkeys(written for written, readings in _numbers(_apart(text)) if not _stands(readings, known))
    )


def _stands(readings: list[Reading], known: list[float]) -> bool:
    return any(_same(reading, value) for reading in readings for value in known)


def _same(reading: Reading, value: float) -> bool:
    """Equal after rounding; the sign may be in the words ("fell by 5")."""
    nearly = reading.slack + 1e-9 * max(1.0, abs(value))
    return abs(abs(reading.value) - abs(value)) <= nearly


def _numbers(text: str) -> Iterator[tuple[str, list[Reading]]]:
    for found in _NUMBER.finditer(text):
        bare = found[0]
        for tail in (found[2], found[1]):
            bare = bare.removesuffix(tail or "")
        scale = 10 ** _SCALE.get((found[2] or "").strip().lower(), 0)
        readings = [Reading(r.value * scale, r.slack * scale) for r in _readings(bare.strip())]
        if found[1]:
            readings += [Reading(r.value / 100, r.slack / 100) for r in readings]
        yield found[0].strip(), readings


def _readings(written: str) -> list[Reading]:
    """1,234 is a thousand in some countries and little more than one in others: both."""
    plain = written.replace("−", "-").lstrip("+")
    candidates = {
        re.sub(r"[,\u00a0\u202f'’ ]", "", plain),
        re.sub(r"[.\u00a0\u202f'’ ]", "", plain).replace(",", "."),
    }
    return [
        Reading(float(c), _slack(c))
        for c in sorted(candidates)
        if re.fullmatch(r"-?\d{1,300}(\.\d{1,300})?(e[-+]?\d{1,2})?", c, re.I)
    ]


def _slack(plain: str) -> float:
    """Half a unit of the last digit; an integer has none: 12 is not 12.4, but "about 12" may be."""
    mantissa, _, exponent = plain.lower().partition("e")
    digits = len(mantissa.partition(".")[2])
    return float(0.5 * 10.0 ** (int(exponent or 0) - digits))


_DATE = re.compile(r"(?<!\d)(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?!\d)")


def _apart(text: str) -> str:
    """Dates as their three numbers, so that 31.01.2024 agrees with 2024-01-31."""
    return _DATE.sub(r"\1; \2; \3", text)
