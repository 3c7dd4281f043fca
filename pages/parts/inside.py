"""What most people never open: the program, to read and to take away, and what it printed."""

from __future__ import annotations

from functools import partial
from typing import Literal

import streamlit as st

from pages.language import _
from workshop.taking_away import Form, code_of, file_name, in_form
from workshop.views import TurnView

_LINES, _PIXELS = 20, 440
_FORMS: dict[Form, str] = {"py": "text/x-python", "ipynb": "application/x-ipynb+json", "html": "text/html"}


def show(turn: TurnView, printed: bool = True) -> None:
    """`printed`: with what the program printed, where that isn't on the page already. Nothing is sent before it is opened."""
    inside = st.expander(_("Look inside"), type="compact", key=f"inside-{turn.id}", on_change="rerun")
    if not inside.open:
        return
    with inside:
        if turn.source:
            language = "html" if turn.kind == "html" else "python"
            source = turn.source if turn.kind == "html" else _in_form(turn.source)
            st.code(source, language=language, line_numbers=True, height=_height(source))
            _take_away(turn)
        if printed and turn.console.strip():
            st.caption(_("What it printed"))
            st.code(turn.console, language=None, wrap_lines=True, height=_height(turn.console))


def _take_away(turn: TurnView) -> None:
    """Made when it is pressed."""
    labels = {
        "py": _("As a Python file"),
        "ipynb": _("As a notebook"),
        "html": _("As a page to open in a browser"),
    }
    forms: tuple[Form, ...] = ("html",) if turn.kind == "html" else ("py", "ipynb")
    with st.container(key=f"take-away-{turn.id}", horizontal=True, gap="small"):
        for form in forms:
            st.download_button(
                labels[form],
                partial(code_of, turn, form),
                file_name=file_name(turn, form),
                mime=_FORMS[form],
                key=f"code-{form}-{turn.id}",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )


@st.cache_data(max_entries=64, show_spinner=False)
def _in_form(source: str) -> str:
    return in_form(source)


def _height(text: str) -> int | Literal["content"]:
    return "content" if text.count("\n") < _LINES else _PIXELS
