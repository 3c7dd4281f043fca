"""Deleting a tool: it is gone at once, and one press brings it back."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from pages.language import _
from pages.parts import conversation, news, notice, tool_words
from pages.parts.words import short
from workshop.service import NotThere, Workshop

_DELETED = "tool-deleted"  # in the session: its id and title, and whether that was said


def delete(workshop: Workshop, tool: str, title: str) -> None:
    """Pressed twice, or in two tabs, it is gone all the same. Leads to all tools."""
    with suppress(NotThere):
        workshop.tools.delete(tool)
    st.session_state[_DELETED] = (tool, title, False)
    tool_words.go({})


def show(workshop: Workshop) -> None:
    """What was deleted last in this session, with the way back."""
    tool, title, said = st.session_state.get(_DELETED, ("", "", True))
    if not tool:
        return
    sentence = _("“{title}” is deleted.", title=short(title, 60))
    with st.container(key="notice-deleted", horizontal=True, vertical_alignment="center", gap="small"):
        st.text(sentence, width="content")
        st.button(
            _("Undo"), key=f"restore-{tool}", type="tertiary", on_click=_restore, args=(workshop, tool, title)
        )
    if not said:
        news.say_once(sentence)
        st.session_state[_DELETED] = (tool, title, True)


def _restore(workshop: Workshop, tool: str, title: str) -> None:
    def back() -> None:
        workshop.tools.restore(tool)
        notice.leave(_("“{title}” is back.", title=short(title, 60)))

    forget()
    conversation.attempt(back)


def forget() -> None:
    """The person went on to something else."""
    st.session_state.pop(_DELETED, None)
