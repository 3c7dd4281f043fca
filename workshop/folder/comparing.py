"""A file as it is and as it would be, beside each other: pictures to be seen, tables by value, texts by line."""

from __future__ import annotations

import csv
import difflib
import errno
import io
import mimetypes
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.since import Changed, Shown, Table, changed
from workshop.folder.views import Content

MOST_BYTES = 400_000  # of a text that is read
MOST_LINES = 4_000  # of it that are compared
MOST_WITH_WORDS, MOST_WORDS = 20, 200  # passages, as many as are shown; and of a line
MOST_ROWS, MOST_COLUMNS = 5_000, 200
_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
}
_TABLES = {".csv": "text/csv", ".tsv": "text/tab-separated-values"}
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_HIGH = re.compile(rb"[\x80-\xff]+")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines next to each other that differ: `before` became `now`; one of them may be empty. `line`: of the first, from 1, in `before`
    where there is one, else in `now`. `words`: what differs in them, where that is little."""

    line: int
    before: tuple[str, ...]
    now: tuple[str, ...]
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """`table`: None where there is no table on both sides, or nothing that they have in common. `passages` of `lines_compared`."""

    table: Changed | None = None
    passages: tuple[Passage, ...] = ()
    part: bool = False  # only the beginning was compared


def content_of(path: Path, name: str) -> Content:
    """What the file at `path`, called `name`, holds. Only its beginning is read, and only as text. Raises OSError, also for what is no file."""
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(opened, "rb") as file:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, "no file")
        size, start = about.st_size, file.read(MOST_BYTES)
    mime = _mime(name, start)
    if not mime.startswith("text/"):
        return Content(mime, path, size)
    return Content(mime, path, size, _decoded(start, cut=size > len(start)), size > len(start))


def is_picture(content: Content) -> bool:
    """One that browsers show, and that nothing can run in."""
    return content.mime in _PICTURES


@lru_cache(maxsize=8)
def compared(before: Content, now: Content) -> Compared:
    """Two contents of one file. Nothing of it is run, and no more than `MOST_BYTES` of each is looked at. Quick the second time:
    a page draws it again at each press."""
    if not before.mime.startswith("text/") or not now.mime.startswith("text/"):
        return Compared()
    part = before.cut or now.cut
    if before.mime in _TABLES.values() and (found := _tables(before, now)):
        return Compared(table=found, part=part)
    return _texts(before.text, now.text, part)


def table_of(content: Content) -> Table | None:
    """A text with rows and columns as a table; None for another."""
    rows = [row for row in _rows(content) if row]
    if len(rows) < 2 or not 1 < len(rows[0]) <= MOST_COLUMNS:
        return None
    names = _unlike(rows[0])
    body = tuple(tuple(map(_value, _fitted(row, len(names)))) for row in rows[1 : MOST_ROWS + 1])
    return Table(names, body, len(rows) - 1)


def _tables(before: Content, now: Content) -> Changed | None:
    then, here = table_of(before), table_of(now)
    return changed(Shown(tables=(then,)), Shown(tables=(here,))) if then and here else None


def _rows(content: Content) -> list[list[str]]:
    text = content.text.rpartition("\n")[0] if content.cut else content.text
    first = text.partition("\n")[0]
    mark = max(",;\t|", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        return []


def _unlike(names: Sequence[str]) -> tuple[str, ...]:
    taken: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        wanted = name.strip() or f"#{place}"
        while wanted in taken:
            wanted += f" ({place})"
        taken[wanted] = None
    return tuple(taken)


def _fitted(row: Sequence[str], count: int) -> list[str]:
    return [*row[:count], *[""] * (count - len(row))]


def _value(cell: str) -> str | float | None:
    """Numbers as numbers, so that 13 and 13.0 are the same; codes with zeros in front stay what they are."""
    plain = cell.strip()
    if not plain:
        return None
    is_code = plain.lstrip("+-")[:1] == "0" and plain.lstrip("+-")[1:2].isdigit()
    number = _NUMBER.fullmatch(plain) if len(plain) < 16 and not is_code else None
    return plain if number is None else float(plain) if number[1] else int(plain)


def _texts(before: str, now: str, part: bool) -> Compared:
    then, here = before.splitlines(), now.splitlines()
    part = part or max(len(then), len(here)) > MOST_LINES
    then, here = then[:MOST_LINES], here[:MOST_LINES]
    found = difflib.SequenceMatcher(None, then, here).get_opcodes()
    differ = [one for one in found if one[0] != "equal"]
    passages = (
        Passage(
            (i if i2 > i else j) + 1,
            tuple(then[i:i2]),
            tuple(here[j:j2]),
            tuple(_words(then[i:i2], here[j:j2])) if number < MOST_WITH_WORDS else (),
        )
        for number, (_kind, i, i2, j, j2) in enumerate(differ)
    )
    return Compared(passages=tuple(passages), part=part)


def _words(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What stands in place of what, in a line that is otherwise the same; nothing where much differs."""
    if len(before) != 1 or len(now) != 1 or len(before[0]) + len(now[0]) > 2_000:
        return
    then, here = _spans(before[0]), _spans(now[0])
    if max(len(then), len(here)) > MOST_WORDS:
        return
    matcher = difflib.SequenceMatcher(None, [word for word, _ in then], [word for word, _ in here], False)
    found = [one for one in matcher.get_opcodes() if one[0] != "equal"]
    if len(found) > 3 or sum(i2 - i for _, i, i2, _, _ in found) * 2 > len(then):
        return
    for _kind, i, i2, j, j2 in found:
        yield _piece(before[0], then[i:i2]), _piece(now[0], here[j:j2])


def _spans(line: str) -> list[tuple[str, tuple[int, int]]]:
    return [(found[0], found.span()) for found in _WORD.finditer(line)]


def _piece(line: str, words: Sequence[tuple[str, tuple[int, int]]]) -> str:
    return line[words[0][1][0] : words[-1][1][1]] if words else ""


def _mime(name: str, start: bytes) -> str:
    """First by what it begins with, then by its name; what has no zero bytes and an unknown name is text."""
    known = next((mime for beginning, mime in _BEGINNINGS.items() if start.startswith(beginning)), "")
    if known or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        return known or "image/webp"
    binary = b"\0" in start[:8_000] and not start.startswith((b"\xff\xfe", b"\xfe\xff"))
    guessed = _TABLES.get(Path(name).suffix.lower()) or mimetypes.guess_type(name)[0] or ""
    if binary or guessed.startswith("image/"):
        text_after_all = guessed == "image/svg+xml" and not binary
        return "text/plain" if text_after_all else "application/octet-stream"
    return guessed if guessed.startswith("text/") else "text/plain"


def _decoded(start: bytes, cut: bool) -> str:
    """Of a piece cut in the middle of a sign, without that sign."""
    for encoding in ("utf-16",) if start.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            return start.decode(encoding)
        except UnicodeDecodeError as odd:
            if cut and odd.start >= len(start) - 4:
                return start[: odd.start].decode(encoding)
    pairs = [len(run) % 2 == 0 for run in _HIGH.findall(start)]  # as Chinese is written in GB 2312
    return start.decode("gb18030" if sum(pairs) > 0.9 * len(pairs) else "cp1252", "replace")
