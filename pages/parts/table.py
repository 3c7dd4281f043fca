"""A table: shown with the right types, or taken away as CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pandas as pd
import streamlit as st

from pages.language import _
from workshop.service import Workshop
from workshop.views import OutputView

TABLE = "application/vnd.dataresource+json"
_WHOLE_ROWS = 15  # shown without scrolling
_PIXELS = 560
_NOT_AMOUNTS = re.compile(r"(?i)\b(id|ids|no|nr|num|number|code|year|jahr|zip|plz|postcode|phone)\b|[号码年]")
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def show(workshop: Workshop, output: OutputView, title: str) -> None:
    """Raises ValueError, KeyError or TypeError for what isn't a table."""
    frame, total = _frame(workshop, output.blob)
    st.dataframe(
        frame,
        hide_index=True,
        column_config=_columns(frame),
        height="content" if len(frame) <= _WHOLE_ROWS else _PIXELS,
        alt=_("Table: {title}", title=title),
    )
    if total > len(frame) and not output.cut:
        st.caption(_("The first {shown} of {total} rows.", shown=f"{len(frame):,}", total=f"{total:,}"))


def as_csv(content: bytes) -> bytes:
    """The table as CSV, UTF-8 with a mark that Excel understands; no cell is taken for a formula."""
    resource = json.loads(content)
    names = [field["name"] for field in resource["schema"]["fields"]]
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([_harmless(name) for name in names])
    writer.writerows([_harmless(row.get(name)) for name in names] for row in resource["data"])
    return written.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(_LOOKS_LIKE_FORMULA) and not _is_number(value) else value


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?\d+([.,]\d+)*([eE][+-]?\d+)?", text) is not None


@st.cache_data(max_entries=64, show_spinner=False)
def _frame(_workshop: Workshop, blob: str) -> tuple[pd.DataFrame, int]:
    resource = json.loads(_workshop.blob(blob))
    rows = resource["data"]
    columns: dict[str, pd.Series[Any]] = {}
    for field in resource["schema"]["fields"]:
        values = [row.get(field["name"]) for row in rows]
        columns[_unlike(str(field["name"]), columns)] = _typed(values, str(field.get("type", "string")))
    return pd.DataFrame(columns), int(resource.get("total_rows") or len(rows))


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


def _columns(frame: pd.DataFrame) -> dict[str, Any]:
    """Only columns that need it: None would hide one."""
    wanted = {name: _column(frame[name]) for name in frame.columns}
    return {name: column for name, column in wanted.items() if column is not None}


def _column(values: pd.Series[Any]) -> Any:
    if pd.api.types.is_datetime64_any_dtype(values):
        midnight = bool((values.dropna().dt.normalize() == values.dropna()).all())
        return st.column_config.DateColumn() if midnight else st.column_config.DatetimeColumn()
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return None
    if _NOT_AMOUNTS.search(str(values.name)):
        return st.column_config.NumberColumn(format="plain")
    return st.column_config.NumberColumn(format=_format(values))


def _format(values: pd.Series[Any]) -> str:
    """Thousands apart, and as many decimals as the numbers need: none, two, or more for small ones."""
    known = values.dropna().astype(float)
    if known.empty or bool((known == known.round()).all()):
        return "%,.0f" if not known.empty and known.abs().max() >= 10_000 else "%.0f"
    largest = float(known.abs().max())
    return "%,.2f" if largest >= 1 else "%.4f" if largest >= 0.01 else "scientific"
