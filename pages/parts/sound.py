"""Sound and film."""

from __future__ import annotations

import streamlit as st

from workshop.service import Workshop
from workshop.views import OutputView


def audio(workshop: Workshop, output: OutputView) -> None:
    """Raises FileNotFoundError."""
    st.audio(workshop.blob(output.blob), format=output.mime)


def video(workshop: Workshop, output: OutputView) -> None:
    """Raises FileNotFoundError."""
    st.video(workshop.blob(output.blob), format=output.mime)
