"""What changed in a result since the one before: by value and by label, without a model and without running anything."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.amounts import is_amount

_MOST = 50  # differences that are told one by one
_NUMBER = re.compile(r"(?<![\w.,])[-+]?\d[\d,]*(?:\.\d+)?%?(?![\w])")


@dataclass(frozen=True, slots=True)
class Table:
    """A table resource as it is shown; `total` rows, of which `rows` may be the first."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A result, as far as it can be compared. `files`: content hashes by name; `pictures` and `pages`: content hashes."""

    tables: tuple[Table, ...] = ()
    texts: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One value that differs; `what` it is ("Total, 2024-03")."""

    what: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Changed:
    """`changed` of `compared` values that both results have. Sums of columns are `totals`, as (column, before, now)."""

    changed: int = 0
    compared: int = 0
    values: tuple[Value, ...] = ()  # at most 50
    totals: tuple[Value, ...] = ()
    rows_more: int = 0
    rows_less: int = 0
    columns_new: tuple[str, ...] = ()
    columns_gone: tuple[str, ...] = ()
    files_new: tuple[str, ...] = ()
    files_gone: tuple[str, ...] = ()
    files_changed: tuple[str, ...] = ()
    pictures: int = 0  # that are others than before
    page: bool = False
    words: bool = False  # it says something else


def table_of(resource: bytes) -> Table | None:
    """None for what isn't a table resource."""
    try:
        plain = json.loads(resource)
        columns = tuple(str(one["name"]) for one in plain["schema"]["fields"])
        rows = tuple(tuple(row.get(name) for name in columns) for row in plain["data"])
        return Table(columns, rows, int(plain.get("total_rows") or len(rows)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def changed(before: Shown, now: Shown) -> Changed | None:
    """None where the two have nothing in common that could be compared."""
    tally = _Tally()
    pairs = _pairs(before.tables, now.tables)
    for then, here in pairs:
        tally.table(then, here)
    said = tally.texts(before.texts, now.texts)
    files = set(before.files) & set(now.files)
    pictures = min(len(before.pictures), len(now.pictures))
    page = bool(before.pages and now.pages)
    if not (pairs or said or files or pictures or page):
        return None
    lost = [*_unlike(before.tables, [then for then, _ in pairs])]
    gained = [*_unlike(now.tables, [here for _, here in pairs])]
    return Changed(
        changed=tally.changed,
        compared=tally.compared,
        values=tuple(tally.values[:_MOST]),
        totals=tuple(tally.totals[:_MOST]),
        rows_more=tally.more + sum(one.total for one in gained),
        rows_less=tally.less + sum(one.total for one in lost),
        columns_new=tuple(tally.new),
        columns_gone=tuple(tally.gone),
        files_new=tuple(name for name in now.files if name not in before.files),
        files_gone=tuple(name for name in before.files if name not in now.files),
        files_changed=tuple(
            name for name in now.files if name in files and now.files[name] != before.files[name]
        ),
        pictures=_others(before.pictures, now.pictures),
        page=page and before.pages != now.pages,
        words=tally.words,
    )


class _Tally:
    """What was found so far."""

    def __init__(self) -> None:
        self.changed = self.compared = self.more = self.less = 0
        self.values: list[Value] = []
        self.totals: list[Value] = []
        self.new: list[str] = []
        self.gone: list[str] = []
        self.words = False

    def table(self, before: Table, now: Table) -> None:
        shared = [name for name in now.columns if name in before.columns]
        self.new += [name for name in now.columns if name not in before.columns]
        self.gone += [name for name in before.columns if name not in now.columns]
        whole = all(one.total == len(one.rows) for one in (before, now))
        then, here, keys = _keyed(before, now, shared)
        more, less = len(here.keys() - then.keys()), len(then.keys() - here.keys())
        self.more += more if whole else max(now.total - before.total, 0)
        self.less += less if whole else max(before.total - now.total, 0)
        for key in (key for key in here if key in then):
            for name in (name for name in shared if name not in keys):
                label = f"{name}, {_label(key)}" if len(here) > 1 else name
                self._value(label, then[key][name], here[key][name])
        if whole:
            self.totals += filter(None, (_total(name, then, here) for name in shared))

    def texts(self, before: Sequence[str], now: Sequence[str]) -> bool:
        """Numbers in lines that are the same apart from them. Whether there were lines alike."""
        then, here = _lines(before), _lines(now)
        alike = [line for line in here if line in then]
        for line in alike:
            for old, new in zip(then[line], here[line], strict=True):
                self._value(_NUMBER.sub("…", line).strip(" :…") or "…", old, new)
        self.words = bool(alike) and then.keys() != here.keys()
        return bool(alike)

    def _value(self, what: str, before: Any, now: Any) -> None:
        self.compared += 1
        if not _same(before, now):
            self.changed += 1
            self.values.append(Value(what, _text(before), _text(now)))


Rows = dict[tuple[Any, ...], dict[str, Any]]


def _pairs(before: Sequence[Table], now: Sequence[Table]) -> list[tuple[Table, Table]]:
    """Tables that have columns in common, each once, those with most first."""
    common = [
        (len(set(then.columns) & set(here.columns)), -abs(row - column), row, column)
        for row, then in enumerate(before)
        for column, here in enumerate(now)
    ]
    taken: list[tuple[int, int]] = []
    for count, _, row, column in sorted(common, reverse=True):
        if count and all(row != one and column != other for one, other in taken):
            taken.append((row, column))
    return [(before[row], now[column]) for row, column in sorted(taken, key=lambda one: one[1])]


def _unlike(all_of: Sequence[Table], paired: Sequence[Table]) -> list[Table]:
    return [one for one in all_of if not any(one is other for other in paired)]


def _keyed(before: Table, now: Table, shared: Sequence[str]) -> tuple[Rows, Rows, Sequence[str]]:
    """Rows by what names them: the first shared columns that tell them apart in both, which come third; else by place."""
    for count in range(1, min(len(shared), 3) + 1) if max(len(before.rows), len(now.rows)) > 1 else ():
        then, here = _by(before, shared[:count]), _by(now, shared[:count])
        if len(then) == len(before.rows) and len(here) == len(now.rows):
            return then, here, shared[:count]
    return _by_place(before), _by_place(now), ()


def _by(table: Table, names: Sequence[str]) -> Rows:
    rows = _named(table)
    return {tuple(_text(row[name]) for name in names): row for row in rows}


def _by_place(table: Table) -> Rows:
    return {(f"#{place}",): row for place, row in enumerate(_named(table), 1)}


def _named(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _label(key: tuple[Any, ...]) -> str:
    return ", ".join(map(str, key))


def _total(name: str, before: Rows, now: Rows) -> Value | None:
    """Of a column of numbers that are amounts."""
    then, here = ([row[name] for row in rows.values() if row[name] is not None] for rows in (before, now))
    if not is_amount(name) or not then or not here or not all(map(_is_number, [*then, *here])):
        return None
    sums = math.fsum(then), math.fsum(here)
    return None if _same(*sums) else Value(name, _text(sums[0]), _text(sums[1]))


def _lines(texts: Sequence[str]) -> dict[str, list[str]]:
    """The numbers of each line, by the line without them. Lines that are alike but for them stand for the first."""
    found: dict[str, list[str]] = {}
    for line in (line.strip() for text in texts for line in text.splitlines()):
        if line:
            found.setdefault(_NUMBER.sub("0", line), _NUMBER.findall(line))
    return found


def _others(before: Sequence[str], now: Sequence[str]) -> int:
    """How many of `now` weren't there, where there were some before."""
    return sum((Counter(now) - Counter(before)).values()) if before else 0


def _same(one: Any, other: Any) -> bool:
    if _is_number(one) and _is_number(other):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return bool(one == other)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if _is_number(value):
        return (
            f"{value:,.0f}"
            if float(value).is_integer()
            else f"{value:,.6g}" if abs(value) < 1 else f"{value:,.2f}"
        )
    return str(value)
