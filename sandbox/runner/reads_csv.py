"""Rows that Python's own `csv` reads from given files. Empty lines are no rows."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from sandbox.runner.ledger import Ledger, Tally, replace, safely

_TALLY = "_oneoff_tally"


class _Rows:
    """A `csv.reader` that counts; it is gone through as the one inside."""

    def __init__(self, reader: Any, tally: Tally) -> None:
        self._reader, self._tally = reader, tally

    def __iter__(self) -> Iterator[list[str]]:
        return _going_on(self._tally, self._counted)

    def _counted(self) -> Iterator[list[str]]:
        tally = self._tally
        for row in self._reader:
            self._width(row)
            yield row
            break
        for row in self._reader:
            if row:
                tally.rows += 1
            yield row
        tally.end()

    def __next__(self) -> list[str]:
        row: list[str] | None = next(self._reader, None)
        if row is None:
            self._tally.end()
            raise StopIteration
        self._width(row)
        return row

    def _width(self, row: list[str]) -> None:
        if row:
            self._tally.rows += 1
            self._tally.columns = self._tally.columns or len(row)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


def _going_on(tally: Tally, rows: Callable[[], Iterator[Any]]) -> Iterator[Any]:
    """`rows` until its end, begun anew after a bad line: a generator is over then, and a reader isn't."""
    return chain.from_iterable(iter(lambda: None if tally.ended else rows(), None))


def watch_csv(ledger: Ledger, csv: Any) -> None:
    """Change `csv` after its import."""
    replace(csv, "reader", lambda original: _reader(ledger, original))
    replace(csv.DictReader, "__init__", lambda original: _opened(ledger, original))
    advance = csv.DictReader.__next__
    replace(csv.DictReader, "__next__", _counted)
    replace(
        csv.DictReader, "__iter__", lambda original: _iterated(original, advance, csv.DictReader.__next__)
    )


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


def _iterated(original: Any, advance: Any, counted: Any) -> Any:
    """A `for` asks for each row without the way through `counted`."""

    @functools.wraps(original)
    def __iter__(self: Any) -> Any:
        tally: Tally | None = self.__dict__.get(_TALLY)
        if tally is None or type(self).__next__ is not counted:
            return original(self)
        return _going_on(tally, lambda: _rows(self, tally, advance))

    return __iter__


def _rows(reader: Any, tally: Tally, advance: Any) -> Iterator[Any]:
    tally.columns = len(reader.fieldnames or ())
    while True:
        try:
            row = advance(reader)
        except StopIteration:
            break
        tally.rows += 1
        yield row
    tally.end()
