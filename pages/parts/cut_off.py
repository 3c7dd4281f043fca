"""Changes in a folder that were cut off: said where one begins, with the way to them."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from pages import ways
from pages.language import _
from pages.parts import notice
from pages.parts.words import plain, short
from workshop.service import Workshop


def show(workshop: Workshop) -> None:
    for one in workshop.folders.cut_off():
        name = short(PurePath(one.root).name or one.root, 60)
        with st.container(key=f"cut-off-{one.conversation}", gap="xsmall"):
            notice.warn(_("Changes in the folder {name} were cut off in the middle.", name=name))
            st.page_link(
                ways.make(),
                label=plain(_("Go on, or put everything back")),
                icon=":material/arrow_forward:",
                query_params={"c": one.conversation},
            )
