"""What is happening now, for as long as it happens."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from pages.language import _, told
from pages.parts import conversation, news, outputs, plan
from pages.parts.words import cost, duration, plain
from workshop.service import NotThere, Workshop
from workshop.views import ProgressView, TurnView

_STOPPING = 0.9  # seconds
_PRINTED = 2000  # characters of what it prints that are shown while it runs


@st.fragment(run_every=0.5)
def show(workshop: Workshop, turn_id: str) -> None:
    """Looks at the store twice a second; when the turn has ended, the whole page is drawn once more."""
    turn = conversation.still(workshop, turn_id)
    if not turn.active:
        st.rerun()
    with st.container(key=f"progress-{turn.id}", gap="small"):
        line = told(turn.line) or _("Starting")
        news.say(line, of=turn.id)
        _line(workshop, turn, line)
        _notes(turn)
        plan.show(turn)
        outputs.show(workshop, turn)
        _printed(turn)


def _line(workshop: Workshop, turn: TurnView, line: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key=f"line-{turn.id}", width="stretch"):
            st.text(f"{line} · {_so_far(turn)}")
        if st.button(_("Stop"), key=f"stop-{turn.id}", icon=":material/stop_circle:"):
            _stop(workshop, turn.id)
    if turn.progress is not None:
        _bar(turn.progress)


def _stop(workshop: Workshop, turn: str) -> None:
    """The end is waited for, so that the page shows it at once and not at its next look."""
    with suppress(NotThere):  # deleted meanwhile, which the page says
        workshop.stop(turn)
        workshop.wait(turn, _STOPPING)
    st.rerun()


def _so_far(turn: TurnView) -> str:
    seconds = duration(turn.seconds)
    if not turn.tokens:
        return seconds
    return _(
        "{seconds}, {cost} so far",
        seconds=seconds,
        cost=cost(turn.cost_usd, turn.tokens, turn.unpriced),
    )


def _bar(progress: ProgressView) -> None:
    label = progress.label or _("Working through it")
    if progress.total:
        st.progress(
            min(max(progress.done / progress.total, 0.0), 1.0),
            _(
                "{label}: {done} of {total}",
                label=plain(label),
                done=f"{progress.done:,.0f}",
                total=f"{progress.total:,.0f}",
            ),
        )
    else:
        st.text(_("{label}: {done} so far", label=label, done=f"{progress.done:,.0f}"))


def _notes(turn: TurnView) -> None:
    for note in turn.notes:
        st.caption(plain(told(note)))


def _printed(turn: TurnView) -> None:
    if turn.console.strip() and not turn.outputs:
        st.code(turn.console[-_PRINTED:], language=None, wrap_lines=True)
