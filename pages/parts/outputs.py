"""The outputs of a turn, each shown by its media type; what can't be shown is kept as a download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.language import _, told
from pages.parts import chart, files, picture, sound, table, web_page, writing
from workshop.service import Workshop
from workshop.views import OutputView, TurnView

_AT_ONCE = 12  # outputs on one page of them
_LARGEST = (
    30_000_000  # bytes that are read whole; pictures, pages, sound and films go to the browser directly
)
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, FileNotFoundError, RecursionError)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an output stands: `key` is unique on the page, `title` says what it belongs to, `small`: among many."""

    key: str
    title: str
    small: bool = False


Shower = Callable[[Workshop, OutputView, Place], None]

_SHOWERS: tuple[tuple[str, int, Shower], ...] = (
    ("text/html", 0, lambda shop, output, place: web_page.show(shop, output, place.key, place.title)),
    ("image/", 0, lambda _shop, output, place: picture.show(output, place.title, place.small)),
    (chart.PLOTLY, 0, lambda shop, output, place: chart.plotly(shop, output, place.key, place.title)),
    (chart.VEGA_LITE, 0, lambda shop, output, place: chart.vega_lite(shop, output, place.key, place.title)),
    ("audio/", 0, lambda _shop, output, place: sound.audio(output, place.title)),
    ("video/", 0, lambda _shop, output, place: sound.video(output, place.title)),
    (table.TABLE, 1, lambda shop, output, place: table.show(shop, output, place.key, place.title)),
    ("text/markdown", 2, lambda shop, output, place: writing.markdown(shop, output, place.key)),
    ("text/", 2, lambda shop, output, place: writing.text(shop, output, place.key)),
    ("application/json", 2, lambda shop, output, place: writing.as_json(shop, output, place.key)),
)
_READ_WHOLE = (chart.PLOTLY, chart.VEGA_LITE, table.TABLE)
_LOOKED_AT = ("image/", "audio/", "video/", "text/html")


def show(workshop: Workshop, turn: TurnView) -> None:
    """The outputs that the turn shows."""
    of(workshop, turn.outputs, turn.id, turn.title)


def of(workshop: Workshop, outputs: tuple[OutputView, ...], key: str, title: str) -> None:
    """Charts, pictures and pages first, then tables, then text; each thing once, and of many one page of them.
    `key` is unique on the page."""
    things = _arranged(outputs)
    if len(things) <= _AT_ONCE:
        _some(workshop, things, 0, key, title)
    else:
        _one_page(workshop, things, key, title)


@st.fragment
def _one_page(workshop: Workshop, things: list[OutputView], key: str, title: str) -> None:
    pages = -(-len(things) // _AT_ONCE)
    page = min(int(st.session_state.get(f"page-{key}", 1)), pages)
    first = (page - 1) * _AT_ONCE
    last = min(first + _AT_ONCE, len(things))
    st.caption(_("{first} to {last} of {count}", first=first + 1, last=last, count=len(things)))
    _sheet(workshop, things[first:last], first, key, title)
    st.pagination(pages, key=f"page-{key}")


def _some(workshop: Workshop, things: list[OutputView], first: int, key: str, title: str) -> None:
    for number, output in enumerate(things, first):
        _one(workshop, output, Place(f"{key}-{number}", title or output.name))


def _sheet(workshop: Workshop, things: list[OutputView], first: int, key: str, title: str) -> None:
    """Pictures beside each other, small; everything else below them."""
    pictures = [output for output in things if output.mime.startswith("image/")]
    with st.container(key=f"sheet-{key}", horizontal=True, gap="small"):
        for number, output in enumerate(pictures, first):
            _one(workshop, output, Place(f"{key}-{number}", f"{title} {number + 1}", small=True))
    others = [output for output in things if output not in pictures]
    _some(workshop, others, first + len(pictures), key, title)


def _one(workshop: Workshop, output: OutputView, place: Place) -> None:
    try:
        if output.size > _LARGEST and output.mime.startswith(_READ_WHOLE):
            raise ValueError("too large for the page")
        _shower(output)[1](workshop, output, place)
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
    return not output.file or output.mime.startswith(_LOOKED_AT)


def _shower(output: OutputView) -> tuple[int, Shower]:
    for beginning, order, shower in _SHOWERS:
        if output.mime.startswith(beginning):
            return order, shower
    return 3, _keep


def _keep(workshop: Workshop, output: OutputView, place: Place) -> None:
    files.one(workshop, output, place.key)
