"""Fields out of an index's JSON, which anyone may have written: types checked, texts cleaned and cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from packaging.version import Version

from sandbox.text import clean

_LONGEST_SUMMARY = 200
_MOST_DOWNLOADS = 10**12


def table(plain: Any) -> dict[str, Any]:
    return plain if isinstance(plain, dict) else {}


def _list(plain: Any) -> list[Any]:
    return plain if isinstance(plain, list) else []


def versions(plain: Any) -> set[Version]:
    found = set()
    for text in plain if isinstance(plain, list | dict) else ():
        try:
            found.add(Version(text))
        except (ValueError, TypeError):
            continue
    return found


def newest(versions: set[Version]) -> str:
    finished = {version for version in versions if not version.is_prerelease}
    return str(max(finished or versions))[:40] if versions else ""


def uploads(project: dict[str, Any]) -> list[Any]:
    return [file for files in table(project.get("releases")).values() for file in _list(files)]


def days(files: Any, key: str) -> set[date]:
    """Days of upload; what lies in the future is no day of upload."""
    tomorrow = today() + timedelta(days=1)
    return {day for day in _dates(table(file).get(key) for file in _list(files)) if day <= tomorrow}


def _dates(texts: Iterable[Any]) -> Iterator[date]:
    for text in texts:
        try:
            yield datetime.fromisoformat(text).date()
        except (ValueError, TypeError):
            continue


def summary(plain: Any) -> str:
    if not isinstance(plain, str):
        return ""
    line = " ".join(clean(plain[: 20 * _LONGEST_SUMMARY]).split())
    line = "".join(character for character in line if unicodedata.category(character)[0] != "C")
    return line if len(line) <= _LONGEST_SUMMARY else line[: _LONGEST_SUMMARY - 1].rstrip() + "…"


def downloads(plain: Any) -> int | None:
    count = table(table(plain).get("data")).get("last_month")
    return count if type(count) is int and 0 <= count < _MOST_DOWNLOADS else None


def today() -> date:
    return datetime.now(UTC).date()
