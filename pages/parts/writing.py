"""Text that a program showed."""

from __future__ import annotations

import streamlit as st

from pages.parts import printed
from pages.parts.words import prose
from workshop.service import Workshop
from workshop.views import OutputView

_MOST = 100_000  # characters


def markdown(workshop: Workshop, output: OutputView) -> None:
    """Raises FileNotFoundError."""
    st.markdown(prose(_read(workshop, output)))


def text(workshop: Workshop, output: OutputView, key: str) -> None:
    """Raises FileNotFoundError."""
    said = _read(workshop, output)
    if said.strip():
        printed.text(said, key)


def _read(workshop: Workshop, output: OutputView) -> str:
    return workshop.blob(output.blob)[: _MOST * 4].decode("utf-8", "replace")[:_MOST]
