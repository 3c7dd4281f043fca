"""A conversation up to one of its results, once more: what is asked there leaves the first one as it is."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from generator.codec import from_plain, to_plain
from generator.evidence.types import Evidence
from workshop import tables as t
from workshop.expected import without_rest
from workshop.store import BUSY, Busy, NotThere, Store, new_id

_ID = re.compile(r"\b([0-9a-f]{32})((?:-\w+)*)\b")
_NAMED = {"id", "conversation_id", "turn_id", "version_id", "run_id"}
_UNFINISHED = "The conversation was copied before the checking ended."

Row = TypeVar("Row", bound=t.Base)


def branch(store: Store, turn: str) -> str:
    """A new conversation with copies of all turns up to `turn`; returns its id. Files and outputs are shared, by their
    content; what was paid isn't counted twice. A copy in which nothing was asked yet is taken again: pressing twice makes
    one. Raises `NotThere`, `Busy`.
    """
    while True:
        try:
            with store.session() as session:
                return _branch(session, turn)
        except IntegrityError:  # another page made the same one at the same moment
            continue


def _branch(session: Session, turn: str) -> str:
    this = session.get(t.Turn, turn)
    if this is None:
        raise NotThere(turn)
    if this.status in BUSY:
        raise Busy
    upto = t.Turn.conversation_id == this.conversation_id, t.Turn.number <= this.number
    turns = session.scalars(select(t.Turn).where(*upto).order_by(t.Turn.number)).all()
    for number in count(2):
        conversation = hashlib.sha256(f"{turn}/{number}".encode()).hexdigest()[:32]
        if session.get(t.Conversation, conversation) is None:
            _copy(session, this.conversation_id, conversation, number, turns)
            return conversation
        if _length(session, conversation) == len(turns):
            return conversation
    raise AssertionError("numbers don't end")


def _length(session: Session, conversation: str) -> int:
    of_it = select(func.count()).select_from(t.Turn).where(t.Turn.conversation_id == conversation)
    return session.scalar(of_it) or 0


def _copy(session: Session, old: str, new: str, number: int, turns: Sequence[t.Turn]) -> None:
    title = session.get_one(t.Conversation, old).title
    session.add(t.Conversation(id=new, title=f"{title} ({number})"))
    session.flush()
    among = [turn.id for turn in turns]
    versions = session.scalars(select(t.Version).where(t.Version.turn_id.in_(among))).all()
    runs = session.scalars(select(t.Run).where(t.Run.turn_id.in_(among))).all()
    names = _Names({old: new, **{turn: new_id() for turn in among}})
    names.learn([*(one.id for one in versions), *(one.id for one in runs)])
    outputs = session.scalars(select(t.Output).where(t.Output.run_id.in_([run.id for run in runs])))
    changes = session.scalars(
        select(t.FolderChange).where(t.FolderChange.run_id.in_([run.id for run in runs]))
    )
    hunts = session.scalars(select(t.Hunt).where(t.Hunt.turn_id.in_(among)))
    steps = session.scalars(select(t.HuntStep).where(t.HuntStep.turn_id.in_(among)))
    evidence = session.scalars(select(t.Evidence).where(t.Evidence.turn_id.in_(among)))
    for rows in (turns, versions, runs, outputs, changes, hunts, steps):
        session.add_all([names.copy(row) for row in rows])
        session.flush()
    session.add_all([_settled(names.copy(row)) for row in evidence])
    session.flush()
    again = update(t.Turn).where(t.Turn.conversation_id == new).values(words=t.Turn.words)
    session.execute(again)  # what is searched is gathered then, and now all of it is there


def _settled(evidence: t.Evidence) -> t.Evidence:
    """Nobody goes on checking a copy."""
    if evidence.state == "working":
        known = without_rest(from_plain(Evidence, evidence.data), _UNFINISHED)
        evidence.data, evidence.state = to_plain(known), "done"
    return evidence


class _Names:
    """What the copies are called, wherever an id stands: `known` is by the old id."""

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known

    def learn(self, ids: Sequence[str]) -> None:
        """Ids that begin with a known one go on with the same; others are new."""
        for old in ids:
            if self.of(old) == old:
                self._known[old] = new_id()

    def of(self, old: str) -> str:
        """Also for ids that are made of one: "TURN-1-2"."""
        return _ID.sub(lambda found: self._known.get(found[1], found[1]) + found[2], old)

    def copy(self, row: Row) -> Row:
        """The same row under other names."""
        values = {column.key: getattr(row, column.key) for column in row.__mapper__.column_attrs}
        return type(row)(**{name: self._named(name, value) for name, value in values.items()})

    def _named(self, name: str, value: Any) -> Any:
        if isinstance(value, str):
            return self.of(value) if name in _NAMED else value
        if isinstance(value, (dict, list)):
            return json.loads(self.of(json.dumps(value, ensure_ascii=False)))
        return value
