"""Changes of a program as search/replace blocks, matched tolerantly: what is meant decides, not its blanks.

<<<<<<< SEARCH
lines as they stand
=======
lines that take their place
>>>>>>> REPLACE
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import starmap

CLOSE = 0.85  # how alike a line must be that isn't the same
_FEWEST, _MOST = 3, 60  # lines of a search for which something alike is looked for
_LONG = 400  # characters of such a line
_SEARCH = re.compile(r"^\s{0,3}<{4,10}\s*SEARCH\b")
_MIDDLE = re.compile(r"^\s{0,3}={4,10}\s*$")
_REPLACE = re.compile(r"^\s{0,3}>{4,10}\s*REPLACE\b")
_LOOKED = 4_000  # lines of a program in which something alike is looked for


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines to find and lines to put there. An empty `search` adds at the end."""

    search: str
    replace: str


@dataclass(frozen=True, slots=True)
class Edits:
    """What an answer holds: its blocks, the text around them, and whether the last block is whole."""

    edits: tuple[Edit, ...]
    prose: str
    whole: bool


def edits_of(answer: str) -> Edits:
    """The blocks in `answer`, in a fence or not."""
    edits, prose, search, replace = list[Edit](), list[str](), list[str](), list[str]()
    at = "prose"
    for line in answer.split("\n"):
        if at == "prose" and _SEARCH.match(line):
            at, search, replace = "search", [], []
        elif at == "search" and _MIDDLE.match(line):
            at = "replace"
        elif at == "replace" and _REPLACE.match(line):
            edits.append(Edit("\n".join(search), "\n".join(replace)))
            at = "prose"
        else:
            {"prose": prose, "search": search, "replace": replace}[at].append(line)
    return Edits(tuple(edits), "\n".join(prose), at == "prose")


def applied(source: str, edits: Sequence[Edit]) -> tuple[str, tuple[Edit, ...]]:
    """`source` with each edit made, and the edits that found no place, or more than one."""
    failed = []
    for edit in edits:
        changed = _applied(source, edit)
        if changed is None:
            failed.append(edit)
        else:
            source = changed
    return source, tuple(failed)


def _applied(source: str, edit: Edit) -> str | None:
    lines, search = source.rstrip("\n").split("\n"), _trimmed(edit.search)
    replace = _trimmed(edit.replace)
    if not search:
        return "\n".join([*lines, *replace]) + "\n"
    place = _place(lines, search)
    if place is None:
        made = len(replace) > 1 and len(list(_same(lines, replace, str.rstrip))) == 1
        return source if made else None  # it is as it should be already
    start, end = place
    moved = _moved(replace, lines[start:end], search)
    return "\n".join([*lines[:start], *moved, *lines[end:]]) + "\n"


def _trimmed(text: str) -> list[str]:
    """Lines without the empty ones around them."""
    return text.strip("\n").rstrip().split("\n") if text.strip() else []


def _place(lines: list[str], search: list[str]) -> tuple[int, int] | None:
    """Where `search` stands, by the strictest reading under which it stands somewhere; None where that is twice."""
    for reading in _READINGS:
        found = list(_same(lines, search, reading))
        if found:
            return found[0] if len(found) == 1 else None
    return _alike(lines, search)


def _same(lines: list[str], search: list[str], reading: Callable[[str], str]) -> Iterator[tuple[int, int]]:
    """Places where the lines that aren't empty are the same, read by `reading`."""
    kept = [(at, reading(line)) for at, line in enumerate(lines) if line.strip()]
    wanted = [reading(line) for line in search if line.strip()]
    texts = [text for _, text in kept]
    for at in range(len(texts) - len(wanted) + 1):
        if texts[at : at + len(wanted)] == wanted:
            yield kept[at][0], kept[at + len(wanted) - 1][0] + 1


_READINGS: tuple[Callable[[str], str], ...] = (
    str.rstrip,
    str.strip,  # indented otherwise
    lambda line: re.sub(r"\s+", "", line).replace("'", '"').rstrip(","),  # written otherwise
)


def _alike(lines: list[str], search: list[str]) -> tuple[int, int] | None:
    """The one place that is nearly the same: some lines, most of them to the letter, the others close."""
    if not _FEWEST <= len(search) <= _MOST or len(search) > len(lines) or len(lines) > _LOOKED:
        return None
    wanted, there = [line.strip() for line in search], [line.strip() for line in lines]
    found = []
    for at in range(len(there) - len(wanted) + 1):
        other = [
            (one, two) for one, two in zip(wanted, there[at : at + len(wanted)], strict=True) if one != two
        ]
        if len(other) <= len(wanted) // 3 and all(starmap(_close, other)):
            found.append(at)
    return (found[0], found[0] + len(search)) if len(found) == 1 else None


def _close(one: str, other: str) -> bool:
    """Whether two lines differ in little, and not in a number."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other) or max(len(one), len(other)) > _LONG:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= CLOSE


def _moved(replace: list[str], found: list[str], search: list[str]) -> list[str]:
    """`replace`, indented as what was found is, where the search was indented otherwise."""
    there, said = _indent(found), _indent(search)
    if there == said:
        return replace
    extra = there[len(said) :] if there.startswith(said) else ""
    less = len(said) - len(there) if said.startswith(there) else 0
    return [
        extra + line[less:] if line.strip() and _indent([line])[:less] == said[:less] else line
        for line in replace
    ]


def _indent(lines: list[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return first[: len(first) - len(first.lstrip())]
