"""The folder that is worked on: above the box, before and after it was asked about."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from pages.language import _, joined, told
from pages.parts import conversation, folder_next, folder_walk, notice
from pages.parts.words import plain, short
from workshop.folder.names import as_path, shown
from workshop.folder.types import Given
from workshop.folder.views import Chosen
from workshop.service import Workshop

_HIDDEN, _NOTICE = "folder-hidden", "folder"


def line(workshop: Workshop, now: Given | None = None, at: str | None = None) -> bool:
    """The folder of what is asked next, if there is one. `now`: what the conversation works on. `at`: see `folder_next`."""
    chosen = folder_next.now(at)
    notice.show(at=_NOTICE)
    if isinstance(chosen, Chosen):
        _chosen(workshop, chosen, at)
    elif now is not None and chosen is None:
        _line(_("Folder: {name}", name=name_of(now)), None)
    else:
        return False
    return True


def button(workshop: Workshop, at: str | None = None) -> None:
    """A way to choose one. Nothing where folders of this computer are off."""
    if workshop.folders.on:
        folder_walk.button(workshop, lambda chosen: folder_next.take(chosen, at))


def name_of(given: Given) -> str:
    """What people call it: the last part of its path, or the name of the ZIP."""
    path = shown(as_path(given.root))
    return given.zip or PurePath(path).name or path


def _chosen(workshop: Workshop, chosen: Chosen, at: str | None) -> None:
    with st.container(key="folder-chosen", gap="xsmall"):
        label = _("Folder: {name} · {line}", name=name_of(chosen.given), line=told(chosen.line))
        _line(label, chosen)
        if chosen.notes:
            st.caption(plain(joined(*map(told, chosen.notes))))
        if not chosen.given.zip:
            st.checkbox(
                _("Hidden files, too"),
                value=chosen.given.hidden,
                key=_HIDDEN,
                on_change=_with_hidden,
                args=(workshop, chosen.given, at),
            )


def _line(label: str, chosen: Chosen | None) -> None:
    """With a way to do without it."""
    with st.container(key="folder-line", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            st.markdown(f":material/folder_open: {plain(short(label, 160))}")
        st.button(
            _("Take it away"),
            key="folder-away",
            icon=":material/close:",
            type="tertiary",
            on_click=_away,
            args=(chosen,),
        )


def _with_hidden(workshop: Workshop, given: Given, at: str | None) -> None:
    wanted = bool(st.session_state.get(_HIDDEN))
    conversation.attempt(
        lambda: folder_next.take(workshop.folders.choose(as_path(given.root), hidden=wanted), at), at=_NOTICE
    )


def _away(chosen: Chosen | None) -> None:
    """One that was only just chosen leaves what was there before it."""
    st.session_state.pop(_HIDDEN, None)
    if chosen is None:
        folder_next.take(None)
    else:
        folder_next.forget()
