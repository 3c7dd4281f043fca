"""The words of the generator as types. All are plain data: JSON in, JSON out (`generator.codec`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["python", "html"]
ColumnType = Literal["number", "date", "text", "yes/no", "empty"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, as measured. Values stand as text, dates as YYYY-MM-DD[ HH:MM:SS]."""

    name: str
    type: ColumnType
    missing: int = 0
    distinct: int = 0
    low: str = ""  # smallest number or first date
    high: str = ""
    examples: tuple[str, ...] = ()  # the most frequent values, at most 12
    date_format: str = ""  # strptime format the dates were read with, "" where it is ISO or native
    unit: str = ""  # of a number, as its header says: "kg", "EUR"
    header: str | None = ""  # what a program finds instead of `name`, None where only its place tells it


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a CSV, a sheet or a part of it, a JSON list, a database's table, one in a document."""

    name: str  # of the sheet or the database's table, "" elsewhere
    rows: int
    columns: tuple[Column, ...]
    sample: tuple[tuple[str, ...], ...] = ()  # the first rows, as text
    read: dict[str, Any] = field(default_factory=dict)
    """How a program reads it: {"format": "csv", "sep", "encoding", "decimal", "thousands", "header"}
    or {"format": "excel", "sheet", "header", "cells" of several tables} or {"format": "json"}, "parquet",
    {"format": "sqlite", "table"}, {"format": "pdf", "page", "table"}, "word", "powerpoint" alike;
    `header` is None or a row from 0; pages and slides count from 1, tables in them from 0."""
    estimated: bool = False  # rows were not counted


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `bytes` is its size unpacked, -1 where it is hidden."""

    name: str
    bytes: int = -1


@dataclass(frozen=True, slots=True)
class FileProfile:
    """What is known of a file without showing its content.

    `facts`: pages, seconds, codecs, camera and the like; `generator.privacy` knows them all.
    `contents`: headings, slide titles, or the most frequent messages of a log.
    """

    name: str
    format: str  # "csv" "excel" "json" "parquet" "sqlite" "text" "log" "pdf" "word" "powerpoint" "zip" "image" "audio" "video" "unknown"
    bytes: int
    tables: tuple[Table, ...] = ()
    encoding: str = ""
    lines: int = 0
    head: str = ""  # of a text
    width: int = 0
    height: int = 0
    problem: str = ""  # a sentence for a person, "" where it can be read
    notes: tuple[str, ...] = ()  # "The ending says .csv, the content is Excel."
    facts: dict[str, Any] = field(default_factory=dict)
    contents: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()  # of an archive
    picture: str = (
        ""  # content hash of a small copy for models that see, set by who stored it, never by the file
    )


@dataclass(frozen=True, slots=True)
class InputSpec:
    """A constant at the top of a program that a person may change.

    `schema` is JSON Schema of the value (type, enum, minimum, maximum, format "date").
    `source` names where choices come from: "columns", "number columns", "date columns", "other columns" (of a second table), "files" or "".
    """

    name: str  # the constant, e.g. "MONTH"
    label: str
    schema: dict[str, Any]
    default: Any = None
    source: str = ""
    hidden: bool = False  # filled by us, not shown in the form


@dataclass(frozen=True, slots=True)
class Program:
    """Source that runs. For "html" it is the page itself; `inputs` stand in its
    `<script type="application/json" id="inputs">` block."""

    source: str
    kind: Kind = "python"
    title: str = ""
    inputs: tuple[InputSpec, ...] = ()
    packages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    value: str  # goes back to us
    detail: str = ""  # "I understood: sum of Net Amount by month of Order Date, bar chart"


@dataclass(frozen=True, slots=True)
class Question:
    """Asked only when the answer changes the program. Not answering takes `default`."""

    text: str
    choices: tuple[Choice, ...] = ()
    default: str = ""  # a choice's value, "" where there is none
    free_text: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    title: str = ""
    steps: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    packages: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What the writer answered: a plan and a program, or a plan with questions only, or words only."""

    plan: Plan
    program: Program | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A recipe with its inputs filled in from a request."""

    recipe: str  # id, e.g. "summarise_table"
    title: str
    understood: str  # "sum of Net Amount by month of Order Date, as a bar chart"
    values: dict[str, Any]  # constant -> value, hidden ones too
    sure: bool = False
    missing: tuple[str, ...] = ()  # what it would still need, as sentences


@dataclass(frozen=True, slots=True)
class Choosing:
    """What the recipe book makes of a request.

    One sure match: run it. Else up to three `matches` to choose from. None: `words` says what
    can be done without a model and what was missing.
    """

    matches: tuple[Match, ...] = ()
    words: str = ""

    @property
    def sure(self) -> Match | None:
        return self.matches[0] if self.matches and self.matches[0].sure else None
