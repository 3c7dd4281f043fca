"""What a program printed, where that is all there is: a short answer large, anything longer as it is."""

from __future__ import annotations

import streamlit as st

from pages.language import _, told
from workshop.views import TurnView

_ANSWER = 90  # characters
_SHOWN = 6000


def show(turn: TurnView) -> None:
    said = turn.console.strip("\n")
    if turn.ours:
        said = "\n".join(told(line) for line in said.split("\n"))
    if said.strip():
        text(said, turn.id)
    elif turn.source and not turn.words:
        st.text(_("It ran to its end and showed nothing."))


def text(said: str, key: str) -> None:
    """`said` letter by letter; `key` makes the place on the page unique."""
    if is_answer(said):
        with st.container(key=f"answer-{key}"):
            st.text(said.strip())
        return
    st.code(said[:_SHOWN], language=None, wrap_lines=True)
    if len(said) > _SHOWN:
        st.caption(_("The beginning of it; the rest stands below Look inside."))


def is_answer(said: str) -> bool:
    """Whether it is one short line."""
    return "\n" not in said.strip() and len(said) <= _ANSWER
