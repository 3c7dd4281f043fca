"""One turn: what was asked, and what came of it."""

from __future__ import annotations

import streamlit as st

from pages.language import _
from pages.parts import error, folder, heard, hunt, progress, question, result, versions
from pages.parts.words import plain, short, size
from workshop.service import Workshop
from workshop.views import FileView, TurnView

_LONG = 700  # characters of a request that are shown at once
_FILES = 12


def show(workshop: Workshop, turn: TurnView, first: bool, last: bool, current: bool = False) -> None:
    """`first` on the page has no line above; only of the `last` a question can be answered; the `current` result is what
    is gone on from."""
    with st.container(key=f"{'first' if first else 'turn'}-{turn.id}"):
        if turn.back_to:
            versions.back(workshop, turn, last)
            if current:
                result.show(workshop, turn, current)
            return
        _request(turn)
        if turn.hunt:
            hunt.show(workshop, turn.id)
        elif turn.active:
            progress.show(workshop, turn.id)
        elif turn.question is not None:
            question.show(workshop, turn, last)
        elif turn.error is not None or turn.status in ("failed", "stopped", "declined"):
            error.show(workshop, turn, last)
        else:
            result.show(workshop, turn, current)


def _request(turn: TurnView) -> None:
    with st.container(key=f"request-{turn.id}", gap="xsmall"):
        heard.heading(2, _("Request {number}", number=turn.number))
        text = turn.request.strip()
        if turn.variants_of:
            st.caption(_("Three variants of:"))
        if text:
            st.text(text if len(text) <= _LONG else text[:_LONG].rstrip() + "…")
        if len(text) > _LONG:
            with st.expander(_("All of it"), type="compact"):
                st.code(text, language=None, wrap_lines=True, height=320)
        if turn.spoken:
            st.caption(_("What you said aloud isn't put into words yet."))
        if turn.files:
            _files(turn.files)
        if turn.folder is not None:
            st.caption(plain(_("In the folder {name}", name=short(folder.name_of(turn.folder), 80))))


def _files(files: tuple[FileView, ...]) -> None:
    named = [
        _("{name} ({size})", name=short(file.given or file.name, 60), size=size(file.size))
        for file in files[:_FILES]
    ]
    names = _(", ").join(named)
    if len(files) > _FILES:
        st.caption(plain(_("With {files}, and {count} more", files=names, count=len(files) - _FILES)))
    else:
        st.caption(plain(_("With {files}", files=names)))
