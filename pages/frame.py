"""What stands around every page: the style, the way back to earlier conversations, the settings."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages import ways
from pages.parts import built_in, connection, dropping, opening, sidebar, tongue

_HERE = Path(__file__).parent

st.set_page_config("Oneoff", str(_HERE / "static" / "icon.svg"), layout="centered")
st.html(_HERE / "style.css")
workshop = opening.workshop()
tongue.follow(workshop)
built_in.translate()
page = st.navigation(
    [ways.make(), ways.tools(), ways.hunts(), ways.history(), ways.settings()], position="hidden"
)
connection.watch()
sidebar.show(workshop)
dropping.anywhere()
page.run()
