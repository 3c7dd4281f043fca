"""What a page does while its server is away, and when it is back."""

from __future__ import annotations

import html

import streamlit as st

from pages.language import _


def watch() -> None:
    """A sentence that style.css shows while the connection is lost, in place of Streamlit's own words."""
    away = _(
        "Oneoff doesn't answer just now. What you asked is kept, and this page goes on by itself as soon as it answers. "
        "If you closed Oneoff, start it again."
    )
    st.html(f'<p class="away" role="alert">{html.escape(away)}</p>')
    _draw_again()


@st.fragment(run_every="1h")
def _draw_again() -> None:
    """Nothing; but a browser that holds a fragment with a clock draws the page again once it is connected. Without,
    a server that was started anew doesn't know what stands on the page, and what is asked there is lost."""
