"""A picture. The browser gets it from the safe route; nothing is unpacked here."""

from __future__ import annotations

import streamlit as st

from pages import shown
from pages.language import told
from pages.parts.words import plain
from workshop.views import OutputView

_KINDS = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_SMALL = 220  # pixels of a picture among many


def show(output: OutputView, title: str, small: bool = False) -> None:
    """Raises KeyError for a kind that browsers don't show."""
    kind = _KINDS[output.mime.partition(";")[0]]
    st.image(
        shown.address(output.blob, kind),
        alt=output.text or title or output.name,
        width=_SMALL if small else "content",
    )
    if output.drawn and not small:
        st.caption(plain(told(output.text)))
