"""Conditions as they are said to a person: "last year" with the year that it became."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from generator.types import Column, FileProfile

_LAST = re.compile(r"(.+) = last (day|month|quarter|year)")


def spoken(values: dict[str, Any], profiles: tuple[FileProfile, ...]) -> dict[str, Any]:
    """The values with conditions such as "Order Date = last year" put as "2024", the newest year of the table."""
    if not values.get("ONLY") or not isinstance(values["ONLY"], list):
        return values
    columns = [
        column for p in profiles if p.name == values.get("FILE") for t in p.tables for column in t.columns
    ]
    dates = [column for column in columns if column.type == "date"]
    return {**values, "ONLY": [_said(str(condition), dates) for condition in values["ONLY"]]}


def _said(condition: str, dates: list[Column]) -> str:
    match = _LAST.fullmatch(condition)
    named = [column for column in dates if match and column.name == match[1]]
    if not match or len(named) != 1:
        return condition
    try:
        newest = date.fromisoformat(named[0].high[:10])
    except ValueError:
        return condition
    period = {
        "year": f"{newest.year}",
        "quarter": f"{newest.year}-Q{(newest.month + 2) // 3}",
        "month": f"{newest.year}-{newest.month:02d}",
        "day": newest.isoformat(),
    }[match[2]]
    return period if len(dates) == 1 else f"{match[1]} = {period}"
