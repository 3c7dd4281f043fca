"""Why a program failed, for someone who doesn't program."""

from __future__ import annotations

import re

from generator.repair import NOTHING, RunFailure
from generator.types import Program

_LIMITS = {
    "timed_out": "it took longer than the time allowed",
    "out_of_memory": "it needed more memory than a program may use here",
    "too_much_output": "it printed far more than anyone could read",
}
_KINDS = {
    "ModuleNotFoundError": "it needed {name}, which isn't installed here",
    "ImportError": "it needed a part of a library that isn't there",
    "KeyError": "it looked for {name}, which isn't there",
    "FileNotFoundError": "it looked for a file that isn't there",
    "ParserError": "it could not read the file in the way it expected",
    "UnicodeDecodeError": "it could not read the letters of the file",
    "ZeroDivisionError": "it divided by zero",
    "IndexError": "it looked for more than there is",
    "SyntaxError": "it was not written in a form that can run",
    "Screen": "it could not have run as it was written",
    NOTHING: "it ended without showing anything",
}


def why(failure: RunFailure, program: Program | None = None) -> str:
    """A part of a sentence: "it looked for 'date', which isn't there". No traceback, no class names."""
    if failure.ended in _LIMITS:
        return _LIMITS[failure.ended]
    if said := own_words(failure, program):
        return f"it said: {said}"
    name = re.search(r"'([^'\n]{1,60})'", failure.message)
    pattern = _KINDS.get(failure.kind, "it came to a point where it could not go on")
    return pattern.format(name=f"'{name[1]}'" if name else "something")


def own_words(failure: RunFailure, program: Program | None) -> str:
    """The sentence that the program itself raised for the person; "" where a library failed."""
    if program is None or failure.kind not in ("ValueError", "SystemExit") or not failure.line:
        return ""
    lines = program.source.split("\n")
    around = "\n".join(lines[max(0, failure.line - 4) : failure.line + 3])
    return failure.message.strip() if "raise " in around and len(failure.message) < 400 else ""
