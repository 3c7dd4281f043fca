"""The pages there are, for the navigation and for links between them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from pages.language import _

_FOLDER = Path(__file__).parent


def make() -> Page:
    return st.Page(_FOLDER / "make.py", title=_("Make"), default=True)


def tools() -> Page:
    return st.Page(_FOLDER / "tools.py", title=_("Tools"), url_path="tools")


def hunts() -> Page:
    return st.Page(_FOLDER / "hunts.py", title=_("Bug hunt"), url_path="hunts")


def history() -> Page:
    return st.Page(_FOLDER / "history.py", title=_("History"), url_path="history")


def settings() -> Page:
    return st.Page(_FOLDER / "settings.py", title=_("Settings"), url_path="settings")
