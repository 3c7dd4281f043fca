"""What a model may see of a person's files: the one place that decides it.

names        names of files, sheets and columns, their types, and how to read them
statistics   and how many rows, what is missing, smallest and largest values
samples      and frequent values, first rows, and what programs showed
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from generator.types import Column, FileProfile, Table

Privacy = Literal["names", "statistics", "samples"]


def visible_profile(profile: FileProfile, privacy: Privacy) -> FileProfile:
    """`profile` without what the model may not see. Rows and lines are -1 where they are hidden."""
    if privacy == "samples":
        return profile
    tables = tuple(_table(table, privacy) for table in profile.tables)
    shown = replace(profile, tables=tables, head="", problem=visible_text(profile.problem, privacy))
    return shown if privacy == "statistics" else replace(shown, lines=-1, notes=())


def _table(table: Table, privacy: Privacy) -> Table:
    columns = tuple(_column(column, privacy) for column in table.columns)
    rows = table.rows if privacy == "statistics" else -1
    return replace(table, rows=rows, columns=columns, sample=())


def _column(column: Column, privacy: Privacy) -> Column:
    if privacy == "names":
        return Column(column.name, column.type, date_format=column.date_format)
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
