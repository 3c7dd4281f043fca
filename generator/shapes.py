"""Whether what stands as the columns' names is a row of data like those under it."""

from __future__ import annotations

import re

from generator.types import Column, Table

ALIKE = 0.5  # of a column's examples have the form of its name
REPEATED = 10  # rows a value: a first row of data would nearly always hold a value that comes again
_AGAIN = re.compile(r" \(\d+\)$")


def first_row_is_data(table: Table) -> bool:
    """Whether all columns are texts, few come again, each name has the form of its values, and one of them is
    more than a word: "Alice Smith" over "Bob Jones". Single words over single words ("Anna" or "City") tell nothing.
    """
    columns = [column for column in table.columns if column.examples and not _unnamed(column)]
    if any(column.type != "text" or column.distinct * REPEATED <= table.rows for column in columns):
        return False
    return all(map(_alike, columns)) and any(map(_says_more, columns))


def _unnamed(column: Column) -> bool:
    return (column.header or "").startswith("Unnamed: ")


def _name(column: Column) -> str:
    return _AGAIN.sub("", column.name)[:80]


def _alike(column: Column) -> bool:
    form = _form(_name(column))
    return sum(_form(example) == form for example in column.examples) >= len(column.examples) * ALIKE


def _says_more(column: Column) -> bool:
    return bool(re.search("[ 0]", _form(_name(column))))


def _form(text: str) -> str:
    """Words as A (with a capital), a, or 0 (with a digit); other signs as they are."""
    return re.sub(r"\w+", lambda word: _kind(word[0]), " ".join(text.split()))


def _kind(word: str) -> str:
    if any(map(str.isdigit, word)):
        return "0"
    return "A" if word[0].isupper() else "a"
