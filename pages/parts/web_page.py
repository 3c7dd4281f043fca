"""An HTML page that a program or a model made, in a frame with an origin of its own."""

from __future__ import annotations

import streamlit as st

from pages import shown
from workshop.views import OutputView

_PIXELS = 640


def show(output: OutputView, title: str) -> None:
    st.iframe(shown.address(output.blob, "html"), height=_PIXELS, alt=title or output.name)
