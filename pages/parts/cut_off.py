"""Changes in a folder that were cut off: said where one begins, with the way to them."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from pages import ways
from pages.language import _, told
from pages.parts import notice
from pages.parts.words import plain, short
from workshop.given import BadRequest
from workshop.service import Workshop


def show(workshop: Workshop) -> None:
    for one in workshop.folders.cut_off():
        name = short(PurePath(one.root).name or one.root, 60)
        with st.container(key=f"cut-off-{one.application}", gap="xsmall"):
            notice.warn(_("Changes in the folder {name} were cut off in the middle.", name=name))
            if not one.conversation:
                _decide(workshop, one.application)
                continue
            st.page_link(
                ways.make(),
                label=plain(_("Go on, or put everything back")),
                icon=":material/arrow_forward:",
                query_params={"c": one.conversation},
            )


def _decide(workshop: Workshop, application: str) -> None:
    """Here, where the conversation is gone."""
    with st.container(horizontal=True, gap="small"):
        on = st.button(_("Go on"), key=f"go-on-{application}")
        back = st.button(_("Put everything back"), key=f"put-back-{application}")
    if not (on or back):
        return
    try:
        (workshop.folders.finish if on else workshop.folders.undo)(application)
    except BadRequest as error:
        notice.warn(told(str(error)))
        return
    st.rerun()
