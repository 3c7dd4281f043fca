"""Tables that pandas reads from given files."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from typing import Any

from sandbox.runner.ledger import Ledger, Tally, Tell, arguments, replace

_READERS = (
    "read_csv",
    "read_table",
    "read_fwf",
    "read_json",
    "read_parquet",
    "read_feather",
    "read_orc",
    "read_xml",
)
_SOURCES = ("filepath_or_buffer", "path_or_buf", "path_or_buffer", "path", "io")
_LEFT_OUT = ("skiprows", "skipfooter", "filters")
_TALLY, _FILES = "_oneoff_tally", "_oneoff_files"


def watch_pandas(ledger: Ledger, pandas: Any) -> None:
    """Change pandas after its import."""
    for name in _READERS:
        replace(pandas, name, lambda original: _reader(ledger, original))
    replace(pandas.ExcelFile, "__init__", lambda original: _workbook(ledger, original))
    excel = sys.modules["pandas.io.excel._base"]
    replace(excel.BaseExcelReader, "parse", lambda original: _parser(ledger, original))
    readers, json = sys.modules["pandas.io.parsers.readers"], sys.modules["pandas.io.json._json"]
    replace(readers.TextFileReader, "read", _counted)
    replace(json.JsonReader, "read", _counted)
    replace(json.JsonReader, "__next__", _counted)


def _reader(ledger: Ledger, original: Any) -> Any:
    def watch(args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        given = arguments(original, args, more)
        files = ledger.names(next((given[name] for name in _SOURCES if name in given), None))
        some, index = only_some(given), original.__name__ != "read_json"

        def tell(result: Any) -> None:
            if len(files) != 1:
                for file in files:
                    ledger.read(file, "pandas", some=some)
            elif hasattr(result, "shape"):
                rows, columns = size(result, index=index)
                ledger.read(files[0], "pandas", rows, columns, some=some)
            else:
                setattr(result, _TALLY, ledger.tally(files[0], "pandas", some=some))

        return tell

    return ledger.wrap(original, watch)


def _workbook(ledger: Ledger, original: Any) -> Any:
    """Opening is no reading yet, but only here it is told which file it is."""

    def watch(args: tuple[Any, ...], more: dict[str, Any]) -> Tell:
        files = ledger.names(args[1] if len(args) > 1 else more.get("path_or_buffer"))
        return lambda _result: setattr(args[0]._reader, _FILES, files)

    return ledger.wrap(original, watch)


def _parser(ledger: Ledger, original: Any) -> Any:
    def watch(args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        reader, given = args[0], arguments(original, args, more)
        files, some = getattr(reader, _FILES, []), only_some(given)

        def tell(result: Any) -> None:
            for part, frame in _sheets(reader, given.get("sheet_name", 0), result):
                rows, columns = size(frame)
                ledger.read(files[0], "pandas", rows, columns, part=part, some=some)

        return tell if files else None

    return ledger.wrap(original, watch)


def _sheets(reader: Any, asked: Any, result: Any) -> Iterator[tuple[str, Any]]:
    frames = result if isinstance(result, dict) else {asked: result}
    for key, frame in frames.items():
        yield (str(reader.sheet_names[key]) if isinstance(key, int) else str(key)), frame


def _counted(original: Any) -> Any:
    """A method that gives the next piece, or all that is left."""

    @functools.wraps(original)
    def counted(self: Any, *args: Any, **more: Any) -> Any:
        tally: Tally | None = vars(self).get(_TALLY)
        if tally is None:
            return original(self, *args, **more)
        try:
            piece = original(self, *args, **more)
        except StopIteration:
            tally.end()
            raise
        rows, columns = size(piece)
        tally.rows, tally.columns = tally.rows + rows, columns
        if original.__name__ == "read" and all(value is None for value in (*args, *more.values())):
            tally.end()
        return piece

    return counted


def only_some(given: dict[str, Any]) -> bool:
    """It was told to leave rows out."""
    if given.get("nrows") is not None or given.get("on_bad_lines") not in (None, "error"):
        return True
    return any(_said(given.get(name)) for name in _LEFT_OUT)


def _said(value: Any) -> bool:
    return value is not None and (
        callable(value) or (len(value) > 0 if hasattr(value, "__len__") else value != 0)
    )


def size(frame: Any, *, index: bool = True) -> tuple[int, int]:
    """Rows and columns; with those that became the index (numbered rows are no column)."""
    columns = frame.shape[1] if frame.ndim > 1 else 1
    own = index and type(frame.index).__name__ != "RangeIndex"
    return len(frame), columns + (frame.index.nlevels if own else 0)
