"""How long conversations are kept that nobody opens any more, and how much room all of it takes."""

from __future__ import annotations

import streamlit as st

from pages.language import _, many
from pages.parts.words import plain, size
from workshop.disk import Used
from workshop.history import History
from workshop.retention import CHOICES

_KEY = "keep-for"


def show(history: History) -> None:
    """Saved at once."""
    kept, used = history.retention(), history.disk()
    st.header(_("What is kept"), anchor=False)
    st.selectbox(
        _("Conversations that nobody opens"),
        CHOICES,
        CHOICES.index(kept.days),
        key=_KEY,
        format_func=_said,
        on_change=lambda: history.keep_for(st.session_state[_KEY]),
    )
    st.caption(
        _(
            "The first ones go a day after you choose this, and History says which. Pinned ones stay. What was spent stays counted."
        )
        if kept.days
        else _("Nothing is deleted unless you do it yourself, in History.")
    )
    takes(used)


def _said(days: int | None) -> str:
    if days is None:
        return _("Keep them until I delete them")
    return many("Delete them after {count} day", "Delete them after {count} days", days)


def takes(used: Used) -> None:
    """How much of the disk all of it takes."""
    st.caption(
        _(
            "It takes {files} of the disk for files and {rest} for everything else.",
            files=plain(size(used.files)),
            rest=plain(size(used.records)),
        )
    )
    if used.bins:
        st.caption(
            _(
                "{size} hold what changes took out of your folders, so that they can be taken back.",
                size=plain(size(used.bins)),
            )
        )
