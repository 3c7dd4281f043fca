"""IPython's display machinery, speaking to a `Report`: one best media type for each thing shown."""

# IPython is there where this runs, and isn't where it is checked
# mypy: disable-error-code="import-not-found, misc, no-any-return"

from __future__ import annotations

import json
import sys
from base64 import b64decode
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.formatters import DisplayFormatter

from sandbox.runner.pictures import figure_png, open_figures, picture_png
from sandbox.runner.report import Report
from sandbox.runner.tables import TABLE, table

_BEST = (
    TABLE,
    "application/vnd.plotly.v1+json",
    "application/vnd.vegalite.v6+json",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/svg+xml",
    "text/html",
    "text/markdown",
    "text/latex",
    "application/json",
    "text/plain",
)
_ENTRY = "sandbox/entry"  # beside the media types of a bundle: what is shown and what was cut

Bundle = dict[str, Any]


def _bundle(mime: str, data: Any, *, what: str, text: str, cut: str = "") -> Bundle:
    return {mime: data, "text/plain": text, _ENTRY: {"what": what, "cut": cut}}


def _frame(thing: Any, rows: int) -> Bundle:
    shown = table(thing, rows)
    return _bundle(TABLE, shown.data, what="table", text=shown.text, cut=shown.cut)


def _figure(thing: Any, _rows: int) -> Bundle:
    title = thing.get_suptitle() or next((axes.get_title() for axes in thing.axes if axes.get_title()), "")
    return _bundle("image/png", figure_png(thing), what="chart", text=title)


def _plotly(thing: Any, _rows: int) -> Bundle:
    text = str(getattr(thing.layout.title, "text", None) or "")
    return _bundle("application/vnd.plotly.v1+json", thing.to_json(), what="chart", text=text)


def _altair(thing: Any, _rows: int) -> Bundle:
    major = sys.modules["altair"].SCHEMA_VERSION.lstrip("v").partition(".")[0]
    document = json.dumps(thing.to_dict())
    return _bundle(
        f"application/vnd.vegalite.v{major}+json",
        document,
        what="chart",
        text=str(thing.to_dict().get("title", "")),
    )


def _picture(thing: Any, _rows: int) -> Bundle:
    return _bundle(
        "image/png", picture_png(thing), what="picture", text=f"{thing.width} × {thing.height} pixels"
    )


def _string(thing: str, _rows: int) -> Bundle:
    return {"text/plain": thing}  # as it is: quotes would be taken for part of it


_KNOWN: dict[tuple[str, str], Callable[[Any, int], Bundle]] = {
    ("pandas", "DataFrame"): _frame,
    ("pandas", "Series"): _frame,
    ("matplotlib", "Figure"): _figure,
    ("plotly", "BaseFigure"): _plotly,
    ("altair", "TopLevelMixin"): _altair,
    ("PIL", "Image"): _picture,
    ("builtins", "str"): _string,
}


def _is_drawing(thing: Any) -> bool:
    """Axes, lines, bars: what plotting calls return. The figure itself is shown anyway."""
    if isinstance(thing, (list, tuple)):
        return any(_is_drawing(part) for part in thing[:5])
    if type(thing).__name__ == "ndarray" and thing.dtype == object:
        return thing.size > 0 and _is_drawing(thing.flat[0])
    return any(
        kind.__module__.startswith("matplotlib.") and kind.__name__ != "Figure"
        for kind in type(thing).__mro__
    )


class Formatter(DisplayFormatter):
    """IPython's, with tables, charts and pictures known by the names of their types."""

    rows = 10_000

    def format(self, obj: Any, include: Any = None, exclude: Any = None) -> tuple[Bundle, Bundle]:
        for kind in type(obj).__mro__:
            known = _KNOWN.get((kind.__module__.partition(".")[0], kind.__name__))
            if known is not None:
                return known(obj, self.rows), {}
        bundle, about = super().format(obj, include, exclude)
        return bundle, about


class Screen:
    """Where bundles end: the best media type goes out, with its plain text."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def show(self, bundle: Bundle) -> None:
        mime = next((name for name in _BEST if name in bundle), None) or next(iter(sorted(bundle)), None)
        if mime is None:
            return
        entry = bundle.get(_ENTRY, {})
        text = str(bundle.get("text/plain", ""))
        data = _bytes(mime, bundle[mime])
        self._report.show(mime, data, what=entry.get("what", ""), text=text, cut=entry.get("cut", ""))

    def show_figures(self) -> None:
        for figure in open_figures():
            self.show(_figure(figure, 0))


def _bytes(mime: str, value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        binary = mime.startswith("image/") and mime != "image/svg+xml"
        return b64decode(value) if binary else value.encode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace")


class Publisher(DisplayPublisher):
    """What `display(x)` calls."""

    screen: Screen

    def publish(self, data: Bundle, *args: Any, **more: Any) -> None:
        self.screen.show(data)

    def clear_output(self, wait: bool = False) -> None:
        """There is no cell to clear."""


class LastExpression(DisplayHook):
    """What the last expression of the program goes through."""

    screen: Screen
    silenced = False  # the program ends with a semicolon

    def __call__(self, result: Any = None) -> None:
        if result is None or self.silenced or _is_drawing(result):
            return
        bundle, _ = self.shell.display_formatter.format(result)
        self.screen.show(bundle)
