"""Rows that Python's own `csv` reads from given files. Empty lines are no rows."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from sandbox.runner.ledger import Ledger, Tally, replace, safely

_TALLY = "_oneoff_tally"


class _Rows:
    """A `csv.reader` that counts; it is gone through as the one inside."""

    def __init__(self, reader: Any, tally: Tally) -> None:
        self._reader, self._tally = reader, tally

    def __iter__(self) -> Iterator[list[str]]:
        tally = self._tally
        for row in self._reader:
            if row:
                if tally.columns is None:
                    tally.columns = len(row)
                tally.rows += 1
            yield row
        tally.end()

    def __next__(self) -> list[str]:
        row: list[str] | None = next(self._reader, None)
        if row is None:
            self._tally.end()
            raise StopIteration
        if row:
            if self._tally.columns is None:
                self._tally.columns = len(row)
            self._tally.rows += 1
        return row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


def watch_csv(ledger: Ledger, csv: Any) -> None:
    """Change `csv` after its import."""
    replace(csv, "reader", lambda original: _reader(ledger, original))
    replace(csv.DictReader, "__init__", lambda original: _opened(ledger, original))
    replace(csv.DictReader, "__next__", _counted)


def _tally(ledger: Ledger, source: Any) -> Tally | None:
    if ledger.busy or isinstance(source, (str, list, tuple)):
        return None
    files = safely(ledger.names, source)
    return ledger.tally(files[0], "csv") if files else None


def _reader(ledger: Ledger, original: Any) -> Any:
    @functools.wraps(original)
    def reader(*args: Any, **more: Any) -> Any:
        made = original(*args, **more)
        tally = _tally(ledger, args[0])
        return made if tally is None else _Rows(made, tally)

    return reader


def _opened(ledger: Ledger, original: Any) -> Any:
    @functools.wraps(original)
    def __init__(self: Any, *args: Any, **more: Any) -> None:
        tally = _tally(ledger, args[0] if args else more.get("f"))
        if tally is None:
            original(self, *args, **more)
            return
        with ledger.inside():
            original(self, *args, **more)
        setattr(self, _TALLY, tally)

    return __init__


def _counted(original: Any) -> Any:
    @functools.wraps(original)
    def __next__(self: Any) -> Any:
        tally: Tally | None = self.__dict__.get(_TALLY)
        if tally is None:
            return original(self)
        try:
            row = original(self)
        except StopIteration:
            tally.columns = len(self.fieldnames or ())
            tally.end()
            raise
        tally.rows += 1
        if tally.columns is None:
            tally.columns = len(self.fieldnames or ())
        return row

    return __next__
