"""Charts that the browser draws from their description."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from workshop.service import Workshop
from workshop.views import OutputView


def plotly(workshop: Workshop, output: OutputView, key: str) -> None:
    """Raises ValueError for what isn't a figure, ImportError never: without plotly it is a ValueError too."""
    figure = _figure(workshop, output.blob)
    st.plotly_chart(figure, key=f"plotly-{key}", config={"displaylogo": False})


def vega_lite(workshop: Workshop, output: OutputView, key: str) -> None:
    """Raises ValueError for what isn't a chart."""
    st.vega_lite_chart(spec=_spec(workshop, output.blob), key=f"vega-{key}", width="stretch")


@st.cache_data(max_entries=32, show_spinner=False)
def _spec(_workshop: Workshop, blob: str) -> dict[str, Any]:
    """Without "usermeta", which would configure the page's own drawing."""
    spec = json.loads(_workshop.blob(blob))
    if not isinstance(spec, dict) or not _DRAWN & spec.keys():
        raise ValueError("not a Vega-Lite chart")
    return {name: value for name, value in spec.items() if name != "usermeta"}


_DRAWN = {"mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec"}


@st.cache_data(max_entries=32, show_spinner=False)
def _figure(_workshop: Workshop, blob: str) -> Any:
    try:
        import plotly.io  # a second of loading that most pages don't need
    except ImportError:
        raise ValueError("plotly isn't installed") from None
    return plotly.io.from_json(_workshop.blob(blob).decode())
