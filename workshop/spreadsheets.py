"""A stored table as CSV or as an Excel workbook. No cell of it is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_EXACT = 10**15  # Excel keeps fifteen digits of a number
_LONGEST = 32_767  # characters of a cell
_LONGEST_NAME = 31  # of a sheet
_OLDEST = 1900
_ROWS, _COLUMNS = 1_048_575, 16_384


def as_csv(content: bytes) -> bytes:
    """UTF-8 with a mark that Excel understands. All text stands in quotes, so that no other separator splits it."""
    names, _kinds, rows = _opened(content)
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_harmless(name) for name in names])
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def as_excel(contents: Sequence[bytes], sheets: Sequence[str]) -> bytes:
    """A sheet a table, named by `sheets`. Numbers are numbers, days and times are such, all else is text; what Excel can't hold exactly, too."""
    import xlsxwriter  # only when somebody wants it

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        styles = {form: book.add_format({"num_format": form}) for form in (_DAY, _TIME)}
        styles[_HEAD] = book.add_format({"bold": True})
        for name, content in zip(sheets, contents, strict=True):
            _fill(book.add_worksheet(name[:_LONGEST_NAME]), content, styles)
    return made.getvalue()


def _fill(sheet: Any, content: bytes, styles: dict[str, Any]) -> None:
    names, kinds, rows = _opened(content)
    names, rows = names[:_COLUMNS], rows[:_ROWS]
    widths = [_wide(str(name)) for name in names]
    for at, name in enumerate(names):
        sheet.write_string(0, at, str(name)[:_LONGEST], styles[_HEAD])
    for number, row in enumerate(rows, 1):
        for at, (value, kind) in enumerate(zip(row[: len(names)], kinds, strict=False)):
            _write(sheet, number, at, _as_kind(value, kind), styles)
            if number <= _LOOKED and value is not None:
                widths[at] = max(widths[at], _wide(str(value)))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 0)
    if rows and names:
        sheet.autofilter(0, 0, len(rows), len(names) - 1)


_DAY, _TIME, _HEAD = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "head"
_LOOKED = 200  # rows that decide how wide a column is


def _wide(text: str) -> int:
    return min(max(len(text) + 2, 9), 50)


def _write(sheet: Any, row: int, column: int, value: Any, styles: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        midnight = value.time() == datetime.min.time()
        sheet.write_datetime(row, column, value, styles[_DAY if midnight else _TIME])
    else:
        sheet.write_string(row, column, _as_text(value)[:_LONGEST])


def _as_kind(value: Any, kind: str) -> Any:
    """Texts stay texts, even where they look like a number, a day or a formula."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _EXACT:
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, str) and kind in ("date", "datetime"):
        return _moment(value)
    return value


def _moment(text: str) -> datetime | str:
    """A time of a certain zone and one before Excel's first year stay as they are written."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return found if found.tzinfo is None and found.year >= _OLDEST else text


def _opened(content: bytes) -> tuple[list[str], list[str], list[list[Any]]]:
    resource = json.loads(content)
    fields = resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    kinds = [str(field.get("type", "string")) for field in fields]
    return names, kinds, [_cells(row, names) for row in resource["data"]]


def _cells(row: dict[str, Any], names: Iterable[str]) -> list[Any]:
    return [row.get(name) for name in names]


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _harmless(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        value = _as_text(value)
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(_LOOKS_LIKE_FORMULA) and not _is_number(value) else value


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?\d+([.,]\d+)*([eE][+-]?\d+)?", text) is not None
