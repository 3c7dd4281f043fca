"""What a program shows, as media bundles of Jupyter's kind, speaking to a `Report`.

Tables, charts, pictures and plain values are known here. Everything else is IPython's to format, and IPython
is brought in only then: it costs 0.2 s of processor, more than most programs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from sandbox.runner.frames import TABLE
from sandbox.runner.pictures import figure_png, open_figures, picture_png
from sandbox.runner.report import Report

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
_ENTRY = "sandbox/entry"  # beside the media types of a bundle: what is shown, what was cut, a chart's values

Bundle = dict[str, Any]


def _bundle(mime: str, data: Any, *, what: str, text: str, cut: str = "", behind: str = "") -> Bundle:
    return {mime: data, "text/plain": text, _ENTRY: {"what": what, "cut": cut, "behind": behind}}


def _frame(thing: Any, rows: int) -> Bundle:
    from sandbox.runner.tables import table

    shown = table(thing, rows)
    return _bundle(TABLE, shown.data, what="table", text=shown.text, cut=shown.cut)


def _figure(thing: Any, _rows: int) -> Bundle:
    title = thing.get_suptitle() or next((axes.get_title() for axes in thing.axes if axes.get_title()), "")
    from sandbox.runner.behind import values_behind

    picture = figure_png(thing)
    return _bundle("image/png", picture, what="chart", text=title, behind=values_behind(thing))


def _plotly(thing: Any, _rows: int) -> Bundle:
    text = str(getattr(thing.layout.title, "text", None) or "")
    return _bundle("application/vnd.plotly.v1+json", thing.to_json(), what="chart", text=text)


def _altair(thing: Any, _rows: int) -> Bundle:
    major = sys.modules["altair"].SCHEMA_VERSION.lstrip("v").partition(".")[0]
    plain = thing.to_dict()
    mime = f"application/vnd.vegalite.v{major}+json"
    return _bundle(mime, json.dumps(plain), what="chart", text=str(plain.get("title", "")))


def _picture(thing: Any, _rows: int) -> Bundle:
    return _bundle(
        "image/png", picture_png(thing), what="picture", text=f"{thing.width} × {thing.height} pixels"
    )


def _string(thing: str, _rows: int) -> Bundle:
    return {"text/plain": thing}  # as it is: quotes would be taken for part of it


def _number(thing: object, _rows: int) -> Bundle:
    return {"text/plain": repr(thing)}


_KNOWN: dict[tuple[str, str], Callable[[Any, int], Bundle]] = {
    ("pandas", "DataFrame"): _frame,
    ("pandas", "Series"): _frame,
    ("polars", "DataFrame"): _frame,
    ("polars", "Series"): _frame,
    ("duckdb", "DuckDBPyRelation"): _frame,
    ("_duckdb", "DuckDBPyRelation"): _frame,
    ("matplotlib", "Figure"): _figure,
    ("plotly", "BaseFigure"): _plotly,
    ("altair", "TopLevelMixin"): _altair,
    ("PIL", "Image"): _picture,
    ("builtins", "str"): _string,
    ("builtins", "int"): _number,
    ("builtins", "float"): _number,
    ("builtins", "bool"): _number,
    ("builtins", "NoneType"): _number,
}


def known_bundle(thing: Any, rows: int) -> Bundle | None:
    """By the names of its types; None where only IPython can tell."""
    for kind in type(thing).__mro__:
        known = _KNOWN.get((kind.__module__.partition(".")[0], kind.__name__))
        if known is not None:
            return known(thing, rows)
    return None


def is_drawing(thing: Any) -> bool:
    """Axes, lines, bars: what plotting calls return. The figure itself is shown anyway."""
    if isinstance(thing, (list, tuple)):
        return any(is_drawing(part) for part in thing[:5])
    if type(thing).__name__ == "ndarray" and thing.dtype == object:
        return thing.size > 0 and is_drawing(thing.flat[0])
    return any(
        kind.__module__.startswith("matplotlib.") and kind.__name__ != "Figure"
        for kind in type(thing).__mro__
    )


class Screen:
    """Where bundles end: the best media type goes out, with its plain text. `rows`: a table is cut there."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.rows = 0

    def display(self, *things: Any, **options: Any) -> Any:
        """The `display` that every program has."""
        if options:
            return self._jupyter().display(*things, **options)
        for thing in things:
            self.show_thing(thing)
        return None

    def show_thing(self, thing: Any) -> None:
        bundle = known_bundle(thing, self.rows)
        if bundle is None:
            self._jupyter().display(thing)
        else:
            self.show(bundle)

    def show_last(self, thing: Any) -> None:
        """The value of the program's last expression."""
        if not is_drawing(thing):
            self.show_thing(thing)

    def show(self, bundle: Bundle) -> None:
        mime = next((name for name in _BEST if name in bundle), None) or next(iter(sorted(bundle)), None)
        if mime is None:
            return
        entry = bundle.get(_ENTRY, {})
        text = str(bundle.get("text/plain", ""))
        data = _bytes(mime, bundle[mime])
        about = {name: entry.get(name, "") for name in ("what", "cut", "behind")}
        self._report.show(mime, data, text=text, **about)

    def show_figures(self) -> None:
        for figure in open_figures():
            self.show(_figure(figure, 0))

    def bring_ipython(self) -> None:
        """The program imports IPython by itself, perhaps to call its `display`."""
        if "sandbox.runner.jupyter" not in sys.modules:
            self._jupyter()

    def _jupyter(self) -> Any:
        """Not before it is needed, and no `get_ipython` either: pandas and others look for it, and use it."""
        from sandbox.runner import jupyter

        jupyter.shell(self)
        return jupyter


def _bytes(mime: str, value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        if mime.startswith("image/") and mime != "image/svg+xml":
            from base64 import b64decode

            return b64decode(value)
        return value.encode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace")
