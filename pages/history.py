"""Everything that was asked and made, with search."""

from __future__ import annotations

import streamlit as st

from pages import ways
from pages.language import _, many
from pages.parts import conversation, keeping, notice, opening, past, when
from pages.parts.words import plain, short
from workshop.service import Workshop
from workshop.views import HistoryPage

_SEARCH = "q"  # in the address, too: the way back from a conversation leads to the same hits
_LONGEST = 200


def show(workshop: Workshop) -> None:
    st.title(_("History"), anchor=False)
    notice.show()
    said = _search()
    place = f"page-{said}"
    found = workshop.history.page(said, st.session_state.get(place, 1))
    if not found.total:
        _nothing(said)
    else:
        _above(workshop, said, found)
        with st.container(key="past", gap=None):
            for line in found.lines:
                past.show(workshop, line)
        if found.pages > 1:
            st.pagination(found.pages, key=place)
    _below(workshop)


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
        placeholder=_("Words of a request, a result, a file's name"),
    ).strip()


def _above(workshop: Workshop, said: str, found: HistoryPage) -> None:
    if said:
        words = plain(short(said, 60))
        st.caption(
            many(
                "{count} conversation with “{words}”",
                "{count} conversations with “{words}”",
                found.total,
                words=words,
            )
        )
        return
    count, first = workshop.history.soon()
    if count and first:
        st.caption(
            many(
                "{count} conversation is deleted soon, on {day}: nobody has opened it since. Open or pin it to keep it.",
                "{count} conversations are deleted soon, the first on {day}: nobody has opened them since. "
                "Open or pin those to keep.",
                count,
                day=when.day(first),
            )
        )


def _nothing(said: str) -> None:
    if said:
        st.text(_("Nothing has “{words}” in it.", words=short(said, 60)))
        st.caption(_("All words must stand in one request with its result. Try fewer, or a part of a word."))
        return
    st.text(_("Nothing here yet. What you ask, and what comes of it, is kept here."))
    st.page_link(
        ways.make(), label=_("Ask for something"), icon=":material/add:", query_params=conversation.NEW
    )


def _below(workshop: Workshop) -> None:
    kept, used = workshop.history.retention(), workshop.history.disk()
    with st.container(key="kept", gap="xsmall"):
        st.caption(
            many(
                "What nobody opens for {count} day is deleted. What is pinned stays.",
                "What nobody opens for {count} days is deleted. What is pinned stays.",
                kept.days,
            )
            if kept.days
            else _("All of it is kept until you delete it.")
        )
        keeping.takes(used)
        st.page_link(ways.settings(), label=_("How long it is kept"), icon=":material/tune:")


if __name__ == "__main__":
    show(opening.workshop())
