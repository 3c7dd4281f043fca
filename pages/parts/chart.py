"""Charts that the browser draws from their description. No word in them is a link: its address would be hidden."""

from __future__ import annotations

import json
import re
from typing import Any

import streamlit as st

from workshop.service import Workshop
from workshop.views import OutputView

PLOTLY = "application/vnd.plotly.v1+json"
VEGA_LITE = "application/vnd.vegalite."
_LINK = re.compile(r"<\s*/?\s*a\b[^<>]*>?", re.IGNORECASE)
_DRAWN = {"mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec"}
_DATA = {"values", "datasets"}


def plotly(workshop: Workshop, output: OutputView, key: str, title: str) -> None:
    """Raises ValueError for what isn't a figure, ImportError never: without plotly it is a ValueError too."""
    figure = _figure(workshop, output.blob)
    named = output.text or title or output.name
    st.plotly_chart(figure, key=f"plotly-{key}", config={"displaylogo": False}, alt=named)


def vega_lite(workshop: Workshop, output: OutputView, key: str, title: str) -> None:
    """Raises ValueError for what isn't a chart."""
    spec = _spec(workshop, output.blob)
    named = output.text or title or output.name
    st.vega_lite_chart(spec=spec, key=f"vega-{key}", width="stretch", alt=named)


@st.cache_data(max_entries=32, show_spinner=False)
def _spec(_workshop: Workshop, blob: str) -> dict[str, Any]:
    """Without "usermeta", which would configure the page's own drawing, and without links."""
    spec = json.loads(_workshop.blob(blob))
    if not isinstance(spec, dict) or not _DRAWN & spec.keys():
        raise ValueError("not a Vega-Lite chart")
    kept: dict[str, Any] = _unlinked({name: value for name, value in spec.items() if name != "usermeta"})
    return kept


@st.cache_resource(max_entries=32, show_spinner=False)
def _figure(_workshop: Workshop, blob: str) -> Any:
    """Nobody changes it, so all pages share it."""
    try:
        import plotly.io  # a second of loading that most pages don't need
    except ImportError:
        raise ValueError("plotly isn't installed") from None
    return plotly.io.from_json(json.dumps(_without_tags(json.loads(_workshop.blob(blob)))))


def _unlinked(part: Any) -> Any:
    """A Vega-Lite description without "href"; the data stays as it is."""
    if isinstance(part, dict):
        kept = {name: value for name, value in part.items() if name != "href"}
        return {name: value if name in _DATA else _unlinked(value) for name, value in kept.items()}
    return [_unlinked(each) for each in part] if isinstance(part, list) else part


def _without_tags(part: Any) -> Any:
    """A figure of plotly whose texts hold no links; plotly takes some HTML in them."""
    if isinstance(part, dict):
        return {name: _without_tags(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_without_tags(each) for each in part]
    while isinstance(part, str) and (less := _LINK.sub("", part)) != part:
        part = less
    return part
