"""How much of each table in the given files was read, and which sheets were not, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.evidence.types import Fact
from generator.evidence.wording import listed, many, mentions_name, short
from generator.types import FileProfile, Table

_ENOUGH = 0.8  # of an estimated number of rows: with fewer, some were left
_ALIKE = 2 / 3  # of the columns of the wider of two tables


@dataclass(frozen=True, slots=True)
class Amount:
    """What was read of one table: `rows` of `there`, None where it can't be measured or wasn't counted.

    `about`: `there` is an estimate. `part`: a sheet, "" where the file has one table.
    """

    file: str
    part: str
    by: str
    rows: int | None
    columns: int | None
    some: bool
    there: int | None
    about: bool
    wide: int | None

    @property
    def whole(self) -> bool:
        """More rows than there are: a header or blank lines were counted, too."""
        return self.rows is not None and self.there is not None and not self.about and self.rows >= self.there

    @property
    def partly(self) -> bool:
        if self.rows is None or self.whole:
            return False
        if self.there is None:
            return self.some
        return not self.about or self.rows < self.there * (1 if self.some else _ENOUGH)


def amounts(reads: Sequence[Mapping[str, Any]], profiles: Sequence[FileProfile]) -> tuple[Amount, ...]:
    """One for each table that a library read, in the order of reading."""
    by_name = {profile.name: profile for profile in profiles}
    places = dict.fromkeys((read["file"], read.get("part") or "") for read in reads)
    return tuple(
        _amount(file, part, _reads_of(reads, file, part), by_name.get(file)) for file, part in places
    )


def read_facts(read: Sequence[Amount], profiles: Sequence[FileProfile], request: str) -> Iterator[Fact]:
    """Rows and columns read against those there; then the sheets that weren't read."""
    yield from map(_said, read)
    for profile in profiles:
        parts = {amount.part for amount in read if amount.file == profile.name}
        yield from _sheets_left(profile, parts, request)


def read_phrase(read: Sequence[Amount], files: int) -> str:
    """The same as one phrase, of what was read whole (of `files` given); "" where nothing can be said so."""
    good = [amount for amount in read if amount.rows is not None and not amount.partly]
    if len(good) == 1:
        return _rows(good[0]) + (f" of {_where(good[0])}" if files > 1 or good[0].part else "")
    if good and all(amount.whole for amount in good):
        rows = many(sum(amount.there or 0 for amount in good), "row")
        return f"Read all {rows} of {len(good)} tables"
    return ""


def alike(one: Sequence[Table], other: Sequence[Table]) -> bool:
    """Whether a table here and one there have mostly the same columns."""
    return any(_same_columns(here, there) for here in one for there in other)


def _reads_of(reads: Sequence[Mapping[str, Any]], file: str, part: str) -> list[Mapping[str, Any]]:
    """A read that doesn't tell its sheet may be of any; it counts where its rows aren't known."""
    return [
        read
        for read in reads
        if read["file"] == file
        and (read.get("part") or "") in ([part] if read.get("rows") is not None else [part, ""])
    ]


def _amount(file: str, part: str, reads: list[Mapping[str, Any]], profile: FileProfile | None) -> Amount:
    tables = _tables(profile, part)
    there = sum(table.rows for table in tables) if tables else None
    best = max(reads, key=lambda read: (_known(read.get("rows")), _known(read.get("columns"))))
    rows = best.get("rows")
    if rows is not None and (there is None or rows < there) and _unclear(reads, there):
        rows = None
    unmeasured = next((read for read in reads if read.get("rows") is None), best)
    return Amount(
        file=file,
        part=part if profile is None or len(profile.tables) > 1 else "",
        by=(best if rows is not None else unmeasured).get("by") or "",
        rows=rows,
        columns=best.get("columns"),
        some=bool(best.get("some")),
        there=there,
        about=any(table.estimated for table in tables),
        wide=len(tables[0].columns) if len(tables) == 1 else None,
    )


def _unclear(reads: list[Mapping[str, Any]], there: int | None) -> bool:
    """Another read may have had the rest: one that can't be measured, or several that add up to all."""
    if any(read.get("rows") is None for read in reads):
        return True
    return len(reads) > 1 and there is not None and sum(read["rows"] for read in reads) >= there


def _known(number: int | None) -> int:
    return -1 if number is None else number


def _tables(profile: FileProfile | None, part: str) -> list[Table]:
    if profile is None or len(profile.tables) == 1:
        return list(profile.tables) if profile else []
    return [table for table in profile.tables if part and table.name == part]


def _said(amount: Amount) -> Fact:
    where = _where(amount)
    if amount.rows is None:
        by = f" ({amount.by})" if amount.by else ""
        return Fact(f"How many rows of {where} were read can't be measured here{by}")
    if amount.there == 0:
        return Fact(f"There are no rows in {where}")
    rows = _rows(amount)
    columns = _columns(amount)
    return Fact(f"{rows} of {where}{columns}", amount.partly, rows)


def _rows(amount: Amount) -> str:
    if amount.whole:
        return "Read the only row" if amount.there == 1 else f"Read all {amount.there:,} rows"
    if amount.there is None:
        only = "only " if amount.some else ""
        return f"Read {only}{many(amount.rows or 0, 'row')}"
    return f"Read {amount.rows:,} of {'about ' if amount.about else ''}{many(amount.there, 'row')}"


def _columns(amount: Amount) -> str:
    few = amount.columns is not None and amount.wide is not None and amount.columns < amount.wide
    return f", {amount.columns:,} of its {amount.wide:,} columns" if few else ""


def _where(amount: Amount) -> str:
    file = short(amount.file, 60)
    return f"the sheet {short(amount.part, 40)} of {file}" if amount.part else file


def _sheets_left(profile: FileProfile, parts: set[str], request: str) -> Iterator[Fact]:
    tables = [table for table in profile.tables if table.read.get("format") == "excel"]
    read = [table for table in tables if table.name in parts]
    left = dict.fromkeys(table.name for table in tables if table.name not in parts and table.rows)
    if not read or not left:
        return
    named = any(mentions_name(request, table.name) for table in read)
    flag = not named and alike([table for table in tables if table.name in left], read)
    which = "sheet" if len(left) == 1 else "sheets"
    said = f"Did not read the {which} {listed(list(left))}"
    yield Fact(f"{said} of {short(profile.name, 60)}", flag, said)


def _same_columns(one: Table, other: Table) -> bool:
    here, there = ({column.name.casefold() for column in table.columns} for table in (one, other))
    wider = max(len(here), len(there))
    return wider > 0 and len(here & there) >= _ALIKE * wider
