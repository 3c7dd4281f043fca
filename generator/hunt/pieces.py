"""An answer taken apart: lines, fenced blocks and search/replace blocks, in their order. Any text has some reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.parse import without_thinking

_FENCE = re.compile(r"^[ \t]{0,3}(`{3,}|~{3,})[ \t]*([^`\n]*)$")
_SEARCH = re.compile(r"^\s{0,3}<{4,10}\s*SEARCH\b")
_REPLACE = re.compile(r"^\s{0,3}>{4,10}\s*REPLACE\b")
_LABEL = re.compile(
    r"^[\s>*_#\-]*(SAYS|ACTION|REPORT|WRONG|WHERE|WHY|SHOWS|FIX|TESTS?|NOT[ _]FOUND|RULED OUT)[*_ ]*[:：]?[*_]*(?:\s+(.*)|$)"
)
_LOOSE = re.compile(
    r"^[\s>*_#\-]*(Says|Wrong|Where|Why|Shows|Fix|Tests?|Not found|Ruled out)[*_ ]*[:：][*_ ]*(.*)$"
)
MOST = 200_000  # characters of an answer that are read


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` "line" (`label` in capitals where it has one), "block" (`label`: what stands after its fence), or "edit"."""

    kind: str
    text: str
    label: str = ""


def pieces(answer: str) -> list[Piece]:
    """Never raises. A block without an end goes to the end."""
    text = without_thinking(answer[:MOST]).replace("\r\n", "\n").replace("\r", "\n")
    return list(_pieces(text.split("\n")))


def _pieces(lines: list[str]) -> Iterator[Piece]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if fence := _FENCE.match(line):
            end = _end(lines, at, fence[1])
            yield Piece("block", "\n".join(lines[at + 1 : end]), fence[2].strip())
            at = end + 1
        elif _SEARCH.match(line):
            end = next((n for n in range(at, len(lines)) if _REPLACE.match(lines[n])), len(lines))
            yield Piece("edit", "\n".join(lines[at : end + 1]))
            at = end + 1
        else:
            yield _line(line)
            at += 1


def _end(lines: list[str], start: int, marks: str) -> int:
    for at in range(start + 1, len(lines)):
        found = _FENCE.match(lines[at])
        if found and not found[2].strip() and found[1][0] == marks[0] and len(found[1]) >= len(marks):
            return at
    return len(lines)


def _line(line: str) -> Piece:
    found = _LABEL.match(line) or _LOOSE.match(line)
    if not found:
        return Piece("line", line)
    label = found[1].upper().replace("_", " ")
    return Piece("line", (found[2] or "").strip().strip("*").strip(), "TESTS" if label == "TEST" else label)
