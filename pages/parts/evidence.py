"""One line on what is known of a result, one for each limit that it met, and one on what it took."""

from __future__ import annotations

import streamlit as st

from pages.parts.words import cost, duration, plain
from workshop.views import TurnView


def show(turn: TurnView) -> None:
    with st.container(key=f"stamps-{turn.id}", horizontal=True, gap="small"):
        for stamp in turn.stamps:
            st.caption(plain(stamp), width="content")
    for limit in turn.limits:
        st.caption(plain(limit))
    st.caption(plain(f"Done in {duration(turn.seconds)}, {cost(turn.cost_usd, turn.tokens, turn.unpriced)}"))
