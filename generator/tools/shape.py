"""How the data of today differs from the data that a tool was made with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from generator.syntax import texts_in
from generator.tools.tool import Tool
from generator.types import Column, FileProfile, Table

_CALLED = {
    "csv": "a CSV file", "excel": "an Excel file", "json": "a JSON file", "parquet": "a Parquet file", "pdf": "a PDF",
    "sqlite": "a database", "text": "a text", "log": "a log", "word": "a Word document", "powerpoint": "a presentation",
    "zip": "an archive", "image": "a picture", "audio": "a recording", "video": "a film", "unknown": "of an unknown kind",
}  # fmt: skip
_NAMED = 6  # columns that are named one by one


@dataclass(frozen=True, slots=True)
class Other:
    """One difference, as a sentence. `hinders`: the program names what is missing, so its result can't be relied on."""

    text: str
    hinders: bool


class _Named:
    """What a program names: in its texts, alone or within SQL, or as an attribute."""

    def __init__(self, source: str) -> None:
        self._texts = frozenset(texts_in(source))
        self._attributes = frozenset(re.findall(r"\.([^\W\d]\w*)\b(?!\s*\()", source))

    def has(self, name: str) -> bool:
        within = len(name) > 2 and any(name in text for text in self._texts)
        return within or name in self._texts or name in self._attributes


def differences(
    tool: Tool, profiles: Sequence[FileProfile], called: Mapping[str, str] | None = None
) -> tuple[Other, ...]:
    """What is missing or of another kind in each file, compared with the one that was there in its place. `called`: names that
    people know files by, where the program has another."""
    named = _Named(tool.source)
    made = {profile.name: profile for profile in tool.made_with}
    first = next(iter(tool.made_with), None)
    found: list[Other] = []
    for profile in profiles:
        before = made.get(profile.name) or (first if any(slot.several for slot in tool.files) else None)
        if before is not None:
            found += _of_file((called or {}).get(profile.name, profile.name), before, profile, named)
    return tuple(found)


def _kind_of(profile: FileProfile) -> str:
    """A log is a text that looks like one; short ones don't yet."""
    return "text" if profile.format == "log" else profile.format


def _of_file(file: str, before: FileProfile, now: FileProfile, named: _Named) -> list[Other]:
    if now.problem:
        return [Other(f"{file}: {now.problem}", True)]
    if _kind_of(now) != _kind_of(before) and "unknown" not in (now.format, before.format):
        said = f"{file} is {_CALLED.get(now.format, now.format)}; the tool was made with {_CALLED.get(before.format, before.format)}."
        return [Other(said, True)]
    found: list[Other] = []
    for number, table in enumerate(before.tables):
        here = _same_table(table, number, now.tables)
        if here is None:
            found.append(
                Other(
                    f"{file} has no sheet “{table.name}”." if table.name else f"{file} has no table.",
                    not table.name or named.has(table.name) or number == 0,
                )
            )
        else:
            found += _of_table(file, table, here, named)
    return found


def _same_table(table: Table, number: int, tables: Sequence[Table]) -> Table | None:
    """By its name, else by its place."""
    named = next((one for one in tables if one.name == table.name), None)
    return named or (tables[number] if number < len(tables) and not (table.name and named) else None)


def _of_table(file: str, before: Table, now: Table, named: _Named) -> list[Other]:
    there = {column.name: column for column in now.columns}
    missing = [column.name for column in before.columns if column.name not in there]
    new = [column.name for column in now.columns if column.name not in {one.name for one in before.columns}]
    found: list[Other] = []
    needed = [name for name in missing if named.has(name)]
    if needed:
        found.append(Other(_missing(file, needed, new), True))
    if others := [name for name in missing if name not in needed]:
        found.append(Other(_missing(file, others, new), False))
    if not now.rows and before.rows:
        found.append(Other(f"{file} has no rows.", True))
    pairs = ((column, there[column.name]) for column in before.columns if column.name in there)
    return [*found, *(one for pair in pairs if (one := _kind(file, *pair, named)))]


def _missing(file: str, names: Sequence[str], new: Sequence[str]) -> str:
    listed = ", ".join(f"“{name}”" for name in names[:_NAMED])
    more = len(names) - _NAMED
    if len(names) == 1:
        said = f"{file} has no column {listed}."
    elif more > 0:
        said = f"{file} lacks the columns {listed} and {more} more."
    else:
        said = f"{file} lacks the columns {listed}."
    near = get_close_matches(names[0].casefold(), [name.casefold() for name in new], 1, 0.75)
    renamed = next((name for name in new if near and name.casefold() == near[0]), "")
    if renamed:
        return " ".join([said, f"Perhaps “{names[0]}” is called “{renamed}” now."])
    return " ".join([said, f"New there: {', '.join(f'“{name}”' for name in new[:_NAMED])}."]) if new else said


def _kind(file: str, before: Column, now: Column, named: _Named) -> Other | None:
    """Of another type. An empty column says nothing, and any text can hold what looks like a number."""
    if before.type == now.type or "empty" in (before.type, now.type) or before.type == "text":
        return None
    called = {"number": "numbers", "date": "dates", "text": "text", "yes/no": "yes or no"}
    said = (
        f"In {file}, “{now.name}” has {called[now.type]} where the tool was made with {called[before.type]}"
    )
    example = f" (“{now.examples[0]}”)." if now.examples and now.type == "text" else "."
    return Other(said + example, named.has(before.name))
