"""What is wanted of a summary."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.recipes.columns import name_words
from generator.recipes.words import ADDITIVE
from generator.types import Column, Table


@dataclass
class Parts:
    """What a request says of a summary."""

    operation: str = ""
    asked: list[str] = field(default_factory=list)
    value: Column | None = None
    group: Column | None = None
    period: str = ""
    chart: str | None = None
    order: str = ""
    top: int = 0
    only: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    adjective: bool = False
    over_time: bool = False
    words: str = ""  # how the value was called
    rows: bool = False  # rows are what is counted
    dates: list[str] = field(default_factory=list)  # each could be the one that is meant


def additive(column: Column) -> bool:
    words = set(name_words(column.name))
    return bool(words & ADDITIVE) and not words & {
        "price",
        "rate",
        "rating",
        "score",
        "average",
        "avg",
        "percent",
        "per",
        "单价",
    }


def numbers_of(table: Table) -> list[Column]:
    """Columns of amounts: numbers that aren't numbers of something."""
    return [
        c
        for c in table.columns
        if c.type == "number"
        and not set(name_words(c.name))
        & {
            "id",
            "no",
            "nr",
            "number",
            "zip",
            "plz",
            "year",
            "code",
            "phone",
            "index",
            "jahr",
            "account",
            "postcode",
            "ref",
        }
        and c.name not in ("年", "年份", "编号", "序号")
    ]
