"""One tool in the list: what it is, when it was last used, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from pages import ways
from pages.language import _, many
from pages.parts import conversation, deleted_tool, notice, tool_words, when
from pages.parts.words import plain, short
from workshop.service import Workshop
from workshop.views import ToolLine, ToolView


def show(workshop: Workshop, line: ToolLine) -> None:
    with st.container(key=f"past-{line.id}", gap=None):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            st.page_link(
                ways.tools(),
                label=plain(tool_words.title(line)),
                icon=":material/keep:" if line.pinned else None,
                icon_position="right",
                query_params=tool_words.at(line.id),
                width="stretch",
            )
            menu(workshop, line, tool_words.title(line))
        if about := _about(line):
            st.caption(plain(about))


def _about(line: ToolLine) -> str:
    used = when.moment(line.used_at) if line.used_at else ""
    said = [
        short(tool_words.does(line), 120),
        _("not accepted yet") if line.received else "",
        _("used {when}", when=used) if used else "",
        many("{count} run", "{count} runs", line.runs) if line.runs else "",
        *([] if line.shelf else line.tags),
    ]
    return " · ".join(filter(None, said)) or _("never used")


def menu(workshop: Workshop, tool: ToolLine | ToolView, title: str) -> None:
    """Pin, copy, delete; what comes with Oneoff can't be deleted."""
    names = {"pin": _("Unpin") if tool.pinned else _("Pin"), "copy": _("Make a copy")}
    if not tool.shelf:
        names["delete"] = _("Delete")
    key = f"menu-{tool.id}"
    st.menu_button(
        _("More"),
        list(names),
        key=key,
        type="tertiary",
        format_func=lambda one: names[one],
        on_click=_chosen,
        args=(workshop, tool, title, key),
    )


def _chosen(workshop: Workshop, tool: ToolLine | ToolView, title: str, key: str) -> None:
    what = st.session_state[key]
    if what == "pin":
        conversation.attempt(lambda: workshop.tools.pin(tool.id, not tool.pinned))
    elif what == "copy":
        copy(workshop, tool.id)
    else:
        conversation.attempt(lambda: deleted_tool.delete(workshop, tool.id, title))


def copy(workshop: Workshop, tool: str) -> None:
    """A copy of its own, opened at once."""

    def make() -> None:
        tool_words.go(tool_words.at(workshop.tools.duplicate(tool)))
        notice.leave(_("This is the copy. What you change here leaves the other one as it is."))

    conversation.attempt(make)
