"""One tool: what it does, its form, the run that goes on or its result, earlier runs, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from pages import ways
from pages.language import _
from pages.parts import (
    by_itself,
    conversation,
    deleted_tool,
    giving,
    heard,
    library,
    notice,
    receiving,
    run,
    run_form,
    runs,
    tool_line,
    tool_words,
)
from pages.parts.words import plain, short
from workshop.service import NotThere, Workshop
from workshop.views import ToolView


def show(workshop: Workshop, tool: str) -> None:
    """A tool that isn't there leads to all of them."""
    try:
        view = workshop.tools.tool(tool)
    except NotThere:
        tool_words.go({})
        notice.leave(_("That tool isn't here any more."))
        library.show(workshop)
        return
    deleted_tool.forget()
    tool_words.go(tool_words.at(tool, st.query_params.get(tool_words.RUN, "")))
    _head(workshop, view)
    notice.show()
    if view.received:
        receiving.show(workshop, view)
        tool_line.menu(workshop, view, tool_words.title(view.tool))
        return
    listed, more = runs.of(workshop, view)
    shown = runs.shown(workshop, view, listed)
    run_form.show(workshop, view, listed[0] if listed and listed[0].active else None)
    if shown is not None:
        run.show(workshop, view, shown, newest=shown.id == listed[0].id)
    runs.show(view, listed, shown, more)
    by_itself.show(workshop, view)
    with st.container(key=f"tool-below-{view.id}", gap="small"):
        heard.heading(2, _("The tool itself"))
        _actions(workshop, view)
        giving.show(workshop, view)


def _head(workshop: Workshop, view: ToolView) -> None:
    tool, title = view.tool, tool_words.title(view.tool)
    tool_words.back(ways.tools(), _("All tools"), tool_words.ALL)
    with st.container(key=f"tool-{view.id}", gap="xsmall"):
        st.title(plain(title), anchor=False)
        if does := tool_words.does(tool):
            st.text(does)
        if tool.request and tool.request.strip() != title:
            st.caption(plain(_("Made for: {request}", request=short(tool.request, 200))))


def _actions(workshop: Workshop, view: ToolView) -> None:
    with st.container(key=f"tool-actions-{view.id}", horizontal=True, gap="small"):
        if st.button(
            _("Change it by asking"),
            key=f"open-{view.id}",
            type="tertiary",
            icon=":material/forum:",
            help=_("A conversation that begins with this tool, to say what should be different."),
        ):
            _open(workshop, view)
        if view.shelf:
            st.button(
                _("Make a copy"),
                key=f"copy-{view.id}",
                type="tertiary",
                icon=":material/content_copy:",
                help=_("Its form can be changed, and it keeps its own runs."),
                on_click=tool_line.copy,
                args=(workshop, view.id),
            )
        else:
            st.button(
                _("Edit the form"),
                key=f"edit-{view.id}",
                type="tertiary",
                icon=":material/edit:",
                on_click=tool_words.go,
                args=({tool_words.EDIT: view.id},),
            )
        tool_line.menu(workshop, view, tool_words.title(view.tool))


def _open(workshop: Workshop, view: ToolView) -> None:
    """To the conversation, where it goes on."""
    at = f"open-{view.id}"
    begun: list[str] = []
    conversation.attempt(lambda: begun.append(workshop.tools.open(view.id)), at=at)
    if begun:
        st.switch_page(ways.make(), query_params={"c": begun[0]})
    notice.show(at)
