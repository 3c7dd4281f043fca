"""Kept tools: all of them, one with its form and runs, and a result that becomes one."""

from __future__ import annotations

import streamlit as st

from pages.parts import keep, kept_tool, library, opening
from pages.parts.tool_words import EDIT, KEEP, TOOL
from workshop.service import Workshop


def show(workshop: Workshop) -> None:
    """What the address names."""
    named = st.query_params
    if turn := named.get(KEEP):
        keep.of_result(workshop, turn)
    elif tool := named.get(EDIT):
        keep.of_tool(workshop, tool)
    elif tool := named.get(TOOL):
        kept_tool.show(workshop, tool)
    else:
        library.show(workshop)


if __name__ == "__main__":
    show(opening.workshop())
