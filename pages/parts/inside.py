"""What most people never open: the program, and what it printed."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from pages.language import _
from workshop.views import TurnView

_LINES, _PIXELS = 20, 440


def show(turn: TurnView, printed: bool = True) -> None:
    """`printed`: with what the program printed, where that isn't on the page already."""
    with st.expander(_("Look inside"), type="compact"):
        if turn.source:
            language = "html" if turn.kind == "html" else "python"
            st.code(turn.source, language=language, line_numbers=True, height=_height(turn.source))
        if printed and turn.console.strip():
            st.caption(_("What it printed"))
            st.code(turn.console, language=None, wrap_lines=True, height=_height(turn.console))


def _height(text: str) -> int | Literal["content"]:
    return "content" if text.count("\n") < _LINES else _PIXELS
