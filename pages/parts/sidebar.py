"""The sidebar: a new page, and the conversations there were."""

from __future__ import annotations

import streamlit as st

from pages import ways
from pages.language import _
from pages.parts import conversation, hunt_words, tool_words
from pages.parts.words import plain, short
from workshop.service import Workshop
from workshop.views import ConversationLine


def show(workshop: Workshop) -> None:
    with st.sidebar:
        with st.container(key="wordmark"):
            st.page_link(ways.make(), label="Oneoff", query_params=conversation.NEW)
        with st.container(key="ways", gap=None):
            st.page_link(ways.make(), label=_("New"), icon=":material/add:", query_params=conversation.NEW)
            st.page_link(
                ways.tools(), label=_("Tools"), icon=":material/handyman:", query_params=tool_words.ALL
            )
            st.page_link(
                ways.hunts(), label=_("Bug hunt"), icon=":material/bug_report:", query_params=hunt_words.NEW
            )
            st.page_link(ways.history(), label=_("History"), icon=":material/history:")
            st.page_link(ways.settings(), label=_("Settings"), icon=":material/tune:")
        recent = workshop.recent()
        if recent:
            st.caption(_("Earlier"))
        with st.container(key="recent", gap=None):
            for line in recent:
                _line(line)


def _line(line: ConversationLine) -> None:
    here = st.query_params.get("c") == line.id
    with st.container(key=f"here-{line.id}" if here else f"there-{line.id}"):
        st.page_link(
            ways.make(),
            label=plain(short(line.title, 60)) or _("Without words"),
            icon=":material/keep:" if line.pinned else None,
            icon_position="right",
            query_params={"c": line.id},
        )
