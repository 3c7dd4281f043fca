"""A pandas table as JSON that any page can show, and as plain text."""

from __future__ import annotations

import datetime
import decimal
import json
import math
import sys
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

MAX_COLUMNS = 200
MAX_CELLS = 500_000
_CELL = 10_000  # characters


class Shown(NamedTuple):
    data: bytes
    text: str
    cut: str


def table(thing: Any, max_rows: int) -> Shown:
    """A DataFrame or Series of pandas, polars or DuckDB. Bounded in rows, columns and cells; `cut` says what
    is missing."""
    thing = _in_pandas(thing)
    frame = thing.to_frame(_label(thing.name) or "value") if thing.ndim == 1 else thing
    rows, columns = len(frame), frame.shape[1]
    kept_columns = min(columns, MAX_COLUMNS)
    kept_rows = min(rows, max_rows, max(1, MAX_CELLS // max(1, kept_columns)))
    part = frame.iloc[:kept_rows, :kept_columns]
    named = _unique(
        [*_index_columns(part), *((_label(name), part.iloc[:, at]) for at, name in enumerate(part.columns))]
    )
    fields, values = [], []
    for name, column in named:
        kind, convert = _kind(column)
        fields.append({"name": name, "type": kind})
        values.append([convert(value) for value in column])
    names = [name for name, _ in named]
    data = [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]
    document = {"schema": {"fields": fields}, "data": data, "total_rows": rows}
    body = json.dumps(document, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
    return Shown(body, _text(part), _cut(kept_rows, rows, kept_columns, columns))


def _in_pandas(thing: Any) -> Any:
    if hasattr(thing, "to_pandas"):
        return thing.to_pandas()
    return thing.df() if hasattr(thing, "fetchnumpy") else thing


def _text(part: Any) -> str:
    try:
        return str(part.iloc[:200].to_string(max_rows=60, max_cols=20, max_colwidth=60))
    except (ValueError, TypeError, ArithmeticError):
        return ""


def _cut(kept_rows: int, rows: int, kept_columns: int, columns: int) -> str:
    said = []
    if kept_rows < rows:
        said.append(f"first {kept_rows:,} of {rows:,} rows")
    if kept_columns < columns:
        said.append(f"first {kept_columns:,} of {columns:,} columns")
    return ", ".join(said)


def _index_columns(part: Any) -> Iterable[tuple[str, Any]]:
    pandas: Any = sys.modules["pandas"]
    index = part.index
    if isinstance(index, pandas.RangeIndex) and index.name is None:
        return
    for level in range(index.nlevels):
        name = _label(index.names[level]) or ("index" if index.nlevels == 1 else f"level {level + 1}")
        yield name, _as_column(index.get_level_values(level), part.index)


def _as_column(level: Any, index: Any) -> Any:
    try:
        return level.to_series(index=index)
    except (ValueError, TypeError):  # half characters, which pandas' own texts can't hold
        return sys.modules["pandas"].Series(list(level), dtype=object)


def _label(name: Any) -> str:
    if isinstance(name, tuple):
        return " / ".join(text for part in name if (text := _label(part)))
    if name is None:
        return ""
    return name.date().isoformat() if _is_midnight(name) else str(name)[:200]


def _unique(columns: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    taken: set[str] = set()
    result = []
    for position, (name, values) in enumerate(columns, 1):
        base = fresh = name or f"column {position}"
        number = 2
        while fresh in taken:
            fresh, number = f"{base} ({number})", number + 1
        taken.add(fresh)
        result.append((fresh, values))
    return result


def _kind(column: Any) -> tuple[str, Callable[[Any], Any]]:
    """A Table Schema type, and what makes a cell of that type safe for JSON."""
    inferred = _inferred(column)
    if inferred == "datetime64" or inferred == "datetime":
        present = column[column.notna()]
        whole = all(_is_midnight(value) for value in present)
        return ("date", _date) if whole else ("datetime", plain)
    kinds = {
        "integer": "integer",
        "floating": "number",
        "mixed-integer-float": "number",
        "decimal": "number",
        "boolean": "boolean",
        "date": "date",
        "timedelta64": "duration",
        "timedelta": "duration",
    }
    if inferred == "categorical":
        return _kind(column.astype(column.cat.categories.dtype)) if len(column) else ("string", _words)
    kind = kinds.get(inferred, "string")
    return kind, (_words if kind == "string" else plain)


def _inferred(column: Any) -> str:
    """ "mixed" where pandas itself stumbles over a value."""
    try:
        return str(sys.modules["pandas"].api.types.infer_dtype(column, skipna=True))
    except (ValueError, TypeError, ArithmeticError):
        return "mixed"


def _is_midnight(value: Any) -> bool:
    return isinstance(value, datetime.datetime) and value.tzinfo is None and value.time() == datetime.time()


def _date(value: Any) -> Any:
    return None if _missing(value) else value.date().isoformat()


def _words(value: Any) -> Any:
    value = plain(value)
    return value if value is None or isinstance(value, str) else str(value)


def _missing(value: Any) -> bool:
    if value is None:
        return True
    return type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and math.isnan(value))


def plain(value: Any) -> Any:
    """One cell as JSON: missing and infinite become null, dates ISO, decimals numbers, bytes text."""
    if _missing(value):
        return None
    if hasattr(value, "item") and type(value).__module__ == "numpy":
        value = value.item()
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, decimal.Decimal):
        return float(value) if value.is_finite() else None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return bytes(value[:_CELL]).decode("utf-8", "replace")
    return str(value)[:_CELL]
