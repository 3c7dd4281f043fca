"""What a page says when it fails in a way that nobody foresaw."""

from __future__ import annotations

import logging

import streamlit as st

from pages.language import _

_log = logging.getLogger("oneoff.pages")


def tell(problem: Exception) -> bool:
    """Keep the traceback in the log and show a sentence instead; True tells Streamlit to add nothing."""
    _log.error("a page failed", exc_info=problem)
    st.subheader(_("This page couldn't be drawn."), anchor=False)
    st.text(
        _(
            "What you asked and made is kept. Reload the page; if it stays like this, the log in Oneoff's data folder says why."
        )
    )
    return True
