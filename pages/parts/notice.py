"""A sentence about what was just pressed or typed, shown once where it happened."""

from __future__ import annotations

import streamlit as st

from pages.language import _
from pages.parts import news
from pages.parts.words import plain

PAGE = "page"


def leave(sentence: str, kept: str = "", at: str = PAGE) -> None:
    """Have `sentence` shown in the next run at `at`; `kept` is text of the person that must not be lost."""
    st.session_state[_key(at)] = (sentence, kept)


def kept(at: str = PAGE) -> str:
    """What the person wrote, where a sentence about it waits to be shown."""
    written: str = st.session_state.get(_key(at), ("", ""))[1]
    return written


def show(at: str = PAGE) -> None:
    sentence, kept = st.session_state.pop(_key(at), ("", ""))
    if not sentence:
        return
    with st.container(key=_key(at), gap="xsmall"):
        st.text(sentence)
        news.say_once(sentence)
        if kept:
            with st.expander(_("What you wrote"), type="compact"):
                st.code(kept, language=None, wrap_lines=True)


def warn(sentence: str) -> None:
    """A sentence that stays while it is true."""
    st.markdown(f":orange[:material/info: {plain(sentence)}]")


def _key(at: str) -> str:
    return f"notice-{at}"
