"""All tools: kept ones, and those that come with Oneoff; with search and tags."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages import ways
from pages.language import _, many, told
from pages.parts import conversation, deleted_tool, notice, receiving, tool_line, tool_words
from pages.parts.words import plain, short
from workshop.service import Workshop
from workshop.views import ToolLine

_SEARCH, _TAG = "find", "tag"  # in the address, too
_LONGEST = 100


def show(workshop: Workshop) -> None:
    tool_words.go({})
    st.title(_("Tools"), anchor=False)
    notice.show()
    deleted_tool.show(workshop)
    said, tag = _search(), _tags(workshop.tools.tags())
    found = workshop.tools.all(said, tag)
    own, shelf = [one for one in found if not one.shelf], [one for one in found if one.shelf]
    if said or tag:
        _of_search(workshop, said, found)
        return
    pinned = [one for one in found if one.pinned]
    if not own:
        _none_yet()
    _group(workshop, "own", "", [*pinned, *(one for one in own if not one.pinned)])
    receiving.offer(workshop)
    _group(workshop, "shelf", _("Come with Oneoff"), [one for one in shelf if not one.pinned])


def _search() -> str:
    return st.text_input(
        _("Search"),
        key=_SEARCH,
        type="search",
        max_chars=_LONGEST,
        live=True,
        bind="query-params",
        label_visibility="collapsed",
        icon=":material/search:",
        placeholder=_("What it is called, or what it does"),
    ).strip()


def _tags(tags: Sequence[str]) -> str:
    if not tags:
        return ""
    chosen = st.pills(
        _("Tags"), tags, key=_TAG, format_func=lambda tag: plain(told(tag)), label_visibility="collapsed"
    )
    return chosen or ""


def _of_search(workshop: Workshop, said: str, found: Sequence[ToolLine]) -> None:
    if not found:
        st.text(
            _("No tool has “{words}” in it.", words=short(said, 60)) if said else _("No tool has this tag.")
        )
        st.page_link(
            ways.make(), label=_("Ask for it instead"), icon=":material/add:", query_params=conversation.NEW
        )
        return
    st.caption(many("{count} tool", "{count} tools", len(found)))
    _group(workshop, "found", "", found)


def _none_yet() -> None:
    with st.container(key="no-tools", gap="xsmall"):
        st.text(
            _(
                "Nothing of your own yet. Below a result that you will need again, press “Keep as a tool”: it becomes a form "
                "with a button, and runs without a model and without cost."
            )
        )
        st.page_link(
            ways.make(), label=_("Ask for something"), icon=":material/add:", query_params=conversation.NEW
        )


def _group(workshop: Workshop, name: str, title: str, lines: Sequence[ToolLine]) -> None:
    if not lines:
        return
    if title:
        st.header(title, anchor=False)
    with st.container(key=f"tools-{name}", gap=None):
        for line in lines:
            tool_line.show(workshop, line)
