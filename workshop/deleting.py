"""Deleting for good: the rows at once, what lies outside the database as soon as nothing uses it any more."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, delete, func, select, update
from sqlalchemy.orm import Session

from workshop import tables as t
from workshop.blobs import Blobs
from workshop.folder.unpacking import tidy
from workshop.store import BUSY, Store

log = logging.getLogger("oneoff.deleting")

BETWEEN = 600.0  # seconds that may pass between keeping a file and storing what it is for
_HASH = re.compile(r"[0-9a-f]{64}")
_HOLDERS = (t.Turn.files, t.Turn.profiles, t.Turn.change)  # columns of JSON in which hashes of files stand
_OTHERS = (
    (t.Tool.sample,),
    (t.Errand.files, t.Errand.made),
    (t.Schedule.files,),
    (t.FolderChange.blob,),
    (t.HuntStep.blob,),
    (t.Hunt.fixed,),
)  # and those of other tables
_OURS = re.compile(r"/folders/([0-9a-f]{32})/folder")
_AT_ONCE = 500  # rows


def delete_conversation(store: Store, conversation: str, provided: ColumnElement[bool] | None = None) -> bool:
    """Delete its rows, where it is as `provided`; tell whether it was. What calls cost stays counted."""
    where = [t.Conversation.id == conversation, *([provided] if provided is not None else [])]
    with store.session() as session:
        lock = update(t.Conversation).where(*where).values(title=t.Conversation.title)
        if not session.execute(lock).rowcount:  # type: ignore[attr-defined]
            return False
        turns = list(session.scalars(select(t.Turn.id).where(t.Turn.conversation_id == conversation)))
        _remember(session, "workflow", turns)
        _remember(session, "blob", _blobs_of(session, turns))
        _remember(
            session, "folder", unpacked_of(session.scalars(select(t.Turn.folder).where(t.Turn.id.in_(turns))))
        )
        session.execute(delete(t.Conversation).where(t.Conversation.id == conversation))
    return True


def delete_tools(store: Store, before: datetime) -> int:
    """Those that were deleted earlier than `before`, with their runs, for good; returns how many."""
    with store.session() as session:
        gone = session.scalars(select(t.Tool.id).where(t.Tool.deleted_at < before)).all()
    return sum(_delete_tool(store, tool, before) for tool in gone)


def _delete_tool(store: Store, tool: str, before: datetime) -> bool:
    with store.session() as session:
        conversations = session.scalars(select(t.Conversation.id).where(t.Conversation.tool == tool)).all()
    for conversation in conversations:
        delete_conversation(store, conversation)
    with store.session() as session:
        row = session.get(t.Tool, tool)
        if row is None or row.deleted_at is None or row.deleted_at >= before:
            return False
        _remember(session, "blob", [file["blob"] for file in row.sample])
        session.delete(row)
        for table in (t.Watch, t.Schedule):
            session.execute(delete(table).where(table.tool == tool))
    return True


def trim_runs(store: Store, most: int) -> int:
    """Of each tool only the last `most` runs stay; returns how many went."""
    with store.session() as session:
        counted = select(t.Turn.conversation_id, func.max(t.Turn.number)).join(t.Conversation)
        rows = session.execute(
            counted.where(t.Conversation.tool.is_not(None)).group_by(t.Turn.conversation_id)
        )
        long = [(one, newest) for one, newest in rows.all() if newest > most]
    return sum(_trim(store, conversation, newest - most) for conversation, newest in long)


def _trim(store: Store, conversation: str, number: int) -> int:
    old = t.Turn.conversation_id == conversation, t.Turn.number <= number, t.Turn.status.not_in(BUSY)
    with store.session() as session:
        turns = list(session.scalars(select(t.Turn.id).where(*old).limit(_AT_ONCE)))
        _remember(session, "workflow", turns)
        _remember(session, "blob", _blobs_of(session, turns))
        session.execute(delete(t.Turn).where(t.Turn.id.in_(turns)))
    return len(turns)


def clear(store: Store, blobs: Blobs, forget: Callable[[str], bool], unpacked: Path | None = None) -> int:
    """Remove what deleted conversations left, a part at a time; returns how much of it is settled. What is still in use
    stays, and what may be waits for another look. `forget(turn)` removes what the workflows remember, or tells that one is still going on;
    `unpacked`: where ZIPs were unpacked.
    """
    with store.session() as session:
        rows = [(row.kind, row.name) for row in session.scalars(select(t.Remains).limit(_AT_ONCE))]
        digests = {name for kind, name in rows if kind == "blob"}
        used = used_among(session, digests) if digests else set()
    done = [
        (kind, name)
        for kind, name in rows
        if kind == "blob" and (name in used or blobs.remove(name, BETWEEN))
    ]
    done += [(kind, name) for kind, name in rows if kind == "workflow" and forget(name)]
    if folders := {name for kind, name in rows if kind == "folder"}:
        if unpacked is not None:
            remove_unpacked(store, unpacked, folders, -1)
        done += [("folder", name) for name in folders if unpacked is None or not (unpacked / name).exists()]
    with store.session() as session:
        for kind, name in done:
            session.execute(delete(t.Remains).where(t.Remains.kind == kind, t.Remains.name == name))
    return len(done)


def remove_unused(store: Store, blobs: Blobs, unused_for: float) -> int:
    """Remove files that no row names: of requests that were refused, of runs that began again. Returns how many."""
    blobs.tidy(unused_for)
    kept = {digest for digest, _size in blobs.each()}
    with store.session() as session:
        unused = kept - used_among(session, kept)
    return sum(blobs.remove(digest, unused_for) for digest in unused)


def used_among(session: Session, digests: set[str]) -> set[str]:
    """Which of `digests` something that is kept refers to. Reads all turns: for the background."""
    outputs = select(t.Output.blob).distinct()
    if len(digests) <= _AT_ONCE:
        outputs = outputs.where(t.Output.blob.in_(digests))
    used = digests.intersection(session.scalars(outputs))
    for columns in (_HOLDERS, *_OTHERS):
        texts = select(*(cast(column, Text) for column in columns)).execution_options(yield_per=_AT_ONCE)
        for row in session.execute(texts):
            used |= digests.intersection(_HASH.findall(" ".join(filter(None, row))))
    return used


def _blobs_of(session: Session, turns: list[str]) -> set[str]:
    of_runs = t.Run.turn_id.in_(turns)
    outputs = select(t.Output.blob).join(t.Run, t.Run.id == t.Output.run_id).where(of_runs)
    changes = select(t.FolderChange.blob).join(t.Run, t.Run.id == t.FolderChange.run_id).where(of_runs)
    held = [
        *session.execute(select(*_HOLDERS).where(t.Turn.id.in_(turns))),
        *session.execute(select(t.HuntStep.blob).where(t.HuntStep.turn_id.in_(turns))),
        *session.execute(select(t.Hunt.fixed).where(t.Hunt.turn_id.in_(turns))),
    ]
    found = {*session.scalars(outputs), *filter(None, session.scalars(changes))}
    return {*found, *_HASH.findall(json.dumps([list(row) for row in held]))}


def unpacked_of(folders: Iterable[dict[str, Any] | None]) -> set[str]:
    """The names of folders of ours, that ZIPs were unpacked into, among those of turns (`Turn.folder`)."""
    given = [(one or {}).get("given", {}) for one in folders]
    return {name for one in given if one.get("zip") for name in _OURS.findall(one["root"])}


def remove_unpacked(store: Store, folders: Path, names: Collection[str] | None, older_than: float) -> None:
    """Of `names`, or of all that lie there, remove what no turn has any more and was made more than that many seconds ago."""
    with store.session() as session:
        used = unpacked_of(session.scalars(select(t.Turn.folder).where(t.Turn.folder.is_not(None))))
    tidy(folders, used, older_than, names)


def _remember(session: Session, kind: str, names: Iterable[str]) -> None:
    for name in names:
        session.merge(t.Remains(kind=kind, name=name))
