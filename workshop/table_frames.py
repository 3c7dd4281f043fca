"""A stored table as a frame, and how its columns are to look. Nothing here draws."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pandas as pd

from generator.amounts import is_amount
from sandbox.base import TABLE

__all__ = ["TABLE", "Read", "read"]

MOST_ROWS, MOST_COLUMNS = 10_000, 200


@dataclass(frozen=True, slots=True)
class Read:
    """`rows` and `columns`: how many there are, of which `frame` holds the first ones.

    `looks`: of a column that needs it, "date", "time" or "number" and how the number is written.
    """

    frame: pd.DataFrame
    rows: int
    columns: int
    looks: dict[str, tuple[str, str]]


def read(content: bytes) -> Read:
    """Raises ValueError, KeyError, TypeError, AttributeError or RecursionError for what isn't a table."""
    resource = json.loads(content)
    rows, fields = resource["data"], resource["schema"]["fields"]
    part = rows[:MOST_ROWS]
    columns: dict[str, pd.Series[Any]] = {}
    for field in fields[:MOST_COLUMNS]:
        values = [row.get(field["name"]) for row in part]
        columns[_unlike(str(field["name"]), columns)] = _typed(values, str(field.get("type", "string")))
    total = resource.get("total_rows")
    known = total if isinstance(total, int) and total > len(rows) else len(rows)
    looks = {name: look for name, values in columns.items() if (look := _look(name, values))}
    return Read(pd.DataFrame(columns), known, len(fields), looks)


def _unlike(name: str, taken: dict[str, Any]) -> str:
    number, unlike = 2, name
    while unlike in taken:
        unlike, number = f"{name} ({number})", number + 1
    return unlike


def _typed(values: list[Any], kind: str) -> pd.Series[Any]:
    """Values that don't fit their type stay as text, so that nothing is lost."""
    try:
        if kind in ("integer", "number"):
            return _numbers(values, kind)
        if kind == "boolean" and all(value is None or isinstance(value, bool) for value in values):
            return pd.Series(values, dtype="boolean")
        if kind in ("datetime", "date"):
            return pd.to_datetime(
                pd.Series(values, dtype="object"), format="ISO8601", utc=True
            ).dt.tz_localize(None)
    except (ValueError, TypeError, OverflowError):
        pass
    return pd.Series([None if value is None else _text(value) for value in values], dtype="object")


def _numbers(values: list[Any], kind: str) -> pd.Series[Any]:
    if any(isinstance(value, bool) or not isinstance(value, (int, float, type(None))) for value in values):
        raise ValueError("not numbers only")
    return pd.Series(values, dtype="Int64" if kind == "integer" else "Float64")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _look(name: str, values: pd.Series[Any]) -> tuple[str, str] | None:
    if pd.api.types.is_datetime64_any_dtype(values):
        midnight = bool((values.dropna().dt.normalize() == values.dropna()).all())
        return ("date", "") if midnight else ("time", "")
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return None
    return ("number", _format(values, amounts=is_amount(name)))


def _format(values: pd.Series[Any], amounts: bool) -> str:
    """Amounts have thousands apart, and as many decimals as they need: none, two, or more for small ones."""
    known = values.dropna().astype(float)
    if known.empty or bool((known == known.round()).all()):
        # Never "plain" for whole numbers: Streamlit 1.67 writes some of them as 1999.9999999999998.
        return "%,.0f" if amounts and not known.empty and known.abs().max() >= 10_000 else "%.0f"
    if not amounts:
        return "plain"
    largest = float(known.abs().max())
    return "%,.2f" if largest >= 1 else "%.4f" if largest >= 0.01 else "scientific"
