"""Two results that differ, side by side, for the person to say which one fits."""

from __future__ import annotations

import streamlit as st

from generator.evidence.types import OpinionWords
from pages.language import _, told
from pages.parts import conversation, outputs, printed
from pages.parts.words import plain
from workshop.service import Workshop
from workshop.views import OtherView, OutputView, TurnView


def show(workshop: Workshop, turn: TurnView) -> None:
    """The first question that isn't decided; what was chosen is said in a line."""
    others = {other.version: other for other in turn.others}
    for opinion in turn.evidence.opinions:
        if opinion.chosen and opinion.question:
            st.caption(
                plain(
                    _(
                        "You chose: {choice}",
                        choice=opinion.here if opinion.chosen == "here" else opinion.there,
                    )
                )
            )
    for opinion in turn.evidence.opinions:
        if opinion.question and not opinion.chosen and opinion.version in others:
            _ask(workshop, turn, opinion, others[opinion.version])
            return


def _ask(workshop: Workshop, turn: TurnView, opinion: OpinionWords, other: OtherView) -> None:
    with st.container(key=f"choosing-{turn.id}", gap="small"):
        st.subheader(plain(told(opinion.question)), anchor=False)
        if opinion.why:
            st.caption(plain(told(opinion.why)))
        here, there = st.columns(2, gap="medium")
        with here:
            _one(workshop, turn, opinion, "here", turn.outputs, turn.console)
        with there:
            _one(workshop, turn, opinion, "there", other.outputs, other.console)


def _one(
    workshop: Workshop,
    turn: TurnView,
    opinion: OpinionWords,
    which: str,
    made: tuple[OutputView, ...],
    console: str,
) -> None:
    key = f"{which}-{turn.id}"
    named = opinion.here if which == "here" else opinion.there
    st.markdown(f"**{plain(named)}**")
    outputs.of(workshop, made, key, named)
    if not made:
        printed.text(console.strip("\n") or _("It showed nothing."), key)
    st.button(
        _("Take this one"),
        key=f"take-{key}",
        help=plain(named),
        on_click=_take,
        args=(workshop, turn.id, opinion.version, which),
    )


def _take(workshop: Workshop, turn: str, version: str, which: str) -> None:
    conversation.attempt(lambda: workshop.choose(turn, version, which))
