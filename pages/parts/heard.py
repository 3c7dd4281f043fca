"""Headings that only screen readers meet: where the eye sees a page's order from how it stands."""

from __future__ import annotations

import html

import streamlit as st


def heading(level: int, words: str) -> None:
    """`words` are ours, never a person's or a model's."""
    st.html(f'<h{level} class="heard">{html.escape(words)}</h{level}>')
