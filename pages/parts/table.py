"""A table: shown with the right types, searched, or taken away (files.py)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.language import _
from workshop.service import Workshop
from workshop.table_frames import TABLE, Read, read
from workshop.views import OutputView

__all__ = ["TABLE", "show"]

_WHOLE_ROWS = 15  # shown without scrolling, and found without searching
_PIXELS = 560


def show(workshop: Workshop, output: OutputView, key: str, title: str) -> None:
    """Raises ValueError, KeyError or TypeError for what isn't a table."""
    known = _read(workshop, output.blob)
    if len(known.frame) <= _WHOLE_ROWS:
        _draw(known.frame, known, title)
    else:
        _searched(known, output.blob, key, title)
    if not output.cut:
        _say_part(known)


@st.fragment
def _searched(known: Read, blob: str, key: str, title: str) -> None:
    """Drawn again by itself when something is looked for."""
    wanted = st.text_input(
        _("Find in the table"),
        key=f"find-{key}",
        placeholder=_("Find in {count} rows", count=f"{len(known.frame):,}"),
        icon=":material/search:",
        label_visibility="collapsed",
        width=280,
    )
    frame = _with(known, blob, wanted) if wanted.strip() else known.frame
    if wanted.strip():
        st.caption(
            _("{found} of {count} rows hold it.", found=f"{len(frame):,}", count=f"{len(known.frame):,}")
        )
    _draw(frame, known, title)


def _draw(frame: pd.DataFrame, known: Read, title: str) -> None:
    st.dataframe(
        frame,
        hide_index=True,
        column_config=_columns(known),
        height="content" if len(frame) <= _WHOLE_ROWS else _PIXELS,
        alt=_("Table: {title}", title=title),
    )


def _say_part(known: Read) -> None:
    rows, columns = known.frame.shape
    if known.rows > rows:
        st.caption(_("The first {shown} of {total} rows.", shown=f"{rows:,}", total=f"{known.rows:,}"))
    if known.columns > columns:
        st.caption(
            _("The first {shown} of {total} columns.", shown=f"{columns:,}", total=f"{known.columns:,}")
        )


@st.cache_resource(max_entries=64, show_spinner=False)
def _read(_workshop: Workshop, blob: str) -> Read:
    """Nobody changes what is read, so all pages share it."""
    return read(_workshop.blob(blob))


@st.cache_resource(max_entries=64, show_spinner=False)
def _with(_known: Read, blob: str, wanted: str) -> pd.DataFrame:
    """The rows in which some cell holds what is looked for, whatever its case."""
    sought = " ".join(wanted.split()).casefold()
    holds = pd.Series(False, index=_known.frame.index)
    for name in _known.frame.columns:
        cells = _known.frame[name].map(_as_said, na_action="ignore").fillna("").astype("object")
        holds |= cells.str.contains(sought, regex=False).fillna(False).astype(bool)
    return _known.frame[holds]


def _as_said(value: Any) -> str:
    """A cell in the words that a person would look for: a whole number without decimals, a day without its hour."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).removesuffix(" 00:00:00")
    return " ".join(text.split()).casefold()


def _columns(known: Read) -> dict[str, Any]:
    """Only columns that need it: None would hide one."""
    return {name: _column(kind, form) for name, (kind, form) in known.looks.items()}


def _column(kind: str, form: str) -> Any:
    if kind == "number":
        return st.column_config.NumberColumn(format=form)
    return st.column_config.DateColumn() if kind == "date" else st.column_config.DatetimeColumn()
