"""Rows of sheets that openpyxl goes through. Empty rows are none; a row that is seen twice counts once."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from typing import Any

from sandbox.runner.ledger import Ledger, Tell, arguments, by_program, replace, safely

_SHEET = "_oneoff_sheet"
_MOST_ROWS = 1 << 21  # twice what a sheet can have


class _Sheet:
    """What was seen of one sheet. `otherwise`: cells were looked at one by one, so rows aren't known."""

    def __init__(self, ledger: Ledger, file: str, part: str) -> None:
        self._ledger, self._file, self._part = ledger, file, part
        self._seen = bytearray()
        self._columns: int | None = None
        self.ended = self.otherwise = self.inside = False

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy of a workbook isn't what was read from the file."""
        return type(None), ()

    def see(self, number: int, row: tuple[Any, ...]) -> None:
        if number >= _MOST_ROWS or not any(getattr(cell, "value", cell) is not None for cell in row):
            return
        if number >= len(self._seen):
            self._seen.extend(bytes(number + 1024 - len(self._seen)))
        self._seen[number] = 1
        self._columns = max(self._columns or 0, len(row))

    def tell(self) -> None:
        rows = sum(self._seen)
        if self.otherwise:
            self._ledger.read(self._file, "openpyxl", part=self._part)
        elif rows or self.ended:
            columns, some = self._columns, not self.ended
            self._ledger.read(self._file, "openpyxl", rows, columns, part=self._part, some=some)


def watch_openpyxl(ledger: Ledger, openpyxl: Any) -> None:
    """Change openpyxl after its import."""
    ordinary = sys.modules["openpyxl.worksheet.worksheet"].Worksheet
    lean = sys.modules["openpyxl.worksheet._read_only"].ReadOnlyWorksheet
    rows, item, cell = ordinary.iter_rows, ordinary.__getitem__, ordinary.cell
    for kind in (ordinary, lean):
        replace(kind, "iter_rows", lambda _original: _iterated(rows))
        replace(kind, "__getitem__", lambda _original: _looked_up(item))
        replace(kind, "cell", lambda _original: _asked(cell))
        replace(kind, "iter_cols", _by_columns)
    replace(openpyxl, "load_workbook", lambda original: _loaded(ledger, original))


def _loaded(ledger: Ledger, original: Any) -> Any:
    def watch(args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        files = ledger.names(arguments(original, args, more).get("filename"))

        def tell(book: Any) -> None:
            for sheet in book.worksheets:
                seen = _Sheet(ledger, files[0], str(sheet.title))
                setattr(sheet, _SHEET, seen)
                ledger.at_end(seen.tell)

        return tell if files else None

    return ledger.wrap(original, watch)


def _asked(original: Any) -> Any:
    """`cell` as the program calls it; going through rows calls it, too."""

    @functools.wraps(original)
    def cell(self: Any, *args: Any, **more: Any) -> Any:
        seen: _Sheet | None = vars(self).get(_SHEET)
        if seen is not None and not (seen.inside or seen.otherwise):
            seen.otherwise = by_program(sys._getframe(1))
        return original(self, *args, **more)

    return cell


def _iterated(original: Any) -> Any:
    @functools.wraps(original)
    def iter_rows(self: Any, *args: Any, **more: Any) -> Any:
        seen: _Sheet | None = vars(self).get(_SHEET)
        rows = original(self, *args, **more)
        if seen is None:
            return rows
        given = safely(arguments, original, (self, *args), more) or {}
        return _watched(self, seen, rows, given.get("min_row") or 1, given.get("max_row"))

    return iter_rows


def _watched(sheet: Any, seen: _Sheet, rows: Any, first: int, last: int | None) -> Iterator[Any]:
    number, rows = first, iter(rows)
    while True:
        seen.inside = True
        try:
            row = next(rows, None)
        finally:
            seen.inside = False
        if row is None:
            break
        safely(seen.see, number, row)
        number += 1
        yield row
    if last is None or last >= (sheet.max_row or 0):
        seen.ended = True


def _looked_up(original: Any) -> Any:
    """`sheet[2]` is a row and gone through as such; `sheet["A1"]` is a cell."""

    @functools.wraps(original)
    def __getitem__(self: Any, key: Any) -> Any:
        seen: _Sheet | None = vars(self).get(_SHEET)
        if seen is not None and not isinstance(key, int) and by_program(sys._getframe(1)):
            seen.otherwise = True
        return original(self, key)

    return __getitem__


def _by_columns(original: Any) -> Any:
    @functools.wraps(original)
    def iter_cols(self: Any, *args: Any, **more: Any) -> Any:
        seen: _Sheet | None = vars(self).get(_SHEET)
        if seen is not None:
            seen.otherwise = True
        return original(self, *args, **more)

    return iter_cols
