"""The folder that was chosen for what is asked next: in a conversation, on a new page, or for a bug hunt."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workshop.folder.views import Chosen

_NEXT = "folder-next"
HUNT = "hunt"
"""The place of the page for bug hunts. Others are the ids of conversations, and "" for a new page."""


def take(chosen: Chosen | None, at: str | None = None) -> None:
    """What is asked next is asked about it, or about no folder. `at`: None for the conversation of this page."""
    st.session_state[_NEXT] = (_here() if at is None else at, chosen)


def now(at: str | None = None) -> Chosen | Literal["none"] | None:
    """None: as before in the conversation."""
    place, chosen = st.session_state.get(_NEXT, (None, None))
    if place != (_here() if at is None else at):
        return None
    return chosen or "none"


def forget() -> None:
    """It was asked: from now on the turn knows its folder."""
    st.session_state.pop(_NEXT, None)


def _here() -> str:
    return st.query_params.get("c", "")
