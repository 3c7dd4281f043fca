"""What will be done, before it is done: for a yes, and while it is being written."""

from __future__ import annotations

import streamlit as st

from pages.language import _
from pages.parts.words import plain
from workshop.views import TurnView


def show(turn: TurnView, assumed: bool = False) -> None:
    """Title and steps; `assumed`: and what was decided that the person might decide otherwise."""
    if turn.plan is None or not (turn.plan.title or turn.plan.steps):
        return
    with st.container(key=f"plan-{turn.id}", gap="xsmall"):
        if turn.plan.title:
            st.subheader(plain(turn.plan.title), anchor=False)
        if turn.plan.steps:
            st.markdown(
                "\n".join(f"{number}. {plain(step)}" for number, step in enumerate(turn.plan.steps, 1))
            )
        if assumed and turn.plan.assumptions:
            st.caption(_("What I would assume"))
            st.markdown("\n".join(f"- {plain(line)}" for line in turn.plan.assumptions))
