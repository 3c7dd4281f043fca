"""The folder that was chosen for what is asked next on this page."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workshop.folder.views import Chosen

NEXT = "folder-next"
"""Holds (conversation, what was chosen for it); None: none any more."""


def take(chosen: Chosen | None) -> None:
    """What is asked next is asked about it, or about no folder."""
    st.session_state[NEXT] = (_here(), chosen)


def now() -> Chosen | Literal["none"] | None:
    """None: as before in the conversation."""
    at, chosen = st.session_state.get(NEXT, ("", None))
    if NEXT not in st.session_state or at != _here():
        return None
    return chosen or "none"


def forget() -> None:
    """It was asked: from now on the turn knows its folder."""
    st.session_state.pop(NEXT, None)


def _here() -> str:
    return st.query_params.get("c", "")
