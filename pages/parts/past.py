"""One conversation of the history: what it was, where the words of a search stand in it, and what can be done with it."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from pages import ways
from pages.language import N_, _, many
from pages.parts import conversation, notice, when
from pages.parts.words import plain, short
from workshop.service import NotThere, Workshop
from workshop.snippets import Pieces
from workshop.views import HistoryLine, HistoryPlace

_FIELDS = {
    "made": N_("Title: {place}"),
    "words": N_("Answer: {place}"),
    "shown": N_("Result: {place}"),
    "printed": N_("Printed: {place}"),
    "files": N_("Files: {place}"),
    "said": N_("Also said: {place}"),
}
_OPEN = "past-open"  # in the session: which line is being renamed or deleted


def show(workshop: Workshop, line: HistoryLine) -> None:
    with st.container(key=f"past-{line.id}", gap=None):
        with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="small"):
            st.page_link(
                ways.make(),
                label=_marked(line.marked) or _("Without words"),
                icon=":material/keep:" if line.pinned else None,
                icon_position="right",
                query_params={"c": line.id},
                width="stretch",
            )
            _menu(workshop, line)
        st.caption(plain(_about(line)))
        if line.place:
            _place(line.place)
        doing = st.session_state.get(_OPEN)
        if doing == ("rename", line.id):
            _rename(workshop, line)
        elif doing == ("delete", line.id):
            _delete(workshop, line)


def _about(line: HistoryLine) -> str:
    said = [when.moment(line.updated_at), many("{count} request", "{count} requests", line.requests)]
    if line.deleted_at:
        said.append(_("kept until {day}", day=when.day(line.deleted_at)))
    return " · ".join(said)


def _place(place: HistoryPlace) -> None:
    if place.request:
        st.caption(_("Asked: {place}", place=_marked(place.request)))
    for other in place.others:
        st.caption(_(_FIELDS[other.field], place=_marked(other.pieces)))


def _marked(pieces: Pieces) -> str:
    """Letter by letter, with the words of the search on a ground of their own."""
    return "".join(_piece(piece.text, piece.hit) for piece in pieces)


def _piece(text: str, hit: bool) -> str:
    """Blanks at its ends stay."""
    inner = plain(text)
    if hit:
        return f":orange-background[{inner}]"
    before, after = " " * text.startswith(" "), " " * (text.endswith(" ") and bool(inner))
    return f"{before}{inner}{after}"


def _menu(workshop: Workshop, line: HistoryLine) -> None:
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
