"""File profiles as compact text, as detailed as the room allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.fence import fence, quoted, shortened
from generator.headers import found_as, in_short, named
from generator.tokens import tokens_of
from generator.types import Column, FileProfile, Member, Table


@dataclass(frozen=True, slots=True)
class Detail:
    columns: int  # described one by one; the rest by name only
    names: int  # of the rest
    examples: int  # values a column
    rows: int  # sample rows a table
    head: int  # characters of a text
    longest: int  # characters of a value
    listed: int  # headings, messages and files of an archive
    tables: int = 40


LEVELS = (
    Detail(300, 0, 8, 5, 2000, 60, 60),
    Detail(120, 300, 5, 3, 1000, 40, 30),
    Detail(60, 300, 3, 2, 600, 30, 20),
    Detail(30, 300, 2, 0, 300, 24, 12),
    Detail(15, 150, 0, 0, 0, 20, 6),
    Detail(5, 40, 0, 0, 0, 16, 3, 10),
    Detail(2, 12, 0, 0, 0, 12, 0, 3),
)

_SAY = {
    "scanned": "scanned, without text",
    "log_form": "lines begin",
    "unpacked": "bytes unpacked",
    "first_time": "from",
    "last_time": "to",
    "fps": "pictures a second",
    "sample_rate": "samples a second",
    "taken": "taken at",
    "turned": "EXIF orientation",
    "location": "taken at (latitude, longitude)",
    "mode": "colours",
}
_FROM_ZERO = {"header", "table"}  # keys of `Table.read` where 0 says something
_LISTS = {"log": "Most frequent messages", "powerpoint": "Slides"}


def describe(profiles: Sequence[FileProfile], budget: int, left_out: list[str]) -> str:
    """All files, fenced as data, in at most `budget` tokens as far as the least detail allows."""
    if not profiles:
        return "# Files\n\nNone were given."
    text = described(profiles, budget, left_out)
    return f"# Files\n\n{fence(text, 'notes on the files in /in')}"


def described(profiles: Sequence[FileProfile], budget: int, left_out: list[str]) -> str:
    """The same, not fenced yet."""
    text, fits = "", LEVELS[-1]
    for fits in LEVELS:
        text = "\n\n".join(_file(profile, fits) for profile in profiles)
        if tokens_of(text) <= budget:
            break
    if fits is not LEVELS[0]:
        left_out += _said(profiles, fits)
    return text


def _said(profiles: Sequence[FileProfile], detail: Detail) -> list[str]:
    """What is left out at this detail, as sentences."""
    tables = [table for profile in profiles for table in profile.tables]
    most = max((len(table.columns) for table in tables), default=0)
    listed = max((len(profile.contents) + len(profile.members) for profile in profiles), default=0)
    said = []
    if most > detail.columns:
        said.append(f"Details of all but the first {detail.columns} of {most} columns.")
    elif tables:
        said.append("Some of the example values.")
    if any(len(profile.tables) > detail.tables for profile in profiles):
        said.append(f"All but the first {detail.tables} tables of a file.")
    if listed > detail.listed:
        said.append(f"All but the first {detail.listed} of {listed} headings, messages or names in a file.")
    if any(len(profile.head) > detail.head and not profile.tables for profile in profiles):
        said.append("A part of how a text begins.")
    return said


def _file(profile: FileProfile, detail: Detail) -> str:
    facts = [profile.format, f"{profile.bytes:,} bytes"]
    facts += [f"encoding {profile.encoding}"] if profile.encoding else []
    facts += [f"{profile.lines:,} lines"] if profile.lines > 0 and not profile.tables else []
    facts += [f"{profile.width} x {profile.height} pixels"] if profile.width else []
    facts += [_fact(key, value) for key, value in profile.facts.items() if value is not False]
    facts += ["its picture follows"] if profile.picture else []
    lines = [f"File {quoted(profile.name, 200)}: {', '.join(facts)}"]
    lines += [f"  Problem: {quoted(profile.problem, 300)}"] if profile.problem else []
    lines += [f"  Note: {quoted(note, 300)}" for note in profile.notes[: max(4, detail.listed)]]
    for table in profile.tables[: detail.tables]:
        lines += _table(table, detail)
    more = len(profile.tables) - detail.tables
    lines += [f"  and {more} more tables"] if more > 0 else []
    lines += _listed(
        _LISTS.get(profile.format, "Headings"), [quoted(text, 160) for text in profile.contents], detail
    )
    lines += _listed("Files in it", [_member(member) for member in profile.members], detail)
    if profile.head and detail.head and (not profile.tables or profile.format in _DOCUMENTS):
        lines += ["  It begins:", *("    " + line for line in _cut(profile.head, detail.head).split("\n"))]
    return "\n".join(lines)


_DOCUMENTS = {"pdf", "word", "powerpoint"}


def _fact(key: str, value: object) -> str:
    said = _SAY.get(key, key.replace("_", " "))
    if value is True:
        return said
    if isinstance(value, (int, float)):
        return f"{value:,} {said}" if key != "turned" else f"{said} {value}"
    return f"{said} {quoted(str(value), 120)}"


def _member(member: Member) -> str:
    size = f" ({member.bytes:,} bytes)" if member.bytes >= 0 else ""
    return f"{quoted(member.name, 120)}{size}"


def _listed(what: str, texts: Sequence[str], detail: Detail) -> list[str]:
    if not texts or not detail.listed:
        return []
    shown = texts[: detail.listed]
    more = [f"    and {len(texts) - len(shown)} more"] if len(texts) > len(shown) else []
    return [f"  {what}:", *("    " + text for text in shown), *more]


def _cut(text: str, longest: int) -> str:
    return shortened(text, longest, " […] ")


def _table(table: Table, detail: Detail) -> list[str]:
    what = "Sheet" if table.read.get("format") == "excel" else "Table"
    name = f"{what} {quoted(table.name, 100)}" if table.name else what
    about = "about " if table.estimated else ""
    rows = f"{about}{table.rows:,} rows, " if table.rows >= 0 else ""
    lines = [f"  {name}: {rows}{len(table.columns)} columns"]
    said = {
        key: value for key, value in table.read.items() if value or (key in _FROM_ZERO and value is not None)
    }
    how = ", ".join(f"{key}={value!r}" for key, value in said.items())
    header = ", no header row" if "header" in table.read and table.read["header"] is None else ""
    lines += [f"  Read with: {how}{header}"] if how or header else []
    lines += [
        "  - " + _column(column, at, detail, table.rows)
        for at, column in enumerate(table.columns[: detail.columns])
    ]
    lines += _rest(table.columns, detail)
    if table.sample and detail.rows:
        lines.append("  First rows:")
        lines += ["    " + _row(row[: detail.columns], detail) for row in table.sample[: detail.rows]]
    return lines


def _rest(columns: tuple[Column, ...], detail: Detail) -> list[str]:
    rest = columns[detail.columns :]
    if not rest:
        return []
    shown = enumerate(rest[: detail.names], detail.columns)
    names = [in_short(column, at, detail.longest) for at, column in shown]
    more = f", and {len(rest) - len(names)} more" if len(names) < len(rest) else ""
    return [f"  - further columns, by name only: {', '.join(names)}{more}"]


def _column(column: Column, at: int, detail: Detail, rows: int) -> str:
    found = found_as(column, at)
    parts = [f"{named(column)} {column.type}", *([found] if found else [])]
    parts += [f"in {quoted(column.unit, 20)}"] if column.unit else []
    parts += [f"written as {column.date_format}"] if column.date_format else []
    if column.low or column.high:
        parts.append(f"{_cut(column.low, detail.longest)} to {_cut(column.high, detail.longest)}")
    parts += [f"{column.missing:,} missing"] if column.missing else []
    parts += [f"{column.distinct:,} different"] if column.distinct else []
    shown = column.examples[
        : 2 if column.distinct == rows else detail.examples
    ]  # all different: two tell the form
    examples = [quoted(value, detail.longest) for value in shown]
    often = "like" if column.distinct == rows else "often" if column.distinct > len(shown) else "these:"
    parts += [f"{often} {', '.join(examples)}"] if examples else []
    return "; ".join(parts)


def _row(row: tuple[str, ...], detail: Detail) -> str:
    return " | ".join(quoted(value, detail.longest)[1:-1] for value in row)
