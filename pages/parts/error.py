"""A turn without a result: why, what can be done next, and what was tried."""

from __future__ import annotations

import streamlit as st

from pages import ways
from pages.language import _, told
from pages.parts import conversation, inside
from pages.parts.words import cost, duration, plain, prose
from workshop.service import GivenFile, Workshop
from workshop.views import TurnView


def show(workshop: Workshop, turn: TurnView, last: bool) -> None:
    with st.container(key=f"no-result-{turn.id}", gap="small"):
        if turn.error is not None or not turn.words:
            st.subheader(plain(_sentence(turn)), anchor=False)
        if turn.error is not None and turn.error.next_step:
            st.text(told(turn.error.next_step))
        if turn.words:
            st.markdown(prose(told(turn.words) if turn.status == "declined" else turn.words))
        if turn.status != "declined":
            _again(workshop, turn, last)
        elif not workshop.models.view().model:
            st.page_link(ways.settings(), label=_("Connect a model"), icon=":material/arrow_forward:")
        _tried(turn)
        if turn.source:
            inside.show(turn)
        if turn.tokens:
            st.caption(
                plain(
                    _(
                        "{seconds}, {cost}",
                        seconds=duration(turn.seconds),
                        cost=cost(turn.cost_usd, turn.tokens, turn.unpriced),
                    )
                )
            )


def _sentence(turn: TurnView) -> str:
    if turn.error is not None and turn.error.sentence:
        return told(turn.error.sentence)
    return _("Stopped, as you asked.") if turn.status == "stopped" else _("There is no result.")


def _again(workshop: Workshop, turn: TurnView, last: bool) -> None:
    if not last:
        return
    st.button(
        _("Ask the same again"),
        key=f"again-{turn.id}",
        icon=":material/replay:",
        on_click=_ask_again,
        args=(workshop, turn),
    )


def _ask_again(workshop: Workshop, turn: TurnView) -> None:
    """The files of a turn stay given in its conversation, so the words are enough where there are any."""
    files = (
        []
        if turn.request.strip() or turn.spoken
        else [GivenFile(file.name, workshop.blob(file.blob)) for file in turn.files]
    )
    conversation.ask(workshop, turn.request, files, workshop.recording(turn.id))


def _tried(turn: TurnView) -> None:
    if turn.error is None or not turn.error.tried:
        return
    with st.expander(_("What I tried"), type="compact"):
        for step in turn.error.tried:
            st.text(told(step))
