"""What is known of a result: one line of marks, the rest of it behind a click, and a choice where two results differ."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from generator.evidence.types import Mark
from pages.language import _, told
from pages.parts import checked, choosing, conversation
from pages.parts.words import cost, duration, plain
from workshop.service import Workshop
from workshop.views import TurnView

ICONS = {
    "agrees": ":material/check_circle:",
    "differs": ":material/error:",
    "unchecked": ":material/help:",
    "fact": ":material/visibility:",
}


def show(workshop: Workshop, turn: TurnView) -> None:
    """While it is still being checked, the line is drawn once a second, and the page when that has ended."""
    if turn.evidence.working and not turn.back_to:
        _watch(workshop, turn.id, _seen(turn))
    else:
        _line(turn.id, turn.evidence.marks)
    for limit in turn.limits:
        st.caption(plain(told(limit)))
    if not turn.back_to:
        st.caption(
            plain(
                _(
                    "Done in {seconds}, {cost}",
                    seconds=duration(turn.seconds),
                    cost=cost(turn.cost_usd, turn.tokens, turn.unpriced),
                )
            )
        )
    if not turn.evidence.working:
        if not turn.back_to:  # there it can be chosen where it was made
            choosing.show(workshop, turn)
        checked.show(workshop, turn)


@st.fragment(run_every=1.0)
def _watch(workshop: Workshop, turn_id: str, seen: tuple[str, ...]) -> None:
    turn = conversation.still(workshop, turn_id)
    if not turn.evidence.working or _seen(turn) != seen:  # another result, mended, or its words
        st.rerun()
    _line(turn.id, turn.evidence.marks)
    with st.container(key=f"checking-{turn.id}", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f":material/progress_activity: {plain(told(turn.evidence.working))}", width="content")
        st.button(
            _("Stop checking"),
            key=f"stop-checking-{turn.id}",
            type="tertiary",
            icon=":material/stop_circle:",
            on_click=workshop.stop,
            args=(turn.id,),
        )


def _seen(turn: TurnView) -> tuple[str, ...]:
    return (turn.words, *(output.blob for output in turn.outputs))


def _line(turn: str, marks: Sequence[Mark]) -> None:
    with st.container(key=f"marks-{turn}", horizontal=True, gap="small"):
        for place, mark in enumerate(marks):
            with st.container(key=f"mark-{mark.kind}-{place}-{turn}", width="content"):
                st.caption(f"{ICONS[mark.kind]} {plain(told(mark.text))}", width="content")
