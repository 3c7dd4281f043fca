"""Finding a folder: walked to, pasted, or given as a ZIP. For people who never saw a path."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

from pages import ways
from pages.language import _, told
from pages.parts import conversation, notice
from pages.parts.schedule_form import how_to_copy
from pages.parts.words import plain, short
from workshop.folder.names import shown
from workshop.folder.views import Chosen, Places
from workshop.service import GivenFile, Workshop

_AT, _PASTED, _ZIP, _DONE = "folder-at", "folder-pasted", "folder-zip", "folder-found"
_LISTED = 300  # folders that are shown
_PIXELS = 264

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
    _where(here)
    _folders(here)
    notice.show(at=_AT)
    st.button(
        plain(_("Work on “{name}”", name=short(_name(here), 60))),
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


def _where(here: Places) -> None:
    with st.container(key="folder-where", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Up"),
            key="folder-up",
            icon=":material/arrow_upward:",
            disabled=not here.up,
            on_click=_go,
            args=(here.up,),
        )
        with st.container(key="folder-here", width="stretch", gap=None):
            st.markdown(f"**{plain(short(_name(here), 60))}**")
            st.caption(plain(shown(here.path)))


def _folders(here: Places) -> None:
    with st.container(key="folders-in", height=_PIXELS, gap=None):
        if here.sentence:
            st.text(told(here.sentence))
        elif not here.folders:
            st.caption(_("There are no more folders in this one."))
        for number, name in enumerate(here.folders[:_LISTED]):
            st.button(
                plain(short(shown(name), 80)),
                key=f"folder-into-{number}-{len(here.path)}",
                type="tertiary",
                icon=":material/folder:",
                width="stretch",
                on_click=_go,
                args=(os.path.join(here.path, name),),
            )
        if len(here.folders) > _LISTED:
            st.caption(_("And {count} more: paste where it is, below.", count=len(here.folders) - _LISTED))


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


def _name(here: Places) -> str:
    return shown(PurePath(here.path).name or here.path)
