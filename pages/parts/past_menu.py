"""What can be done with a conversation of the history: another name, pinned, deleted."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from pages.language import _
from pages.parts import conversation, notice
from pages.parts.words import short
from workshop.service import NotThere, Workshop
from workshop.views import HistoryLine

_OPEN = "past-open"  # in the session: which line is being renamed or deleted


def show(workshop: Workshop, line: HistoryLine) -> None:
    names = {
        "rename": _("Rename"),
        "pin": _("Unpin") if line.pinned else _("Pin"),
        "delete": _("Delete for good"),
    }
    key = f"menu-{line.id}"
    st.menu_button(
        _("More"),
        list(names),
        key=key,
        type="tertiary",
        format_func=lambda one: names[one],
        on_click=_chosen,
        args=(workshop, line, key),
    )


def opened(workshop: Workshop, line: HistoryLine) -> None:
    """What was chosen of the menu and asks for more, below the line."""
    doing = st.session_state.get(_OPEN)
    if doing == ("rename", line.id):
        _rename(workshop, line)
    elif doing == ("delete", line.id):
        _delete(workshop, line)


def _chosen(workshop: Workshop, line: HistoryLine, key: str) -> None:
    what = st.session_state[key]
    if what == "pin":
        conversation.attempt(lambda: workshop.history.pin(line.id, not line.pinned))
        _close()
    else:
        st.session_state[_OPEN] = (what, line.id)


def _rename(workshop: Workshop, line: HistoryLine) -> None:
    key = f"title-{line.id}"
    with st.form(f"rename-{line.id}", border=False):
        st.text_input(_("New name"), line.title, key=key, max_chars=80)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                _("Save"),
                key=f"save-{line.id}",
                type="primary",
                on_click=_save,
                args=(workshop, line.id, key),
            )
            st.form_submit_button(_("Leave it as it is"), key=f"leave-{line.id}", on_click=_close)


def _save(workshop: Workshop, conversation_id: str, key: str) -> None:
    title = st.session_state.get(key, "")
    conversation.attempt(lambda: workshop.history.rename(conversation_id, title))
    _close()


def _delete(workshop: Workshop, line: HistoryLine) -> None:
    with st.container(key=f"delete-{line.id}", gap="small"):
        st.text(
            _(
                "Delete “{title}” for good? What was said, its results and its files go, and can't be brought back. "
                "What still runs is stopped.",
                title=short(line.title, 60),
            )
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("Delete for good"),
                key=f"gone-{line.id}",
                type="primary",
                on_click=_gone,
                args=(workshop, line),
            )
            st.button(_("Keep it"), key=f"keep-{line.id}", on_click=_close)


def _gone(workshop: Workshop, line: HistoryLine) -> None:
    """Pressed twice, or in two tabs, it is gone all the same."""

    def delete() -> None:
        with suppress(NotThere):
            workshop.history.delete(line.id)
        notice.leave(_("“{title}” is deleted.", title=short(line.title, 60)))

    conversation.attempt(delete)
    _close()


def _close() -> None:
    st.session_state.pop(_OPEN, None)
