"""A question that has to be answered before it goes on."""

from __future__ import annotations

import zlib

import streamlit as st

from generator.types import Question
from pages.language import _, told
from pages.parts import card, conversation, outputs, plan, variants
from pages.parts.words import plain
from workshop.service import Workshop
from workshop.views import TurnView


def show(workshop: Workshop, turn: TurnView, last: bool) -> None:
    """The question with its choices; those of an older turn can't be pressed any more."""
    asked = turn.question
    if asked is None:
        return
    if turn.variants:
        variants.ask(workshop, turn, last)
        return
    if card.asks_leave(turn) and not turn.outputs:
        card.show(workshop, turn)
    elif not turn.outputs:
        plan.show(turn, assumed=True)
    outputs.show(workshop, turn)
    alone(workshop, turn, last)


def alone(workshop: Workshop, turn: TurnView, last: bool) -> None:
    """Without what a program needs or has shown."""
    asked = turn.question
    if asked is None:
        return
    with st.container(key=f"question-{turn.id}", gap="small"):
        st.subheader(plain(told(asked.text)), anchor=False)
        _choices(workshop, turn, asked, last)
        if not last:
            st.caption(_("Not answered."))
        elif asked.free_text:
            st.caption(
                _("Or answer in your own words below.") if asked.choices else _("Answer in the box below.")
            )


def _choices(workshop: Workshop, turn: TurnView, asked: Question, last: bool) -> None:
    ours = told(asked.text) != asked.text
    say = told if ours else str  # what a model offers stays as it is
    for place, choice in enumerate(asked.choices):
        with st.container(key=f"choice-{turn.id}-{place}", gap=None):
            st.button(
                plain(say(choice.label)),
                key=f"answer-{turn.id}-{zlib.crc32(asked.text.encode())}-{place}",  # a double click answers one
                disabled=not last,
                type="primary" if last and choice.value == asked.default else "secondary",
                width="stretch",
                on_click=_answer,
                args=(workshop, turn.id, choice.value, asked.text),
            )
            if choice.detail:
                st.caption(plain(say(choice.detail)))


def _answer(workshop: Workshop, turn: str, value: str, question: str) -> None:
    conversation.attempt(lambda: workshop.answer(turn, value, question))
