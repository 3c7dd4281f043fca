"""One field of a tool that is being kept: as it will look, and what may be changed about it."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import Any

import streamlit as st

from generator.types import InputSpec
from pages.language import _, told
from pages.parts import field
from pages.parts.words import plain, short
from workshop.reshaping import Field, field_of, kind_of, wished
from workshop.service import BadInput


def show(spec: InputSpec, place: str, ours: bool) -> None:
    """`place`: what is being kept; keys begin with it."""
    key, label = _key(spec, place), told(spec.label) if ours else spec.label or spec.name
    with st.container(key=f"keep-field-{key}", gap="xsmall"):
        left, right = st.columns(2, gap="medium")
        with left:
            said = plain(_("Label of “{name}”", name=short(label, 40)))
            st.text_input(said, label, key=f"{key}-label", max_chars=80)
            st.checkbox(_("Ask for it each time"), not spec.hidden, key=f"{key}-asked")
        with right:
            _as_it_looks(spec, key, ours)
        _more(spec, key)


def wish(spec: InputSpec, place: str) -> Field:
    """What the person made of it so far."""
    key, state, now = _key(spec, place), st.session_state, field_of(spec)
    choices = state.get(f"{key}-choices")
    return Field(
        label=state.get(f"{key}-label", now.label),
        asked=state.get(f"{key}-asked", now.asked),
        default=_value(spec, key),
        low=state.get(f"{key}-low", now.low),
        high=state.get(f"{key}-high", now.high),
        choices=now.choices if choices is None else tuple(choices.split("\n")) if choices else (),
        required=state.get(f"{key}-required", now.required),
    )


def _as_it_looks(spec: InputSpec, key: str, ours: bool) -> None:
    """The field itself; its value is what it begins with, or always has."""
    place = key.removesuffix(f"-{spec.name}")
    held = _value(spec, key)
    try:
        shown = wished(spec, replace(wish(spec, place), default=held))
    except BadInput:  # said when it is saved
        shown = replace(spec, default=held)
    at = f"{key}-value-{zlib.crc32(repr(shown.schema).encode())}"
    st.session_state[f"{key}-at"] = at
    field.show(shown, at, ours=ours)
    asked = st.session_state.get(f"{key}-asked", not spec.hidden)
    st.caption(_("It begins with this value.") if asked else _("It always has this value."))


def _value(spec: InputSpec, key: str) -> Any:
    """What stands in the field now, whatever kind of field it has become meanwhile."""
    at = st.session_state.get(f"{key}-at", "")
    if at and at in st.session_state:
        st.session_state[f"{key}-held"] = field.value(spec, st.session_state[at])
    return st.session_state.get(f"{key}-held", spec.default)


def _more(spec: InputSpec, key: str) -> None:
    """What it may hold: a range, choices, whether it may stay empty."""
    kind, now = kind_of(spec), field_of(spec)
    if kind not in ("integer", "number", "string"):
        return
    with st.expander(_("What it may hold"), type="compact"):
        if kind != "string":
            left, right = st.columns(2)
            with left:
                _limit(_("Smallest"), now.low, kind, f"{key}-low")
            with right:
                _limit(_("Largest"), now.high, kind, f"{key}-high")
        st.text_area(
            _("Only these, one a line"),
            "\n".join(now.choices),
            key=f"{key}-choices",
            height=110,
            placeholder=_("Anything"),
        )
        if kind == "string" and not now.choices:
            st.checkbox(_("It must be filled in"), now.required, key=f"{key}-required")


def _limit(label: str, now: float | None, kind: str, key: str) -> None:
    cast = int if kind == "integer" and (now is None or now == int(now)) else float
    st.number_input(
        label, value=None if now is None else cast(now), step=cast(1), key=key, placeholder=_("Any")
    )


def _key(spec: InputSpec, place: str) -> str:
    return f"{place}-{spec.name}"
