"""One conversation of the history: what it was, and where the words of a search stand in it."""

from __future__ import annotations

import streamlit as st

from pages import ways
from pages.language import N_, _, many
from pages.parts import past_menu, when
from pages.parts.words import plain
from workshop.service import Workshop
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


def show(workshop: Workshop, line: HistoryLine) -> None:
    with st.container(key=f"past-{line.id}", gap=None):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            st.page_link(
                ways.make(),
                label=_marked(line.marked) or _("Without words"),
                icon=":material/keep:" if line.pinned else None,
                icon_position="right",
                query_params={"c": line.id},
                width="stretch",
            )
            past_menu.show(workshop, line)
        st.caption(plain(_about(line)))
        if line.place:
            _place(line.place)
        past_menu.opened(workshop, line)


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
