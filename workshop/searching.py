"""Search over all that was said and made: which turns hold every word that was typed, in SQLite and in PostgreSQL.

Both have a table `found` that triggers keep up to date (migration 0004). What SQLite's index of three letters in a row
finds, and what is too short for it, is compared letter by letter; PostgreSQL does that itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import reduce
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, String, column, func, select, table, text
from sqlalchemy.orm import Session

from workshop import tables as t

LONGEST = 200  # characters of a search
FIELDS = ("title", "request", "made", "words", "shown", "printed", "files", "said")
_MOST_WORDS, _SHORTEST = 10, 3
_TEXT = 200_000  # characters of each field

_sought = table("sought", column("id"), column("turn_id"))  # of SQLite: which turn a row of its index is
_found = table(
    "found",
    column("rowid"),
    column("turn_id"),
    column("whole", String),
    *(column(name, String) for name in FIELDS),
)


class Hit(NamedTuple):
    """A turn in which all words stand."""

    conversation: str
    turn: str


def words_of(said: str) -> tuple[str, ...]:
    """The words that must be there, in any order; a quoted or odd character is a character like any other."""
    clean = said[:LONGEST].encode("utf-8", "replace").decode().replace("\0", " ")
    return tuple(dict.fromkeys(unicodedata.normalize("NFC", clean).split()))[:_MOST_WORDS]


def hits(session: Session, words: Sequence[str]) -> list[Hit]:
    """All of them, the newest turns of a conversation first."""
    turns = _in_sqlite(words) if _is_sqlite(session) else _in_postgres(words)
    found = turns.subquery()
    of_them = select(t.Turn.conversation_id, t.Turn.id).join(found, found.c.turn_id == t.Turn.id)
    return [Hit(*row) for row in session.execute(of_them.order_by(t.Turn.number.desc()))]


def texts_of(session: Session, turns: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What can be searched of each of `turns`, by field."""
    fields = [func.substr(_found.c[name], 1, _TEXT).label(name) for name in FIELDS]
    if _is_sqlite(session):
        joined = _sought.join(_found, _found.c.rowid == _sought.c.id)
        query = select(_sought.c.turn_id, *fields).select_from(joined).where(_sought.c.turn_id.in_(turns))
    else:
        query = select(_found.c.turn_id, *fields).where(_found.c.turn_id.in_(turns))
    return {row["turn_id"]: dict(row) for row in session.execute(query).mappings()}


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _in_sqlite(words: Sequence[str]) -> Select[Any]:
    first, *rest = (_found.c[name] for name in FIELDS)
    whole = reduce(lambda one, other: one.concat("\n").concat(other), rest, cast(ColumnElement[str], first))
    folded = "\n".join(word.casefold() for word in words)
    joined = _sought.join(_found, _found.c.rowid == _sought.c.id)
    query = select(_sought.c.turn_id).select_from(joined).where(func.holds(whole, folded))
    index = _index_query(words)
    return query.where(text("found MATCH :match").bindparams(match=index)) if index else query


def _in_postgres(words: Sequence[str]) -> Select[Any]:
    return select(_found.c.turn_id).where(
        *(_found.c.whole.icontains(word, autoescape=True) for word in words)
    )


def holds(whole: str, words: str) -> bool:
    """Letter by letter, in capitals or not; `words` are casefolded, one a line. SQLite calls it for each text."""
    folded = whole.casefold()
    return all(word in folded for word in words.split("\n"))


def _index_query(words: Sequence[str]) -> str:
    """Every three letters in a row of every word; "" where all are shorter."""
    threes = {word[at : at + _SHORTEST] for word in words for at in range(len(word) - _SHORTEST + 1)}
    return " AND ".join(f'"{three.replace(chr(34), chr(34) * 2)}"' for three in sorted(threes))
