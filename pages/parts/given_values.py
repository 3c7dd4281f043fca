"""Values that a tool is to run with when nobody is there to fill in its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.language import _, told
from pages.parts import field
from pages.parts.words import short
from workshop.views import ToolView

_LONG = 40  # characters of a value that are said


def show(tool: ToolView, key: str) -> None:
    """The tool's fields, filled with what it usually takes."""
    for spec in tool.tool.form:
        field.show(spec, f"{key}-{spec.name}", ours=tool.shelf)


def chosen(tool: ToolView, key: str) -> dict[str, Any]:
    """Those that aren't as usual."""
    said = {
        spec.name: (spec, field.value(spec, st.session_state.get(f"{key}-{spec.name}")))
        for spec in tool.tool.form
    }
    return {name: value for name, (spec, value) in said.items() if value != spec.default}


def in_words(tool: ToolView, values: Mapping[str, Any]) -> str:
    """ "Month: 3, Region: North", "" where all are as usual."""
    labels = {spec.name: told(spec.label) if tool.shelf else spec.label for spec in tool.tool.form}
    return _(", ").join(
        _("{label}: {value}", label=labels.get(name, name), value=short(str(value), _LONG))
        for name, value in values.items()
    )
