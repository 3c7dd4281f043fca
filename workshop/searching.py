"""Search over all that was said and made: which turns hold every word that was typed, in SQLite and in PostgreSQL.

SQLite has an index of three letters in a row (`found`, kept by triggers: migration 0004), which needs no blanks between
words; what is shorter is looked for in the texts themselves. PostgreSQL has a view of the same name.
"""

from __future__ import annotations

import unicodedata
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Select, String, column, func, literal, select, table, text
from sqlalchemy.orm import Session

from workshop import tables as t

LONGEST = 200  # characters of a search
FIELDS = ("title", "request", "made", "words", "shown", "printed", "files", "said")
_MOST_WORDS, _SHORTEST = 10, 3
_TURNS = 3  # newest ones of a conversation that are looked at for where the words stand
_TEXT = 200_000  # characters of each field

found = table("found", column("turn_id"), column("rowid"), *(column(name, String) for name in FIELDS))
sought = table("sought", column("id"), column("turn_id"))


def words_of(said: str) -> tuple[str, ...]:
    """The words that must be there, in any order; a quoted or odd character is a character like any other."""
    clean = said.encode("utf-8", "replace").decode().replace("\0", " ")[:LONGEST]
    return tuple(dict.fromkeys(unicodedata.normalize("NFC", clean).split()))[:_MOST_WORDS]


def turns_with(session: Session, words: tuple[str, ...]) -> Select[Any]:
    """The ids of the turns in which each of `words` stands; at least one word."""
    if session.get_bind().dialect.name != "sqlite":
        return select(found.c.turn_id).where(*(_stands_in(word) for word in words))
    indexed = " AND ".join(_quoted(word) for word in words if len(word) >= _SHORTEST)
    match = [text("found MATCH :match").bindparams(match=indexed)] if indexed else []
    short = [_stands_in(word) for word in words if len(word) < _SHORTEST]
    return select(sought.c.turn_id).join(found, found.c.rowid == sought.c.id).where(*match, *short)


def texts_of(session: Session, turns: Select[Any], conversations: list[str]) -> list[dict[str, Any]]:
    """Of each conversation the newest of `turns`, at most three: "conversation_id", "turn_id", "number" and the fields."""
    newest = func.row_number().over(partition_by=t.Turn.conversation_id, order_by=t.Turn.number.desc())
    of_them = t.Turn.conversation_id.in_(conversations), t.Turn.id.in_(turns)
    places = (
        select(t.Turn.id, t.Turn.conversation_id, t.Turn.number, newest.label("place"))
        .where(*of_them)
        .subquery()
    )
    fields = [func.substr(found.c[name], 1, _TEXT).label(name) for name in FIELDS]
    query = select(places.c.conversation_id, places.c.id.label("turn_id"), places.c.number, *fields)
    if session.get_bind().dialect.name == "sqlite":
        query = query.join(sought, sought.c.turn_id == places.c.id).join(found, found.c.rowid == sought.c.id)
    else:
        query = query.join(found, found.c.turn_id == places.c.id)
    rows = session.execute(query.where(places.c.place <= _TURNS).order_by(places.c.number.desc()))
    return [dict(row) for row in rows.mappings()]


def _stands_in(word: str) -> ColumnElement[bool]:
    """Letter by letter, in capitals or not."""
    whole: ColumnElement[str] = reduce(
        lambda one, other: one + literal("\n") + other, (found.c[name] for name in FIELDS)
    )
    return whole.icontains(word, autoescape=True)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
