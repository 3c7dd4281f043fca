"""A result: the thing itself first, words second, then what is known of it and what can be done with it."""

from __future__ import annotations

import streamlit as st

from pages import ways
from pages.language import _, told
from pages.parts import (
    beside,
    changes,
    evidence,
    files,
    form,
    inside,
    outputs,
    printed,
    since,
    variants,
    versions,
)
from pages.parts.tool_words import KEEP
from pages.parts.words import plain, prose
from workshop.service import Workshop
from workshop.views import TurnView


def show(workshop: Workshop, turn: TurnView, current: bool = True) -> None:
    """`current`: what is asked next goes on from it."""
    with st.container(key=f"result-{turn.id}", gap="medium"):
        if turn.title and not turn.tool:
            st.subheader(plain(told(turn.title) if turn.understood else turn.title), anchor=False)
        outputs.show(workshop, turn)
        files.show(workshop, turn)
        if turn.folder is not None and turn.run:
            changes.show(workshop, turn.run, turn.id, current)
        bare = not turn.outputs or bool(turn.tool)  # a run of a tool has nobody who puts it into words
        if bare:
            printed.show(turn)
        if turn.words:
            st.markdown(prose(turn.words))
        if turn.understood:
            st.text(_("I understood: {understood}", understood=told(turn.understood)))
        if turn.source:
            with st.container(key=f"below-{turn.id}", gap="small"):
                if not turn.tool:
                    since.show(workshop, turn)
                evidence.show(workshop, turn)
                _actions(workshop, turn, current, printed_below=not bare)
                if not turn.tool:
                    beside.show(workshop, turn)


def _actions(workshop: Workshop, turn: TurnView, current: bool, printed_below: bool) -> None:
    with st.container(key=f"actions-{turn.id}", gap="xsmall"):
        with st.container(key=f"row-{turn.id}", horizontal=True, vertical_alignment="center", gap="small"):
            files.tables(workshop, turn)
            if not turn.tool:
                if turn.folder is None:
                    _keep(turn)
                versions.show(workshop, turn, current)
        if not turn.tool:
            variants.others(workshop, turn)
            form.show(workshop, turn)
        inside.show(turn, printed=printed_below)


def _keep(turn: TurnView) -> None:
    with st.container(key=f"keep-{turn.id}", width="content"):
        st.page_link(
            ways.tools(),
            label=_("Keep as a tool"),
            icon=":material/handyman:",
            query_params={KEEP: turn.id},
        )
