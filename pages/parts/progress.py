"""What is happening now, for as long as it happens."""

from __future__ import annotations

import streamlit as st

from pages.parts import outputs, plan
from pages.parts.words import cost, duration, plain
from workshop.service import Workshop
from workshop.views import ProgressView, TurnView

_PRINTED = 2000  # characters of what it prints that are shown while it runs


@st.fragment(run_every=0.5)
def show(workshop: Workshop, turn_id: str) -> None:
    """Looks at the store twice a second; when the turn has ended, the whole page is drawn once more."""
    turn = workshop.turn(turn_id)
    if not turn.active:
        st.rerun()
    with st.container(key=f"progress-{turn.id}", gap="small"):
        _line(workshop, turn)
        _notes(turn)
        plan.show(turn)
        outputs.show(workshop, turn)
        _printed(turn)


def _line(workshop: Workshop, turn: TurnView) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key=f"line-{turn.id}", width="stretch"):
            st.text(f"{turn.line or 'Starting'} · {_so_far(turn)}")
        st.button(
            "Stop",
            key=f"stop-{turn.id}",
            icon=":material/stop_circle:",
            on_click=workshop.stop,
            args=(turn.id,),
        )
    if turn.progress is not None:
        _bar(turn.progress)


def _so_far(turn: TurnView) -> str:
    spent = "" if not turn.tokens else f", {cost(turn.cost_usd, turn.tokens, turn.unpriced)} so far"
    return duration(turn.seconds) + spent


def _bar(progress: ProgressView) -> None:
    if progress.total:
        label = progress.label or "Working through it"
        st.progress(
            min(max(progress.done / progress.total, 0.0), 1.0),
            f"{plain(label)}: {progress.done:,.0f} of {progress.total:,.0f}",
        )
    else:
        st.text(f"{progress.label or 'Working through it'}: {progress.done:,.0f} so far")


def _notes(turn: TurnView) -> None:
    for note in turn.notes:
        st.caption(plain(note))


def _printed(turn: TurnView) -> None:
    if turn.console.strip() and not turn.outputs:
        st.code(turn.console[-_PRINTED:], language=None, wrap_lines=True)
