"""One field of a form, made from the JSON Schema of its value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from generator.types import InputSpec
from pages.language import _, told
from pages.parts.words import plain

_SAFE = 2**53 - 1  # browsers count whole numbers this far
_LINE = 60  # characters


def show(spec: InputSpec, key: str, ours: bool = False, suggested: bool = False) -> None:
    """A widget for `spec`, filled with its default; its value is `value(spec, session_state[key])`.

    `ours`: of a recipe, so that its label and choices are said in the person's language; columns and files never are.
    `suggested`: other values than the choices may be typed.
    """
    label, schema, default = spec.label or spec.name, spec.schema, spec.default
    named = partial(_named, spec.label) if ours and not spec.source else _as_it_is
    label = plain(told(label) if ours else label)
    kind = _kind(schema)
    if schema.get("enum"):
        _choice(label, list(schema["enum"]), default, key, named, suggested)
    elif kind == "boolean":
        st.checkbox(label, bool(default), key=key)
    elif kind in ("integer", "number") and _countable(default):
        _number(label, kind == "integer", schema, default, key)
    elif kind == "array":
        _several(label, schema, default, key, named, suggested)
    elif schema.get("format") == "date" and _is_date(default):
        st.date_input(label, date.fromisoformat(default) if default else None, key=key, format="YYYY-MM-DD")
    else:
        _words(label, default, key)


def value(spec: InputSpec, shown: Any) -> Any:
    """What the program gets for what the widget holds."""
    if isinstance(shown, date):
        return shown.isoformat()
    same = (
        isinstance(shown, (int, float)) and isinstance(spec.default, (int, float)) and shown == spec.default
    )
    if same or (isinstance(shown, str) and shown == str(spec.default)):
        return spec.default
    if isinstance(shown, tuple):
        return list(shown)
    empty = shown is None or shown == ""
    return spec.default if empty and spec.default in (None, "") else shown


def _kind(schema: dict[str, Any]) -> str:
    kind = schema.get("type", "string")
    kinds = [kind] if isinstance(kind, str) else [one for one in kind if one != "null"]
    return str(kinds[0]) if kinds else "string"


def _choice(
    label: str, options: list[Any], default: Any, key: str, named: Callable[[Any], str], new: bool
) -> None:
    if default not in options:
        options = [default, *options]
    st.selectbox(label, options, options.index(default), key=key, format_func=named, accept_new_options=new)


def _named(label: str, option: Any) -> str:
    """Some words mean something else below another label: "bar" is a chart, and a unit."""
    said = _as_it_is(option)
    here = f"{label}: {said}"
    return told(said) if told(here) == here else told(here)


def _as_it_is(option: Any) -> str:
    if isinstance(option, bool):
        return _("Yes") if option else _("No")
    return "–" if option in (None, "") else str(option)


def _number(label: str, whole: bool, schema: dict[str, Any], default: Any, key: str) -> None:
    cast = int if whole and (default is None or default == int(default)) else float
    low, high = schema.get("minimum"), schema.get("maximum")
    fits = default is None or ((low is None or default >= low) and (high is None or default <= high))
    decimals = _decimals(default) if cast is float else 0
    st.number_input(
        label,
        min_value=cast(low) if fits and low is not None else None,
        max_value=cast(high) if fits and high is not None else None,
        value=None if default is None else cast(default),
        step=cast(1) if cast is int else 10.0**-decimals,
        format="%d" if cast is int else f"%.{decimals}f",
        key=key,
    )


def _decimals(number: Any) -> int:
    return min(max(len(f"{float(number or 0):.10f}".rstrip("0").partition(".")[2]), 2), 10)


def _several(
    label: str, schema: dict[str, Any], default: Any, key: str, named: Callable[[Any], str], new: bool
) -> None:
    chosen = list(default or [])
    known = list(schema.get("items", {}).get("enum") or [])
    options = known + [one for one in chosen if one not in known]
    st.multiselect(label, options, chosen, key=key, accept_new_options=new or not known, format_func=named)


def _words(label: str, default: Any, key: str) -> None:
    text = "" if default is None else str(default)
    if "\n" in text or len(text) > _LINE:
        st.text_area(label, text, key=key)
    else:
        st.text_input(label, text, key=key)


def _countable(default: Any) -> bool:
    return default is None or (isinstance(default, (int, float)) and abs(default) <= _SAFE)


def _is_date(default: Any) -> bool:
    if not default:
        return True
    try:
        date.fromisoformat(default)
    except (TypeError, ValueError):
        return False
    return True
