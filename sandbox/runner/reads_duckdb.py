"""Files that DuckDB opens by itself: those named in quotes in a query, or given to its readers. Rows aren't known."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterator
from typing import Any

from sandbox.runner.failure import OURS
from sandbox.runner.ledger import Ledger, Tell, Watch, replace, safely

_QUERIES = ("sql", "query", "execute", "executemany", "from_query")
_READERS = ("read_csv", "read_json", "read_parquet", "from_csv_auto", "from_parquet")
_QUOTED = re.compile(r"'([^'\n]{1,1000})'|\"([^\"\n]{1,1000})\"")
_CALL = "_oneoff_call"
_CODE = compile(f"{_CALL}()", "<measured>", "eval").replace(co_name=OURS)
_LONGEST = 200_000  # characters of a query that are looked at


def watch_duckdb(ledger: Ledger, duckdb: Any) -> None:
    """Change DuckDB after its import: functions of the module and methods of a connection."""

    def query(args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        return _telling(ledger, [text for value in (*args, *more.values()) for text in _texts(value)])

    def read(args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        return _telling(ledger, [*args, *more.values()])

    for owner in (duckdb, duckdb.DuckDBPyConnection):
        for name in _QUERIES:
            replace(owner, name, lambda original: _wrap(ledger, original, query))
        for name in _READERS:
            replace(owner, name, lambda original: _wrap(ledger, original, read))


def _wrap(ledger: Ledger, original: Any, watch: Watch) -> Any:
    """DuckDB looks for tables among the variables of the frame that calls it: it is called in one that has them."""

    @functools.wraps(original)
    def wrapped(*args: Any, **more: Any) -> Any:
        tell = safely(watch, args, more)
        caller = sys._getframe(1)
        variables = {**caller.f_locals, _CALL: functools.partial(original, *args, **more)}
        result = eval(_CODE, caller.f_globals, variables)  # noqa: S307  (two words of our own)
        if tell is not None:
            safely(tell, result)
        return result

    return wrapped


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
