"""How a program gets at a column whose name in the file isn't the name that people see."""

from __future__ import annotations

import json

from generator.fence import quoted
from generator.types import Column

SHOWN, SPELLED = 100, 300  # characters of a name; of one that a program is to write


def named(column: Column) -> str:
    """Its name in quotes: whole where it is what the file says and can be written, else cut."""
    whole = column.header or column.name
    cut = len(column.name) > SHOWN and whole.startswith(column.name)
    return spelled(whole) if cut and len(whole) <= SPELLED else quoted(column.name, SHOWN)


def found_as(column: Column, at: int) -> str:
    """Where it stands, or what it is called, for a program; "" where its name says it. `at` counts from 0."""
    whole = column.name if column.header == "" else column.header
    if whole is None or len(whole) > SPELLED:
        return f"column {at + 1} (df.columns[{at}])"
    if spelled(whole) == named(column):
        return ""
    return f"in {'the file' if _same(whole, column.name) else 'pandas'} {spelled(whole)}"


def _same(whole: str, name: str) -> bool:
    """Whether `name` is `whole` with single blanks, and cut where it is long."""
    plain = " ".join(whole.split())
    return plain == " ".join(name.split()) or (len(name) > SHOWN and plain.startswith(name))


def in_short(column: Column, at: int, longest: int) -> str:
    """Its name in at most `longest` characters, and its place where that isn't what a program finds."""
    name = quoted(column.name, longest)
    return name if column.header == "" and name == spelled(column.name) else f"{name} (df.columns[{at}])"


def spelled(text: str) -> str:
    """In quotes, as a program writes it: what can't be seen or told from a blank is escaped."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in plain
    )
