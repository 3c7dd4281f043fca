"""Which libraries are watched, once a program has imported them; what watches them is imported only then."""

from __future__ import annotations

import contextlib
import importlib

from sandbox.runner.hooks import Change
from sandbox.runner.ledger import Ledger

_WATCHED = {
    "pandas": (("reads_pandas", "watch_pandas"), ("drops", "watch_pandas_drops")),
    "polars": (("reads_polars", "watch_polars"), ("drops", "watch_polars_drops")),
    "duckdb": (("reads_duckdb", "watch_duckdb"),),
    "csv": (("reads_csv", "watch_csv"),),
    "openpyxl": (("reads_openpyxl", "watch_openpyxl"),),
}


def watching(ledger: Ledger) -> dict[str, Change]:
    """Changes by module, for `AfterImport`."""
    return {name: _change(ledger, parts) for name, parts in _WATCHED.items()}


def _change(ledger: Ledger, parts: tuple[tuple[str, str], ...]) -> Change:
    def change(module: object) -> None:
        for name, function in parts:
            with contextlib.suppress(Exception):  # another version of a library: it goes unmeasured
                getattr(importlib.import_module(f"sandbox.runner.{name}"), function)(ledger, module)

    return change
