"""The values that a matplotlib figure was drawn from, as text: {"series": [{"name", "x", "y"}]}."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sandbox.runner.tables import plain

_SERIES, _POINTS = 20, 2000
_BYTES = 200_000  # as text inside a frame
_LABEL = 200  # characters
_SAME, _BESIDE = 1e-9, 0.5  # how far from a label its value may stand; bars stand side by side

Value = str | float | int
Series = tuple[str, Iterable[Any], Iterable[Any]]


def values_behind(figure: Any) -> str:
    """ "" where there are none, or too many for a frame. Never raises."""
    try:
        series = [about for one in islice(_all(figure), _SERIES) if (about := _series(*one))["x"]]
        text = json.dumps({"series": series}, ensure_ascii=False, allow_nan=False)
        size = len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace"))
        return text if series and size <= _BYTES else ""
    except Exception:  # noqa: BLE001  (any artist may be on it, of any library)
        return ""


def _series(name: str, xs: Iterable[Any], ys: Iterable[Any]) -> dict[str, Any]:
    points = [(_value(x), _value(y)) for x, y in islice(zip(xs, ys, strict=False), _POINTS)]
    whole = [(x, y) for x, y in points if x is not None and y is not None]
    return {"name": name, "x": [x for x, _ in whole], "y": [y for _, y in whole]}


def _all(figure: Any) -> Iterator[Series]:
    for axes in figure.axes:
        for container in axes.containers:
            if hasattr(container, "patches") and hasattr(container, "orientation"):
                yield _bars(axes, container)
        for line in axes.lines:
            if line.get_transform() == axes.transData and not _is_whisker(axes, line):  # else a rule across
                yield _line(axes, line)
        for collection in axes.collections:
            if type(collection).__name__ == "PathCollection":
                yield _dots(axes, collection)
        yield from _pie(axes)


def _is_whisker(axes: Any, line: Any) -> bool:
    """How far a bar may be off, as seaborn draws it: straight, and without a name."""
    if not axes.containers or _name(line):
        return False
    return any(len({str(value) for value in values}) <= 1 for values in line.get_data(orig=True))


def _bars(axes: Any, container: Any) -> Series:
    bars = [bar for bar in container.patches if bar is not None]
    if container.orientation == "horizontal":
        middles = [bar.get_y() + bar.get_height() / 2 for bar in bars]
        return (
            _name(container),
            map(_words(axes, axes.yaxis, _BESIDE), middles),
            [bar.get_width() for bar in bars],
        )
    middles = [bar.get_x() + bar.get_width() / 2 for bar in bars]
    return (
        _name(container),
        map(_words(axes, axes.xaxis, _BESIDE), middles),
        [bar.get_height() for bar in bars],
    )


def _line(axes: Any, line: Any) -> Series:
    """As they were given: dates as dates, names as names."""
    x, y = line.get_xdata(orig=True), line.get_ydata(orig=True)
    return _name(line), map(_words(axes, axes.xaxis, _SAME), x), map(_words(axes, axes.yaxis), y)


def _dots(axes: Any, collection: Any) -> Series:
    places = collection.get_offsets().tolist()
    across, up = _words(axes, axes.xaxis, _SAME), _words(axes, axes.yaxis)
    return _name(collection), [across(x) for x, _ in places], [up(y) for _, y in places]


def _pie(axes: Any) -> Iterator[Series]:
    wedges = [patch for patch in axes.patches if type(patch).__name__ == "Wedge"]
    if wedges:
        yield "", [_name(wedge) for wedge in wedges], [(one.theta2 - one.theta1) / 360 for one in wedges]


def _name(artist: Any) -> str:
    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else label[:_LABEL]


def _words(axes: Any, axis: Any, near: float = 0.0) -> Callable[[Any], Any]:
    """What a place on the axis stands for: a category, a date, a label of its own (if `near`), or the number."""
    categories = getattr(getattr(axis, "units", None), "_mapping", None)
    if categories:
        return _nearest({float(place): str(name) for name, place in categories.items()}, near or _SAME)
    kind = type(axis.get_converter() if hasattr(axis, "get_converter") else axis.converter).__name__
    if kind == "PeriodConverter":
        return _period(getattr(axis, "freq", None) or getattr(axes, "freq", None))
    if "Date" in kind:
        return _date
    return _nearest(_labels(axis) if near else {}, near)


def _labels(axis: Any) -> dict[float, str]:
    """What the program wrote at places of its own, unless these are the numbers themselves."""
    if type(axis.get_major_locator()).__name__ != "FixedLocator":
        return {}
    texts = [label.get_text() for label in axis.get_ticklabels()]
    named = {float(at): text for at, text in zip(axis.get_ticklocs(), texts, strict=False)}
    same = all(_number(text) == at for at, text in named.items())
    return {} if same or not all(texts) else named


def _number(text: str) -> float | None:
    try:
        return float(text.replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return None


def _nearest(named: dict[float, str], near: float) -> Callable[[Any], Any]:
    def find(place: Any) -> Any:
        if isinstance(place, str) or not named:
            return place
        best = min(named, key=lambda at: abs(at - float(place)))
        return named[best] if abs(best - float(place)) <= near else place

    return find


def _date(place: Any) -> Any:
    number = plain(place)
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        return place
    moment = sys.modules["matplotlib.dates"].num2date(number).replace(tzinfo=None)
    return (moment + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)


def _period(freq: Any) -> Callable[[Any], Any]:
    pandas: Any = sys.modules["pandas"]

    def find(place: Any) -> Any:
        return (
            pandas.Period(ordinal=int(place), freq=freq).start_time if not hasattr(place, "freq") else place
        )

    return find


def _value(value: Any) -> Value | None:
    """A finite number or text; None for what is missing."""
    if type(value).__name__ == "MaskedConstant":
        return None
    if type(value).__name__ == "datetime64":
        value = value.astype("datetime64[us]").item()
    if hasattr(value, "start_time"):
        value = value.start_time
    if isinstance(value, datetime.datetime) and value.tzinfo is None and value.time() == datetime.time():
        value = value.date()
    found = plain(value)
    if isinstance(found, bool):
        return int(found)
    return found[:_LABEL] if isinstance(found, str) else found
