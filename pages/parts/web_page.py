"""An HTML page that a program or a model made, in a frame with an origin of its own."""

from __future__ import annotations

import re

import streamlit as st

from pages import shown
from pages.language import _
from pages.parts import files
from workshop.service import Workshop
from workshop.views import OutputView

_USUAL, _PIECE = 640, 420  # pixels: of a page, of a piece of one
_LEAST, _MOST = 120, 1600
_HEAD = 65_536  # bytes in which a page says how high it is
_META = re.compile(r"<meta\s[^<>]{0,200}>", re.IGNORECASE)
_HEIGHT = re.compile(r"""\bcontent\s*=\s*["']?\s*(\d{2,5})""", re.IGNORECASE)


def show(workshop: Workshop, output: OutputView, key: str, title: str) -> None:
    """As high as the page asks for, or as large as the window where the person wants it so (style.css).

    The frame stays where it is in both, so that what the page knows isn't lost. Raises FileNotFoundError.
    """
    _framed(workshop, output, key, title, _height(workshop, output.blob))


@st.fragment
def _framed(workshop: Workshop, output: OutputView, key: str, title: str, height: int) -> None:
    with st.container(key=f"framed-{key}", gap="xsmall"):
        st.iframe(shown.address(output.blob, "html"), height=height, alt=title or output.name)
        with st.container(key=f"frame-bar-{key}", horizontal=True, vertical_alignment="center"):
            st.toggle(_("As large as the window"), key=f"large-{key}")
            if not output.file:
                files.one(workshop, output, key, quiet=True)


@st.cache_data(max_entries=256, show_spinner=False)
def _height(_workshop: Workshop, blob: str) -> int:
    return height(_workshop.blob(blob, _HEAD).decode("utf-8", "replace"))


def height(head: str) -> int:
    """In pixels, what `<meta name="height" content="900">` says, within bounds."""
    for meta in _META.findall(head):
        if re.search(r"""\bname\s*=\s*["']?height\b""", meta, re.IGNORECASE) and (
            found := _HEIGHT.search(meta)
        ):
            return min(max(int(found[1]), _LEAST), _MOST)
    return _USUAL if re.search(r"<html|<!doctype", head, re.IGNORECASE) else _PIECE
