"""A bug hunt: step by step while it goes on, then what was found."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from pages import ways
from pages.language import _, many, told
from pages.parts import hunt_report, hunt_words, news, question
from pages.parts.words import plain, short
from workshop.hunts_views import HuntStepLine, HuntView
from workshop.service import NotThere, Workshop

_AT_ONCE = 8  # of the last steps, while it goes on
_STOPPING = 0.9  # seconds


def show(workshop: Workshop, turn: str) -> None:
    """Of the turn with that id."""
    if workshop.hunts.view(turn).active:
        _going_on(workshop, turn)
    else:
        _ended(workshop, turn)


@st.fragment(run_every=0.5)
def _going_on(workshop: Workshop, turn: str) -> None:
    """When it has ended, the whole page is drawn once more."""
    try:
        view = workshop.hunts.view(turn)
    except NotThere:
        st.rerun()
    if not view.active:
        st.rerun()
    with st.container(key=f"progress-{turn}", gap="small"):
        _line(workshop, view)
        earlier = len(view.steps) - _AT_ONCE
        if earlier > 0:
            st.caption(many("{count} step before these", "{count} steps before these", earlier))
        for step in view.steps[-_AT_ONCE:]:
            _step(step)


def _line(workshop: Workshop, view: HuntView) -> None:
    said = told(view.line) or _("Starting")
    now = view.steps[-1].says if view.steps and not view.steps[-1].done else ""
    news.say(short(told(now) or said, 200), of=view.turn)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key=f"line-{view.turn}", width="stretch"):
            st.text(f"{said} · {hunt_words.so_far(view.used, view.budget)}")
        if st.button(_("Stop"), key=f"stop-{view.turn}", icon=":material/stop_circle:"):
            with suppress(NotThere):
                workshop.stop(view.turn)
                workshop.wait(view.turn, _STOPPING)
            st.rerun()


def _step(step: HuntStepLine) -> None:
    """One line: what it is for, and quietly what was done."""
    icon = ":material/check:" if step.done else ":material/pending:"
    said = plain(short(told(step.says), 160)) or plain(_("Looks further"))
    done = f" :small[{plain(short(told(step.action), 100))}]" if step.action else ""
    with st.container(key=f"step-{step.number}-{'done' if step.done else 'now'}"):
        st.markdown(
            f"{icon} {step.number}. {said}{done}" if step.done else f"{icon} {step.number}. **{said}**{done}"
        )


def _ended(workshop: Workshop, turn: str) -> None:
    view = workshop.hunts.view(turn)
    with st.container(key=f"result-{turn}", gap="medium"):
        if view.state == "asking":
            question.alone(workshop, workshop.turn(turn), last=True)
        elif view.report is not None:
            hunt_report.show(workshop, view.report, turn)
        else:
            _without(workshop, turn)
        if view.steps:
            _steps(view)
        st.caption(plain(hunt_words.in_all(view.used)))


def _without(workshop: Workshop, turn: str) -> None:
    """It was stopped, or it couldn't be done."""
    ended = workshop.turn(turn)
    if ended.error is not None:
        st.subheader(plain(told(ended.error.sentence)), anchor=False)
        st.text(told(ended.error.next_step))
        if not workshop.models.view().model:
            st.page_link(ways.settings(), label=_("Connect a model"), icon=":material/arrow_forward:")
    else:
        st.subheader(
            _("Stopped, as you asked.") if ended.status == "stopped" else _("There is no result."),
            anchor=False,
        )


def _steps(view: HuntView) -> None:
    """All of them; each with what it did and what came out, for who wants to know."""
    label = many("The step it took", "The {count} steps it took", len(view.steps))
    behind = st.expander(label, type="compact", key=f"steps-{view.turn}", on_change="rerun")
    if not behind.open:
        return
    with behind:
        for step in view.steps:
            _step(step)
            if step.source or step.result:
                inside = st.expander(
                    _("What came out"),
                    type="compact",
                    key=f"step-out-{view.turn}-{step.number}",
                    on_change="rerun",
                )
                if inside.open:
                    with inside:
                        _came_out(step)


def _came_out(step: HuntStepLine) -> None:
    if step.source:
        st.code(step.source, language=step.language or None, wrap_lines=True)
    if step.result:
        st.code(
            step.result, language=None, wrap_lines=True, height=320 if len(step.result) > 1_500 else "content"
        )
