"""The runs that a tool had, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st

from pages import ways
from pages.language import _, told
from pages.parts import run, tool_words
from pages.parts.words import plain, short
from workshop.service import NotThere, Workshop
from workshop.views import ToolView, TurnView

_AT_ONCE = 10


def of(workshop: Workshop, view: ToolView) -> tuple[tuple[TurnView, ...], bool]:
    """As many as are listed, and whether there are more."""
    most = st.session_state.get(_key(view), _AT_ONCE)
    found = workshop.tools.runs(view.id, most + 1)
    return found[:most], len(found) > most


def shown(workshop: Workshop, view: ToolView, listed: Sequence[TurnView]) -> TurnView | None:
    """The run that the address names, else the newest."""
    named = st.query_params.get(tool_words.RUN, "")
    with suppress(NotThere):
        if named and (turn := workshop.turn(named)).tool == view.id:
            return turn
    return listed[0] if listed else None


def show(view: ToolView, listed: Sequence[TurnView], shown: TurnView | None, more: bool) -> None:
    """One alone is on the page already."""
    if len(listed) < 2:
        return
    st.header(_("All runs"), anchor=False)
    with st.container(key=f"runs-{view.id}", gap=None):
        for turn in listed:
            _line(view, turn, here=shown is not None and turn.id == shown.id)
    if more:
        st.button(
            _("Show earlier"),
            key=f"earlier-{view.id}",
            type="tertiary",
            icon=":material/history:",
            on_click=lambda: st.session_state.update({_key(view): len(listed) + _AT_ONCE}),
        )


def _line(view: ToolView, turn: TurnView, here: bool) -> None:
    with st.container(key=f"past-run-{turn.id}", gap=None):
        st.page_link(
            ways.tools(),
            label=plain(run.with_what(turn) or _("Without values")),
            icon=":material/visibility:" if here else None,
            icon_position="right",
            query_params=tool_words.at(view.id, turn.id),
        )
        st.caption(plain(f"{run.about_it(turn)} · {_ended(turn)}"))


def _ended(turn: TurnView) -> str:
    if turn.active:
        return told(turn.line) or _("Starting")
    if turn.status == "done":
        answer = turn.console.strip() if not turn.outputs else ""
        return short(answer, 80) if answer else _("Done")
    if turn.question is not None:
        return _("It asks whether to run with other data.")
    if turn.error is not None and turn.error.sentence:
        return short(told(turn.error.sentence), 160)
    return _("Stopped, as you asked.") if turn.status == "stopped" else _("There is no result.")


def _key(view: ToolView) -> str:
    return f"runs-shown-{view.id}"
