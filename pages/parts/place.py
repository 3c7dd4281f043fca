"""Where programs run and which model writes them: two quiet lines."""

from __future__ import annotations

import streamlit as st

from pages import ways
from pages.language import _, told
from pages.parts.words import plain, short
from workshop.service import Workshop
from workshop.views import SandboxView


def show(workshop: Workshop) -> None:
    with st.container(key="place", gap="xsmall"):
        _model(workshop)
        _sandbox(workshop)


def _model(workshop: Workshop) -> None:
    model = workshop.models.view().model
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        if model:
            st.caption(
                _("{model} is connected and writes the programs.", model=plain(short(model, 60))),
                width="content",
            )
        else:
            st.caption(
                _(
                    "No model is connected, so the built-in recipes answer: tables, texts, pictures, dates, sums."
                ),
                width="content",
            )
        st.page_link(ways.settings(), label=_("Settings") if model else _("Connect one"))


def _sandbox(workshop: Workshop) -> None:
    view = workshop.sandbox()
    if view.line and not view.ready:
        _preparing(workshop)
    else:
        _advice(view)


@st.fragment(run_every=1.0)
def _preparing(workshop: Workshop) -> None:
    view = workshop.sandbox()
    if view.ready or not view.line:
        _advice(view)
        return
    st.caption(_("Getting ready, only this once: {line}", line=plain(short(told(view.line), 90))))


def _advice(view: SandboxView) -> None:
    """Open where nothing can run; else there for who wants to know."""
    if view.advice:
        label = _("Where programs run") if view.name else _("Programs can't run yet")
        with st.expander(label, expanded=not view.name, type="compact"):
            st.caption(plain(told(view.advice)))
