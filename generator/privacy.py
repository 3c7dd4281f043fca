"""What a model may see of a person's files: the one place that decides it.

names        names of files (also in archives), sheets and columns, their types and units, and how to read them
statistics   and how many rows, what is missing, smallest and largest numbers and dates, how long a video is
samples      and frequent values, first rows, texts, headings, messages of logs, what a camera wrote, the pictures
             themselves, and what programs showed
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from generator.message_words import SAID
from generator.shapes import first_row_is_data
from generator.types import Column, FileProfile, Member, Table

Privacy = Literal["names", "statistics", "samples"]

FACTS: dict[str, Privacy] = {
    **dict.fromkeys(("scanned", "log_form", "container", "video", "audio", "mode"), "names"),
    **dict.fromkeys(("pages", "paragraphs", "slides", "files", "unpacked", "endings"), "statistics"),
    **dict.fromkeys(("first_time", "last_time", "levels"), "statistics"),
    **dict.fromkeys(("seconds", "fps", "sample_rate", "channels"), "statistics"),
    **dict.fromkeys(("taken", "camera", "turned", "location"), "samples"),
}
"""What may be known of a file besides its tables, and the least level at which a model sees it."""


def visible_profile(profile: FileProfile, privacy: Privacy) -> FileProfile:
    """`profile` without what the model may not see. Rows and lines are -1 where they are hidden."""
    if privacy == "samples":
        return profile
    shown = replace(
        profile,
        tables=tuple(_table(table, privacy) for table in profile.tables),
        facts={key: value for key, value in profile.facts.items() if FACTS.get(key) in _UP_TO[privacy]},
        head="",
        contents=(),
        picture="",
        problem=visible_text(profile.problem, privacy, [profile.name]),
    )
    return shown if privacy == "statistics" else _without_numbers(shown)


_UP_TO: dict[Privacy, tuple[Privacy, ...]] = {
    "names": ("names",),
    "statistics": ("names", "statistics"),
    "samples": ("names", "statistics", "samples"),
}


def _without_numbers(profile: FileProfile) -> FileProfile:
    members = tuple(Member(member.name) for member in profile.members)
    return replace(profile, lines=-1, width=0, height=0, notes=(), members=members)


def may_see_pictures(privacy: Privacy) -> bool:
    """A picture is content."""
    return privacy == "samples"


def _table(table: Table, privacy: Privacy) -> Table:
    named = table if _has_names(table) else _without_names(table)
    columns = tuple(_column(column, privacy) for column in named.columns)
    rows = named.rows if privacy == "statistics" else -1
    return replace(named, rows=rows, columns=columns, sample=(), read=_read(named.read, privacy))


_DOCUMENTS, _FIRST_ROW = {"pdf", "word", "powerpoint"}, {"csv", "excel"}


def _has_names(table: Table) -> bool:
    """Whether the first row is a header. In a document nothing but a column of numbers or dates under it shows
    that; in a CSV or a sheet it is one unless it looks like the rows."""
    form = table.read.get("format")
    if form in _DOCUMENTS:
        return any(column.type in {"number", "date"} for column in table.columns)
    return form not in _FIRST_ROW or table.read.get("header") is None or not first_row_is_data(table)


def _without_names(table: Table) -> Table:
    columns = tuple(
        replace(column, name=f"Column {at}", unit="", header=None)
        for at, column in enumerate(table.columns, 1)
    )
    if table.read.get("format") in _DOCUMENTS:
        return replace(table, columns=columns)
    return replace(table, columns=columns, rows=table.rows + 1, read={**table.read, "header": None})


def _read(read: dict[str, Any], privacy: Privacy) -> dict[str, Any]:
    """The marks for what is missing are texts of the file, only known ones stay; where a table ends is a number."""
    shown = dict(read)
    if read.get("na"):
        shown["na"] = [mark for mark in read["na"] if mark.lower() in _MISSING]
    if read.get("cells") and privacy == "names":
        shown["cells"] = read["cells"].rstrip("0123456789")
    return shown


_MISSING = {
    "na",
    "n/a",
    "#n/a",
    "nan",
    "null",
    "none",
    "nil",
    "-",
    "--",
    "—",
    "–",
    "?",
    ".",
    "missing",
    "无",
    "缺失",
}


def _column(column: Column, privacy: Privacy) -> Column:
    if privacy == "names":
        return replace(
            Column(column.name, column.type),
            date_format=column.date_format,
            unit=column.unit,
            header=column.header,
        )
    # The range of a text column would be two of its values.
    ranged = column.type in {"number", "date"}
    return replace(column, examples=(), low=column.low if ranged else "", high=column.high if ranged else "")


def visible_result(text: str, privacy: Privacy) -> str:
    """What a program showed: it may hold anything that stands in a file."""
    return text if privacy == "samples" else ""


_LITERAL = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|\d[\d.,:/-]*\d|\d")


def visible_text(text: str, privacy: Privacy, known: Iterable[str] = ()) -> str:
    """A message that may quote a file: unless samples are allowed, quoted words and numbers become "…".

    Words in `known` (names of columns and files, names in the program) stay.
    """
    if privacy == "samples":
        return text
    stay = set(known)
    return _LITERAL.sub(lambda found: found[0] if found[0].strip("'\"") in stay else "…", text)


_PIECE = re.compile(rf"(?<!\w)(?:{_LITERAL.pattern})|\w+")
_HIDDEN = re.compile(r"…(?:[\s…]*…)+")


def visible_message(text: str, privacy: Privacy, known: Iterable[str] = ()) -> str:
    """What a program said as it failed, of which any word may be a value of a file, quoted or not.

    Unless samples are allowed, only names in `known`, words of these, and words that libraries say anyway
    stay; all others become "…". A value that is such a word itself can't be told from it.
    """
    if privacy == "samples":
        return text
    names = set(known)
    words = {word for name in names for word in re.findall(r"\w+", name)}

    def shown(found: re.Match[str]) -> str:
        piece, bare = found[0], found[0].strip("'\"")
        stays = bare in names or bare in words or (piece == bare and piece.lower() in SAID)
        return piece if stays else "…"

    return _HIDDEN.sub("…", _PIECE.sub(shown, text))
