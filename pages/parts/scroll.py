"""Brings the newest turn into view when it is new or has ended; Streamlit alone would show the page's end."""

from __future__ import annotations

import streamlit as st

from workshop.views import TurnView

SCRIPT = """
(() => {
  const show = () => {
    const turns = document.querySelectorAll('[class*="st-key-request-"]');
    const newest = turns[turns.length - 1];
    if (newest) newest.scrollIntoView({ block: "start" });
  };
  for (const wait of [50, 300, 800]) setTimeout(show, wait);
})();
"""
"""A script of ours; the policy names its hash, so nothing else of this kind can run."""

_SEEN = "seen"


def to(turn: TurnView) -> None:
    """Once for each state that `turn` comes into."""
    now = f"{turn.id}-{turn.active}"
    if st.session_state.get(_SEEN) != now:
        st.session_state[_SEEN] = now
        # What is marked differs, so that the browser takes it for new and runs it again.
        st.html(f'<i hidden data-at="{now}"></i><script>{SCRIPT}</script>', unsafe_allow_javascript=True)
