"""Text that a program showed: all of it where it is short, its beginning where it is long."""

from __future__ import annotations

import json
import re
from typing import Literal

import streamlit as st

from pages.language import _
from pages.parts import files, printed
from pages.parts.words import prose
from workshop.service import Workshop
from workshop.views import OutputView

_MOST = 20_000  # characters that are shown
_READ = 4 * _MOST  # bytes that hold so many
_BOX = 440  # pixels of a long text, which scrolls
_LINES = 20
_PARSED = 1_000_000  # bytes of JSON that are indented for reading
_DEEP = re.compile(r"^(?:(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){20}|[ \t]{100})", re.MULTILINE)


def markdown(workshop: Workshop, output: OutputView, key: str) -> None:
    """As it is written where its lists and quotations go so deep that a browser breaks. Raises FileNotFoundError."""
    said = _read(workshop, output.blob)
    if _DEEP.search(said):
        _block(said)
    else:
        st.markdown(prose(said))
    _the_rest(workshop, output, said, key)


def text(workshop: Workshop, output: OutputView, key: str) -> None:
    """Raises FileNotFoundError."""
    said = _read(workshop, output.blob)
    if not said.strip():
        return
    if printed.is_answer(said):
        printed.text(said, key)
    else:
        _block(said)
    _the_rest(workshop, output, said, key)


def as_json(workshop: Workshop, output: OutputView, key: str) -> None:
    """Indented for reading. Raises FileNotFoundError."""
    said = _indented(workshop, output.blob, output.size)
    _block(said[:_MOST], "json")
    _the_rest(workshop, output, said[:_MOST], key, cut=len(said) > _MOST)


def _block(said: str, language: str | None = None) -> None:
    long = said.count("\n") > _LINES or len(said) > _LINES * 100
    height: int | Literal["content"] = _BOX if long else "content"
    st.code(said, language, wrap_lines=True, height=height)


def _the_rest(workshop: Workshop, output: OutputView, said: str, key: str, cut: bool = False) -> None:
    """Of what is shown in part the whole is a download."""
    if cut or len(said) == _MOST:
        st.caption(_("The beginning of it. The whole is in the file."))
        files.one(workshop, output, key)


@st.cache_data(max_entries=64, show_spinner=False)
def _read(_workshop: Workshop, blob: str) -> str:
    return _workshop.blob(blob, _READ).decode("utf-8", "replace")[:_MOST]


@st.cache_data(max_entries=64, show_spinner=False)
def _indented(_workshop: Workshop, blob: str, size: int) -> str:
    """A little more than is shown where there is more."""
    if size <= _PARSED:
        try:
            value = json.loads(_workshop.blob(blob))
            return json.dumps(value, indent=2, ensure_ascii=False)[: _MOST + 1]
        except (ValueError, RecursionError):
            pass
    return _workshop.blob(blob, _READ).decode("utf-8", "replace")[: _MOST + 1]
