"""Finding a folder: walked to, pasted, or given as a ZIP. For people who never saw a path."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages import ways
from pages.language import _
from pages.parts import conversation, folder_list, notice
from pages.parts.schedule_form import how_to_copy
from pages.parts.words import plain, short
from workshop.folder.views import Chosen
from workshop.service import GivenFile, Workshop

_AT, _PASTED, _ZIP, _DONE = "folder-at", "folder-pasted", "folder-zip", "folder-found"

Take = Callable[[Chosen], None]


def button(workshop: Workshop, take: Take) -> None:
    """Opens the window to find one in; `take` gets what was chosen."""
    st.button(
        _("Work on a folder"),
        key="folder-open",
        icon=":material/folder_open:",
        type="tertiary",
        on_click=lambda: st.session_state.update({_DONE: False}),
    )
    if st.session_state.get(_DONE) is False:
        window = st.dialog(
            _("Work on a folder"),
            width="medium",
            on_dismiss=lambda: st.session_state.pop(_DONE, None),
        )
        window(_walk)(workshop, take)


def _walk(workshop: Workshop, take: Take) -> None:
    if st.session_state.get(_DONE) is None:  # chosen, a moment ago
        st.rerun()
    with st.container(key=f"window-{st.context.theme.type or 'light'}"):  # it stands outside what has a theme
        _window(workshop, take)


def _window(workshop: Workshop, take: Take) -> None:
    st.text(
        _(
            "A program gets a view of the folder, never the folder itself. Nothing in it changes until you have seen what would change and press a button, and even that can be put back."
        )
    )
    if not workshop.models.view().model:
        _needs_model()
    here = workshop.folders.places(st.session_state.get(_AT, ""))
    folder_list.show(here, _go)
    notice.show(at=_AT)
    st.button(
        plain(_("Work on “{name}”", name=short(folder_list.name_of(here), 60))),
        key="folder-take",
        type="primary",
        icon=":material/check:",
        disabled=bool(here.sentence),
        on_click=_choose,
        args=(workshop, take, here.path),
    )
    _otherwise(workshop, take)


def _needs_model() -> None:
    with st.container(key="folder-needs-model", gap="xsmall"):
        notice.warn(_("A model has to write the program for a folder, and none is connected yet."))
        st.page_link(ways.settings(), label=_("Connect one"), icon=":material/tune:")


def _otherwise(workshop: Workshop, take: Take) -> None:
    with st.expander(_("It is somewhere else, or a ZIP"), type="compact"):
        st.text_input(
            _("Where the folder is"),
            key=_PASTED,
            help=how_to_copy(),
            on_change=lambda: _go(st.session_state[_PASTED].strip().strip("\"'")),
        )
        st.file_uploader(
            _("A ZIP of the folder: you get it back changed, as a ZIP"),
            type=["zip"],
            key=_ZIP,
            on_change=_unzip,
            args=(workshop, take),
        )


def _go(path: str) -> None:
    st.session_state[_AT] = path


def _choose(workshop: Workshop, take: Take, path: str) -> None:
    conversation.attempt(lambda: _done(take, workshop.folders.choose(path)), at=_AT)


def _unzip(workshop: Workshop, take: Take) -> None:
    file = st.session_state.get(_ZIP)
    if file is not None:
        conversation.attempt(lambda: _done(take, workshop.folders.unzip(GivenFile(file.name, file))), at=_AT)


def _done(take: Take, chosen: Chosen) -> None:
    take(chosen)
    st.session_state.pop(_DONE, None)
