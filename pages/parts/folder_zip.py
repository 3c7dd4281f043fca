"""A ZIP that was given with a request: what is in it may be worked on as a folder, so the person is asked."""

from __future__ import annotations

import streamlit as st

from pages.language import _
from pages.parts import conversation, folder_next
from pages.parts.words import short
from workshop.service import GivenFile, Workshop

_WAITS = "zip-waits"


def dropped(files: list[GivenFile], text: str) -> bool:
    """Whether it is one ZIP and nothing else; then nothing is asked yet."""
    if len(files) != 1 or not files[0].name.lower().endswith(".zip"):
        return False
    st.session_state[_WAITS] = (files[0], text)
    return True


def ask(workshop: Workshop) -> None:
    """The question, while it waits for an answer."""
    if _WAITS not in st.session_state:
        return
    file, _text = st.session_state[_WAITS]
    with st.container(key="zip-asked", gap="xsmall", border=True):
        st.text(_("{name} is a ZIP. Work on what is in it as a folder?", name=short(file.name, 60)))
        st.caption(_("You see what would change in it, and get it back as a ZIP."))
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("Work on it as a folder"),
                key="zip-folder",
                type="primary",
                icon=":material/folder_zip:",
                on_click=_as_folder,
                args=(workshop,),
            )
            st.button(
                _("Give it as a file"),
                key="zip-file",
                icon=":material/attach_file:",
                on_click=_as_file,
                args=(workshop,),
            )


def _as_folder(workshop: Workshop) -> None:
    file, text = st.session_state.pop(_WAITS)

    def begin() -> None:
        folder_next.take(workshop.folders.unzip(file))
        if text.strip():
            conversation.ask(workshop, text)

    conversation.attempt(begin, kept=text)


def _as_file(workshop: Workshop) -> None:
    file, text = st.session_state.pop(_WAITS)
    conversation.ask(workshop, text, [file])
