"""What can be done with a result as a version: use it, compare it, have variants of it, go on from it elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.language import _
from pages.parts import beside, conversation, notice
from pages.parts.words import plain, short
from workshop.service import Workshop
from workshop.views import ConversationView, TurnView

_TITLE = 60


def current(view: ConversationView) -> str:
    """The turn whose result is gone on from; "" where there is none."""
    return next((turn.id for turn in reversed(view.turns) if turn.run), "")


def show(workshop: Workshop, turn: TurnView, is_current: bool) -> None:
    """Part of a quiet row: the likeliest action, and the others in a menu."""
    with st.container(key=f"versions-{turn.id}", horizontal=True, gap="small", width="content"):
        if not is_current:
            st.button(
                _("Use this one"),
                key=f"use-{turn.id}",
                type="tertiary",
                icon=":material/undo:",
                help=_("What you ask next goes on from this result. The later ones are kept."),
                on_click=use,
                args=(workshop, turn.id),
            )
        menu = st.popover(_("More"), type="tertiary", key=_menu_key(turn.id), on_change="rerun")
        if menu.open:
            with menu:
                _menu(workshop, turn, is_current)


def back(workshop: Workshop, turn: TurnView, last: bool) -> None:
    """The line that a conversation went back; as long as nothing was asked since, it can be taken back."""
    with st.container(key=f"request-{turn.id}", horizontal=True, gap="small", vertical_alignment="center"):
        named = plain(short(turn.title or turn.request, _TITLE))
        st.caption(f":material/undo: {_('Went back to: {title}', title=named)}", width="content")
        if last:
            st.button(
                _("Undo"),
                key=f"undo-{turn.id}",
                type="tertiary",
                on_click=_attempt_undo,
                args=(workshop, turn.id),
            )


def use(workshop: Workshop, turn: str, version: str = "") -> None:
    """Go on from that result."""
    conversation.attempt(lambda: workshop.use(turn, version))


def _menu(workshop: Workshop, turn: TurnView, is_current: bool) -> None:
    if is_current and workshop.models.view().model:
        _entry(turn, "vary", _("Show me three variants"), ":material/grid_view:", _vary, workshop, turn.id)
    if turn.before or not is_current:
        _entry(turn, "beside", _("Compare with another result"), ":material/compare:", beside.toggle, turn.id)
    label = _("Continue from here in a new conversation")
    _entry(turn, "branch", label, ":material/fork_right:", _branch, workshop, turn.id)


def _entry(turn: TurnView, name: str, label: str, icon: str, act: Callable[..., None], *args: object) -> None:
    """Pressed, it closes the menu."""

    def press() -> None:
        st.session_state[_menu_key(turn.id)] = False
        act(*args)

    st.button(label, key=f"{name}-{turn.id}", type="tertiary", icon=icon, on_click=press)


def _menu_key(turn: str) -> str:
    return f"more-{turn}"


def _vary(workshop: Workshop, turn: str) -> None:
    conversation.attempt(lambda: workshop.vary(turn))


def _attempt_undo(workshop: Workshop, turn: str) -> None:
    conversation.attempt(lambda: workshop.undo(turn))


def _branch(workshop: Workshop, turn: str) -> None:
    def begin() -> None:
        conversation.open_at(workshop.branch(turn))
        notice.leave(_("This is a copy up to here. What you ask now leaves the first conversation as it is."))

    conversation.attempt(begin)
