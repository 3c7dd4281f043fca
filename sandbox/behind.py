"""The values behind a chart that is a picture, as a program says them: read as untrusted."""

from __future__ import annotations

import json
from typing import Any

from sandbox.text import clean

_SERIES, _POINTS, _LABEL = 20, 2000, 200
_LONGEST = 200_000  # characters


def checked(said: object) -> str:
    """{"series": [{"name", "x", "y"}]} as JSON, names and texts cleaned; "" for anything else."""
    if not isinstance(said, str) or not said or len(said) > _LONGEST:
        return ""
    try:
        series = [_series(one) for one in _list(json.loads(said)["series"])[:_SERIES]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return json.dumps({"series": series}, ensure_ascii=False, allow_nan=False) if series else ""


def _series(about: Any) -> dict[str, Any]:
    x, y = ([_value(value) for value in _list(about[key])[:_POINTS]] for key in ("x", "y"))
    if len(x) != len(y):
        raise ValueError("Each point has two values.")
    return {"name": _text(about["name"]), "x": x, "y": y}


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("That isn't a list.")
    return value


def _value(value: Any) -> str | float | int:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError("A value is a number or a text.")
    if not abs(value) <= 1e300:  # NaN isn't, either
        raise ValueError("No chart has such a number.")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("A name is a text.")
    return clean(value[:_LABEL].encode("utf-8", "replace").decode("utf-8"))
