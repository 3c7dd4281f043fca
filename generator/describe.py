"""File profiles as compact text, as detailed as the room allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.fence import fence, quoted, shortened
from generator.tokens import tokens_of
from generator.types import Column, FileProfile, Table


@dataclass(frozen=True, slots=True)
class Detail:
    columns: int  # described one by one; the rest by name only
    names: int  # of the rest
    examples: int  # values a column
    rows: int  # sample rows a table
    head: int  # characters of a text
    longest: int  # characters of a value


LEVELS = (
    Detail(300, 0, 8, 5, 2000, 60),
    Detail(120, 300, 5, 3, 1000, 40),
    Detail(60, 300, 3, 2, 600, 30),
    Detail(30, 300, 2, 0, 300, 24),
    Detail(15, 150, 0, 0, 0, 20),
    Detail(5, 40, 0, 0, 0, 16),
)


def describe(profiles: Sequence[FileProfile], budget: int, left_out: list[str]) -> str:
    """All files, fenced as data, in at most `budget` tokens as far as the least detail allows."""
    if not profiles:
        return "# Files\n\nNone were given."
    text, fits = "", LEVELS[-1]
    for fits in LEVELS:
        text = "\n\n".join(_file(profile, fits) for profile in profiles)
        if tokens_of(text) <= budget:
            break
    if fits is not LEVELS[0] and any(profile.tables for profile in profiles):
        left_out.append(_said(profiles, fits))
    return f"# Files\n\n{fence(text, 'notes on the files in /in')}"


def _said(profiles: Sequence[FileProfile], detail: Detail) -> str:
    most = max((len(table.columns) for profile in profiles for table in profile.tables), default=0)
    if most > detail.columns:
        return f"Details of all but the first {detail.columns} of {most} columns."
    return "Some of the example values."


def _file(profile: FileProfile, detail: Detail) -> str:
    facts = [profile.format, f"{profile.bytes:,} bytes"]
    facts += [f"encoding {profile.encoding}"] if profile.encoding else []
    facts += [f"{profile.lines:,} lines"] if profile.lines > 0 and not profile.tables else []
    facts += [f"{profile.width} x {profile.height} pixels"] if profile.width else []
    lines = [f"File {quoted(profile.name, 200)}: {', '.join(facts)}"]
    lines += [f"  Problem: {quoted(profile.problem, 300)}"] if profile.problem else []
    lines += [f"  Note: {quoted(note, 300)}" for note in profile.notes]
    for table in profile.tables:
        lines += _table(table, detail)
    if profile.head and detail.head and not profile.tables:
        lines += ["  It begins:", *("    " + line for line in _cut(profile.head, detail.head).split("\n"))]
    return "\n".join(lines)


def _cut(text: str, longest: int) -> str:
    return shortened(text, longest, " […] ")


def _table(table: Table, detail: Detail) -> list[str]:
    name = f"Sheet {quoted(table.name, 100)}" if table.name else "Table"
    rows = f"{table.rows:,} rows, " if table.rows >= 0 else ""
    lines = [f"  {name}: {rows}{len(table.columns)} columns"]
    said = {
        key: value for key, value in table.read.items() if value or (key == "header" and value is not None)
    }
    how = ", ".join(f"{key}={value!r}" for key, value in said.items())
    header = ", no header row" if "header" in table.read and table.read["header"] is None else ""
    lines += [f"  Read with: {how}{header}"] if how or header else []
    lines += ["  - " + _column(column, detail, table.rows) for column in table.columns[: detail.columns]]
    lines += _rest(table.columns[detail.columns :], detail)
    if table.sample and detail.rows:
        lines.append("  First rows:")
        lines += ["    " + _row(row[: detail.columns], detail) for row in table.sample[: detail.rows]]
    return lines


def _rest(columns: tuple[Column, ...], detail: Detail) -> list[str]:
    if not columns:
        return []
    named = [quoted(column.name, detail.longest) for column in columns[: detail.names]]
    more = f", and {len(columns) - len(named)} more" if len(named) < len(columns) else ""
    return [f"  - further columns, by name only: {', '.join(named)}{more}"]


def _column(column: Column, detail: Detail, rows: int) -> str:
    parts = [f"{quoted(column.name, 100)} {column.type}"]
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
