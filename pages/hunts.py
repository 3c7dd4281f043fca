"""Bug hunts: a complaint in plain words, looked into step by step, until it is shown what is wrong."""

from __future__ import annotations

import streamlit as st

from pages import ways
from pages.language import _
from pages.parts import hunt, hunt_form, hunt_words, notice, opening
from pages.parts.words import short
from workshop.service import NotThere, Workshop


def show(workshop: Workshop) -> None:
    """The hunt that the address names, or a page to begin one."""
    st.title(_("Bug hunt"), anchor=False)
    named = st.query_params.get(hunt_words.PARAMETER, "")
    if named:
        _one(workshop, named)
    elif workshop.models.view().model:
        hunt_form.show(workshop)
    else:
        st.text(
            _(
                "Here something that goes wrong is looked into: a program, a script, a web page. That needs a model, and none is connected yet."
            )
        )
        st.page_link(ways.settings(), label=_("Connect a model"), icon=":material/arrow_forward:")


def _one(workshop: Workshop, named: str) -> None:
    try:
        st.query_params[hunt_words.PARAMETER] = named
        view = workshop.hunts.view(named)
    except NotThere:
        notice.leave(_("That hunt isn't here any more."))
        notice.show()
        _another()
        return
    with st.container(key=f"request-{view.turn}", gap="xsmall"):
        st.text(short(view.complaint, 700))
        if view.folder:
            st.caption(hunt_words.in_folder(view.folder))
    hunt.show(workshop, named)
    if not view.active:
        with st.container(key="hunt-ways", horizontal=True, gap="medium"):
            _another()
            st.page_link(
                ways.make(),
                label=_("Ask about it"),
                icon=":material/chat:",
                query_params={"c": view.conversation},
            )


def _another() -> None:
    st.page_link(
        ways.hunts(), label=_("Another hunt"), icon=":material/bug_report:", query_params=hunt_words.NEW
    )


if __name__ == "__main__":
    show(opening.workshop())
