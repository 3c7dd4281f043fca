"""The program that tries checks and compares results in the sandbox, and what it found, read as untrusted JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.evidence.types import Check, Claim, Comparison, Difference
from generator.including import whole_program

MOST_BYTES = 5_000_000
MOST = 200  # shapes, comparisons, lists of values
MOST_CHECKS = 50
MOST_DIFFERENCES = 50
SHAPE, TEXT, VALUE = 6_000, 400, 200  # characters
MOST_TEXT = 1_000_000  # characters of an output that go into the program
MOST_COUNT = 100_000_000
VERDICTS = {"agrees", "disagrees", "unclear"}
OUTCOMES = {"same", "different", "incomparable"}


class BadReport(ValueError):
    """What came out of the sandbox is not a report. The text is a sentence."""


@dataclass(frozen=True, slots=True)
class ShownOutput:
    """One output of a result. `given`: the name under which its bytes lie in /in, "" where `text` is all of it."""

    name: str
    mime: str
    text: str = ""
    file: bool = False
    behind: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What one run showed. `printed`: its standard output."""

    outputs: tuple[ShownOutput, ...] = ()
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`shapes`: a text for each result, without its values. `checks`: of the claims, on the first result.
    `comparisons`: one for each pair. `held`: how many values of each list stand in a given file, -1 where unknown.
    """

    shapes: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    held: tuple[int, ...] = ()


def evidence_source(
    results: Sequence[Result],
    claims: Sequence[Claim] = (),
    compare: Sequence[tuple[int, int]] = (),
    values: Sequence[list[str | float]] = (),
    seconds: float = 5.0,
    words: bool = True,
    names: Sequence[str] | None = None,
    counts: bool = True,
) -> str:
    """The program that writes /out/evidence.json. `claims` are tried on the first result, `seconds` each; `compare`
    are places in `results`; without `words`, what was printed doesn't stand in a shape; of columns, sheets and files only `names` do, all where it
    is None; without `counts`, no numbers of rows and lines.
    """
    here = Path(__file__).parent / "inside"
    source = whole_program((here / "program.py").read_text(encoding="utf-8"), here / "parts")
    for constant, value in (
        ("RESULTS: list[dict[str, Any]] = []", [_plain(each) for each in results]),
        ("CLAIMS: list[dict[str, str]] = []", [asdict(each) for each in claims]),
        ("PAIRS: list[tuple[int, int]] = []", [tuple(pair) for pair in compare]),
        ("VALUES: list[list[Any]] = []", [list(each) for each in values]),
        ("SECONDS = 5.0", float(seconds)),
        ("WORDS = True", bool(words)),
        ("NAMES: list[str] | None = None", None if names is None else list(names)),
        ("COUNTS = True", bool(counts)),
    ):
        source = source.replace(f"\n{constant}", f"\n{constant.rpartition('=')[0]}= {value!r}", 1)
    return source


def _plain(result: Result) -> dict[str, Any]:
    outputs = [{**asdict(output), "text": output.text[:MOST_TEXT]} for output in result.outputs]
    return {"outputs": outputs, "printed": result.printed[:MOST_TEXT]}


def read_report(data: bytes, claims: Sequence[Claim] = ()) -> Report:
    """The report in the bytes of evidence.json. Raises BadReport; long texts and lists are cut."""
    if len(data) > MOST_BYTES:
        raise BadReport("What was found out about the result is too large to be read.")
    try:
        plain = json.loads(data)
        return Report(
            tuple(_text(shape, SHAPE) for shape in _list(plain, "shapes", MOST)),
            _checks(_list(plain, "checks", MOST_CHECKS), claims),
            tuple(_comparison(each) for each in _list(plain, "comparisons", MOST)),
            tuple(_count(each, -1) for each in _list(plain, "held", MOST)),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise BadReport("What was found out about the result can't be read.") from problem


def _list(plain: dict[str, Any], key: str, most: int) -> list[Any]:
    if not isinstance(found := plain[key], list):
        raise TypeError(key)
    return found[:most]


def _checks(plain: list[dict[str, Any]], claims: Sequence[Claim]) -> tuple[Check, ...]:
    if len(plain) != min(len(claims), MOST_CHECKS):
        raise ValueError("checks")
    return tuple(_check(each, claim) for each, claim in zip(plain, claims, strict=False))


def _check(plain: dict[str, Any], claim: Claim) -> Check:
    damages = _count(plain.get("damages", 0), 0)
    return Check(
        claim,
        _one_of(plain["verdict"], VERDICTS),
        shown=_text(plain["shown"], VALUE),
        expected=_text(plain["expected"], VALUE),
        shown_as=_text(plain["shown_as"], VALUE),
        expected_as=_text(plain["expected_as"], VALUE),
        why=_text(plain["why"], TEXT),
        noticed=min(_count(plain.get("noticed", 0), 0), damages),
        damages=damages,
    )


def _comparison(plain: dict[str, Any]) -> Comparison:
    of = _count(plain["of"], 0)
    differences = [
        Difference(*(_text(text, VALUE) for text in each[:3]))
        for each in _list(plain, "differences", MOST_DIFFERENCES)
    ]
    return Comparison(
        _one_of(plain["verdict"], OUTCOMES),
        min(_count(plain["same"], 0), of),
        of,
        tuple(differences),
        _text(plain["why"], TEXT),
        plain["part"] is True,
        _count(plain.get("alone", 0), 0),
    )


def _one_of(value: Any, known: set[str]) -> Any:
    if not isinstance(value, str) or value not in known:
        raise ValueError("verdict")
    return value


def _count(value: Any, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("count")
    return max(least, min(value, MOST_COUNT))


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value[:most]
