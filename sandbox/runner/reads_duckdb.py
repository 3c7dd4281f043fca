"""Files that DuckDB opens by itself: those named in quotes in a query, or given to its readers. Rows aren't known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sandbox.runner.ledger import Ledger, Tell, replace

_QUERIES = ("sql", "query", "execute", "executemany", "from_query")
_READERS = ("read_csv", "read_json", "read_parquet", "from_csv_auto", "from_parquet")
_QUOTED = re.compile(r"'([^'\n]{1,1000})'|\"([^\"\n]{1,1000})\"")
_LONGEST = 200_000  # characters of a query that are looked at


def watch_duckdb(ledger: Ledger, duckdb: Any) -> None:
    """Change DuckDB after its import: functions of the module and methods of a connection."""

    def query(args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        return _telling(ledger, [text for value in (*args, *more.values()) for text in _texts(value)])

    def read(args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        return _telling(ledger, [*args, *more.values()])

    for owner in (duckdb, duckdb.DuckDBPyConnection):
        for name in _QUERIES:
            replace(owner, name, lambda original: ledger.wrap(original, query))
        for name in _READERS:
            replace(owner, name, lambda original: ledger.wrap(original, read))


def _telling(ledger: Ledger, sources: list[Any]) -> Tell | None:
    files = dict.fromkeys(ledger.names(sources))

    def tell(_result: Any) -> None:
        for file in files:
            ledger.read(file, "duckdb")

    return tell if files else None


def _texts(value: Any) -> Iterator[str]:
    """What may be a file's name: a parameter as a whole, and each part of a query in quotes."""
    if isinstance(value, str):
        yield value
        for one, other in _QUOTED.findall(value[:_LONGEST]):
            yield one or other
    elif isinstance(value, (list, tuple)):
        for part in value[:100]:
            yield from _texts(part)
