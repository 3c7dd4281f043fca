"""What a program's process says that libraries read and left out: typed here, or None."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.base import Dropped, Read
from sandbox.text import clean

_BY = ("pandas", "polars", "duckdb", "csv", "openpyxl")
_HOW = ("dropna", "missing values", "drop_duplicates", "inner merge", "to_numeric", "to_datetime")


def read(about: object) -> Read | None:
    """Of {"file", "by", "rows", "columns", "part", "some"}."""
    if not isinstance(about, Mapping) or about.get("by") not in _BY:
        return None
    file, part, some = about.get("file"), about.get("part", ""), about.get("some", False)
    if not isinstance(file, str) or not isinstance(part, str) or not isinstance(some, bool):
        return None
    rows, columns = _count(about.get("rows")), _count(about.get("columns"))
    return Read(file[:300], about["by"], rows, columns, _text(part), some)


def dropped(about: object) -> Dropped | None:
    """Of {"how", "before", "after"}, where `after` is less."""
    if not isinstance(about, Mapping) or about.get("how") not in _HOW:
        return None
    before, after = _count(about.get("before")), _count(about.get("after"))
    if before is None or after is None or after >= before:
        return None
    return Dropped(about["how"], before, after)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 60 else None


def _text(value: str) -> str:
    return clean(value[:300].encode("utf-8", "replace").decode("utf-8"))
