"""The language of the pages: chosen in Settings, and told to the browser, which reads and hyphenates by it."""

from __future__ import annotations

import streamlit as st

from pages import language
from pages.language import N_, _
from workshop.service import Workshop

SCRIPT = """
(() => {
  const marks = document.querySelectorAll("[data-lang]");
  if (marks.length) document.documentElement.lang = marks[marks.length - 1].dataset.lang;
})();
"""
"""A script of ours; the policy names its hash."""

_FIELD = "language-chosen"
_NAMES = {"": N_("Automatic (as in your browser)"), "en": "English", "zh": "中文"}
_OF_A_PAGE = {"en": "en", "zh": "zh-CN"}


def follow(workshop: Workshop) -> None:
    """Say everything from here on in the language that was chosen; the frame does it before each page."""
    language.follow(workshop.language())
    mark = _OF_A_PAGE[language.now()]
    st.html(f'<i hidden data-lang="{mark}"></i><script>{SCRIPT}</script>', unsafe_allow_javascript=True)


def show(workshop: Workshop) -> None:
    """The choice; saved at once."""
    st.header(_("Language"), anchor=False)
    kept = workshop.language()
    st.radio(
        _("Language"),
        language.CHOICES,
        language.CHOICES.index(kept) if kept in language.CHOICES else 0,
        key=_FIELD,
        format_func=lambda one: _(_NAMES[one]) if one == "" else _NAMES[one],
        horizontal=True,
        label_visibility="collapsed",
        on_change=_save,
        args=(workshop,),
    )
    st.caption(_("The pages, not your requests: those are answered in the language that you write them in."))


def _save(workshop: Workshop) -> None:
    chosen = st.session_state[_FIELD]
    workshop.set_language(chosen)
    language.follow(chosen)
