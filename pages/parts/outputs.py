"""The outputs of a turn, each shown by its media type; what can't be shown is kept as a download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.language import _, told
from pages.parts import chart, files, picture, sound, table, web_page, writing
from workshop.service import Workshop
from workshop.views import OutputView, TurnView

_AT_ONCE = 12
_LARGEST = 30_000_000  # bytes that the page itself reads; pictures and pages go to the browser directly
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, FileNotFoundError, RecursionError)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an output stands: `key` is unique on the page, `title` says what it belongs to."""

    key: str
    title: str


Shower = Callable[[Workshop, OutputView, Place], None]

_SHOWERS: tuple[tuple[str, int, Shower], ...] = (
    ("text/html", 0, lambda _shop, output, place: web_page.show(output, place.title)),
    ("image/", 0, lambda _shop, output, place: picture.show(output, place.title)),
    ("application/vnd.plotly.v1+json", 0, lambda shop, output, place: chart.plotly(shop, output, place.key)),
    ("application/vnd.vegalite.", 0, lambda shop, output, place: chart.vega_lite(shop, output, place.key)),
    ("audio/", 0, lambda shop, output, _place: sound.audio(shop, output)),
    ("video/", 0, lambda shop, output, _place: sound.video(shop, output)),
    (table.TABLE, 1, lambda shop, output, place: table.show(shop, output, place.title)),
    ("text/markdown", 2, lambda shop, output, _place: writing.markdown(shop, output)),
    ("text/latex", 2, lambda shop, output, place: writing.text(shop, output, place.key)),
    ("text/plain", 2, lambda shop, output, place: writing.text(shop, output, place.key)),
    ("application/json", 2, lambda shop, output, place: writing.text(shop, output, place.key)),
)


def show(workshop: Workshop, turn: TurnView) -> None:
    """The outputs that the turn shows."""
    of(workshop, turn.outputs, turn.id, turn.title)


def of(workshop: Workshop, outputs: tuple[OutputView, ...], key: str, title: str) -> None:
    """Charts, pictures and pages first, then tables, then text; each thing once. `key` is unique on the page."""
    things = _arranged(outputs)
    wanted = st.session_state.get(f"all-{key}", _AT_ONCE)
    for number, output in enumerate(things[:wanted]):
        _one(workshop, output, Place(f"{key}-{number}", title or output.name))
    if len(things) > wanted:
        st.button(
            _("Show the other {count}", count=len(things) - wanted),
            key=f"others-{key}",
            on_click=lambda: st.session_state.update({f"all-{key}": len(things)}),
        )


def _one(workshop: Workshop, output: OutputView, place: Place) -> None:
    shower = _shower(output)
    try:
        if output.size > _LARGEST and not output.mime.startswith(("image/", "text/html")):
            raise ValueError("too large for the page")
        shower[1](workshop, output, place)
    except _UNREADABLE:
        st.text(_("This can't be shown here as it is. You can still download it."))
        files.one(workshop, output, place.key)
    if output.cut:
        st.caption(told(output.cut))


def _arranged(outputs: tuple[OutputView, ...]) -> list[OutputView]:
    once = {output.blob: output for output in reversed(outputs) if _is_shown(output)}
    in_order = [output for output in outputs if once.get(output.blob) is output]
    return sorted(in_order, key=lambda output: _shower(output)[0])


def _is_shown(output: OutputView) -> bool:
    """Of the files, only what is to be looked at or listened to; the others are downloads."""
    return not output.file or output.mime.startswith(("image/", "audio/", "video/", "text/html"))


def _shower(output: OutputView) -> tuple[int, Shower]:
    for beginning, order, shower in _SHOWERS:
        if output.mime.startswith(beginning):
            return order, shower
    return 3, _keep


def _keep(workshop: Workshop, output: OutputView, place: Place) -> None:
    files.one(workshop, output, place.key)
