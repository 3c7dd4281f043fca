"""What a tool is called and what it does, in the person's language; and the addresses of tools."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import Page

from generator.tools.tool import Tool
from pages import language
from workshop.views import ToolLine

TOOL, RUN, KEEP, EDIT = "t", "r", "keep", "edit"
"""In the address: a tool, one of its runs, a turn whose result is being kept, a tool whose form is being changed."""

ALL = {TOOL: ""}
"""The parameters of a link to all tools; without any, a link would keep those of now."""


def at(tool: str, run: str = "") -> dict[str, str]:
    """The parameters of a link to a tool, or to a run of it."""
    return {TOOL: tool, RUN: run} if run else {TOOL: tool}


def go(address: Mapping[str, str]) -> None:
    """This page shows what `address` names from now on. Set anew, too: a link to the page one is on leaves the browser's
    address as it was."""
    for name in (TOOL, RUN, KEEP, EDIT):
        if value := address.get(name):
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def back(page: Page, label: str, address: Mapping[str, str]) -> None:
    """The quiet link at the top of a page."""
    with st.container(key="back"):
        st.page_link(page, label=label, icon=":material/arrow_back:", query_params=dict(address))


def title(tool: Tool | ToolLine) -> str:
    return tool.title_zh if language.now() == "zh" and tool.title_zh else tool.title


def does(tool: Tool | ToolLine) -> str:
    said = tool.does_zh if language.now() == "zh" and tool.does_zh else tool.does
    return said[:1].upper() + said[1:]


def ours(tool: Tool) -> bool:
    """It is a recipe or came of one, so that its labels are ours."""
    return bool(tool.examples)
