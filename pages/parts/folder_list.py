"""One folder of this computer, and those in it, to be walked through."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

from pages.language import _, told
from pages.parts.words import plain, short
from workshop.folder.names import shown
from workshop.folder.views import Places

_LISTED = 300  # folders that are shown
_PIXELS = 264

Go = Callable[[str], None]


def show(here: Places, go: Go) -> None:
    """`go` is called with the path of the one that was pressed."""
    _where(here, go)
    _folders(here, go)


def name_of(here: Places) -> str:
    """What people call it."""
    return shown(PurePath(here.path).name or here.path)


def _where(here: Places, go: Go) -> None:
    with st.container(key="folder-where", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Up"),
            key="folder-up",
            icon=":material/arrow_upward:",
            disabled=not here.up,
            on_click=go,
            args=(here.up,),
        )
        with st.container(key="folder-here", width="stretch", gap=None):
            st.markdown(f"**{plain(short(name_of(here), 60))}**")
            st.caption(plain(shown(here.path)))


def _folders(here: Places, go: Go) -> None:
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
                on_click=go,
                args=(os.path.join(here.path, name),),
            )
        if len(here.folders) > _LISTED:
            st.caption(_("And {count} more: paste where it is, below.", count=len(here.folders) - _LISTED))
