"""What a yes would mean, on one card: what will be done, what it needs, what it may cost."""

from __future__ import annotations

import streamlit as st

from generator.types import Plan
from pages.language import _, told
from pages.parts.words import cost, plain, short
from workshop.money import about
from workshop.service import Workshop
from workshop.views import TurnView

_FILES = 5  # named


def asks_leave(turn: TurnView) -> bool:
    """Whether the question is one of yes or no to going on."""
    asked = turn.question
    return asked is not None and {choice.value for choice in asked.choices} == {"yes", "no"}


def show(workshop: Workshop, turn: TurnView) -> None:
    plan = turn.plan or Plan()
    with st.container(key=f"card-{turn.id}", gap="xsmall", border=True):
        if plan.title:
            st.subheader(plain(plan.title), anchor=False)
        if plan.steps:
            st.markdown("\n".join(f"{number}. {plain(step)}" for number, step in enumerate(plan.steps, 1)))
        _named(_("It would assume"), plan.assumptions)
        _named(_("It needs"), _needs(turn, plan))
        _named(_("It may cost"), _costs(workshop, turn))


def _named(title: str, lines: tuple[str, ...]) -> None:
    if lines:
        st.caption(title)
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _needs(turn: TurnView, plan: Plan) -> tuple[str, ...]:
    files = ", ".join(short(file.name, 40) for file in turn.files[:_FILES])
    left = len(turn.files) - _FILES
    return (
        *([_("your files: {names}", names=files + (", …" if left > 0 else ""))] if files else []),
        *(_("something from {host}", host=host) for host in plan.hosts),
        *([] if files or plan.hosts else [_("nothing but your words")]),
    )


def _costs(workshop: Workshop, turn: TurnView) -> tuple[str, ...]:
    spent = cost(turn.cost_usd, turn.tokens, turn.unpriced)
    estimate = workshop.may_cost(turn.id)
    if estimate is None or estimate.usd is None:
        return (_("so far {spent}; the model's price isn't known", spent=spent),)
    whole = told(about(estimate.usd, estimate.tokens))
    return (_("{whole} in all, so far {spent}", whole=whole, spent=spent),)
