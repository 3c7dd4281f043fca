"""Sound and film. The browser gets them from the safe route, piece by piece as they are played."""

from __future__ import annotations

import streamlit as st

from pages import shown
from workshop.views import OutputView

_AUDIO = {
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/vnd.wave": "wav",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/mp4": "m4a",
    "audio/x-m4a": "m4a",
    "audio/mp4a-latm": "m4a",
    "audio/ogg": "ogg",
    "audio/opus": "ogg",
    "audio/flac": "flac",
    "audio/x-flac": "flac",
}
_VIDEO = {"video/mp4": "mp4", "video/webm": "webm", "video/ogg": "ogv"}


def audio(output: OutputView, title: str) -> None:
    """Raises KeyError for a kind that browsers don't play."""
    kind = _AUDIO[output.mime]
    st.audio(shown.address(output.blob, kind), format=output.mime, alt=title or output.name)


def video(output: OutputView, title: str) -> None:
    """Raises KeyError for a kind that browsers don't play."""
    kind = _VIDEO[output.mime]
    st.video(shown.address(output.blob, kind), format=output.mime, alt=title or output.name)
