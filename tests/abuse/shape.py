"""What every `Execution` is, whatever the program did: bounded, safe to show, plain data."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from sandbox.base import Event, Execution, Job, Progressed, Shown, Wrote

_DIRECTIONS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
_MARKS = "\u200e\u200f\u061c"
_SENTENCES, _WARNINGS, _NAME, _WORDS = 50, 100, 255, 20_000
_PROGRESS = 25  # events a second
_SLACK = 3.0  # seconds beyond the wall time

Plain = str | bytes | int | float | None


def complaints(execution: Execution, job: Job, events: list[Event]) -> Iterator[str]:
    """What is wrong with it as a whole."""
    for path, value in _walk("execution", execution):
        yield from (f"{path} {what}." for what in _value(value))
    yield from _sizes(execution, job)
    yield from _outputs(execution)
    yield from _events(execution, job, events)


def _walk(path: str, value: object) -> Iterator[tuple[str, Plain]]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _walk(f"{path}.{field.name}", getattr(value, field.name))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _walk(f"{path}[{number}]", part)
    elif value is None or isinstance(value, (str, bytes, int, float)):
        yield path, value
    else:
        raise AssertionError(f"{path} is {type(value).__name__}")


def _value(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        yield from _text(value)
    elif isinstance(value, float) and not math.isfinite(value):
        yield "isn't a finite number"
    elif isinstance(value, int) and abs(value) >= 1 << 63:
        yield "is a number that no database holds"


def _text(text: str) -> Iterator[str]:
    try:
        text.encode()
    except UnicodeEncodeError:
        yield "holds halves of characters"
    if odd := {character for character in set(text) if _odd(character)}:
        yield f"holds {sorted(map(ascii, odd))}"


def _odd(character: str) -> bool:
    control = unicodedata.category(character) == "Cc" and character not in "\n\t\r"
    return control or character in _MARKS or unicodedata.bidirectional(character) in _DIRECTIONS


def _sizes(execution: Execution, job: Job) -> Iterator[str]:
    limits = job.limits
    for name in ("stdout", "stderr"):
        text = getattr(execution, name).text
        if len(text) > limits.stream_bytes or "\r" in text:
            yield f"{name} has {len(text)} characters, {text.count(chr(13))} returns."
    if len(execution.outputs) > limits.outputs:
        yield f"There are {len(execution.outputs)} outputs."
    if (size := sum(len(output.data) for output in execution.outputs)) > limits.output_bytes:
        yield f"The outputs have {size} bytes."
    if execution.seconds > limits.wall_seconds + _SLACK or execution.seconds < 0:
        yield f"It took {execution.seconds:.1f} s."
    words = [output.text for output in execution.outputs]
    if execution.failure is not None:
        words += [execution.failure.kind, execution.failure.message, execution.failure.traceback]
    if any(len(text) > _WORDS for text in words):
        yield f"A text is {max(map(len, words))} characters long."
    said, warned = [hit.says for hit in execution.limits_hit], execution.facts.warnings
    if (
        len(said) > _SENTENCES
        or len(warned) > _WARNINGS
        or any(len(text) > 1000 for text in (*said, *warned))
    ):
        yield f"{len(said)} limits and {len(warned)} warnings are said, or long ones."


def _outputs(execution: Execution) -> Iterator[str]:
    names = [output.name for output in execution.outputs]
    if len({name.casefold() for name in names}) < len(names):
        yield "Two outputs have the same name."
    yield from (f"{name!r} isn't a name." for name in names if not _safe(name))
    if execution.facts.made != tuple(output.name for output in execution.outputs if output.file):
        yield "The files made aren't the files kept."
    if not set(execution.facts.opened) <= set(execution.facts.given):
        yield f"It opened what wasn't given: {execution.facts.opened[:5]}."


def _safe(name: str) -> bool:
    printable = name.isprintable() and not set(name) & set('/\\:*?"<>|')
    return printable and bool(name.strip(". ")) and len(name.encode("utf-8", "replace")) <= _NAME


def _events(execution: Execution, job: Job, events: list[Event]) -> Iterator[str]:
    progress = [event for event in events if isinstance(event, Progressed)]
    if len(progress) > _PROGRESS * (execution.seconds + 1):
        yield f"There were {len(progress)} events of progress."
    if sum(isinstance(event, Shown) for event in events) > job.limits.outputs:
        yield "More was shown on the way than is allowed."
    if sum(len(event.text) for event in events if isinstance(event, Wrote)) > 2 * job.limits.stream_bytes:
        yield "More was written on the way than is allowed."
    for number, event in enumerate(events):
        texts = (
            (event.text,)
            if isinstance(event, Wrote)
            else (event.label,) if isinstance(event, Progressed) else ()
        )
        yield from (f"events[{number}] {what}." for text in texts for what in _text(text))
