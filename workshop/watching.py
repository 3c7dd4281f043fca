"""Folders that are watched for a tool, for pages: looked through, begun, paused, deleted. What watches is in `by_itself.py`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from generator.tools import Tool
from generator.tools.filling import check_values
from workshop import tables as t
from workshop.errands import OPEN
from workshop.folders import NoFolder, look_into, usual_patterns
from workshop.given import BadRequest, path_of
from workshop.store import NotThere, Store, new_id
from workshop.views import ToolView

_SHOWN = 5  # failed files
_PATTERNS = 20
_AT_ONCE = 500  # rows
_IN_A_ROW = 3  # failures of which the watch speaks


@dataclass(frozen=True, slots=True)
class FailedFile:
    name: str
    sentence: str
    turn: str  # "" where it never ran
    at: datetime


@dataclass(frozen=True, slots=True)
class WatchView:
    """A watched folder as a page shows it. `troubles`: what keeps it from going on, `notes`: files that wait, and why."""

    id: str
    folder: str
    patterns: tuple[str, ...]
    results: str
    values: Mapping[str, Any]
    paused: bool
    troubles: tuple[str, ...]
    notes: tuple[str, ...]
    waiting: int  # files
    handled: int  # files, of which `failed` failed
    failed: int
    last_failed: tuple[FailedFile, ...]  # newest first


class Watches:
    """`tool(id)` finds a tool or raises `NotThere`; `wake` has whoever watches look at once."""

    def __init__(
        self, store: Store, tool: Callable[[str], ToolView], host: str, wake: Callable[[], None]
    ) -> None:
        self._store, self._tool, self._host, self._wake = store, tool, host, wake

    def of(self, tool: str) -> tuple[WatchView, ...]:
        """Oldest first."""
        with self._store.session() as session:
            query = select(t.Watch).where(t.Watch.tool == tool).order_by(t.Watch.created_at)
            rows = list(session.scalars(query))
        return tuple(self._view(row) for row in rows)

    def usual(self, tool: Tool) -> tuple[str, ...]:
        """Names of the files that it would take: ("*.csv", "*.tsv")."""
        return usual_patterns(tool)

    def cannot(self, tool: Tool) -> str:
        """Why no folder can be watched for it, a sentence; "" where one can."""
        asked = [slot for slot in tool.files if slot.required] or list(tool.files[:1])
        if not asked:
            return "This tool asks for no file, so there is nothing to watch for."
        if len(asked) > 1:
            return f"This tool asks for {len(asked)} files in one run, so a folder can't be watched for it."
        return ""

    def add(
        self,
        tool: str,
        folder: str,
        results: str = "",
        patterns: Sequence[str] = (),
        values: Mapping[str, Any] | None = None,
        present: bool = False,
    ) -> str:
        """Watch `folder` from now on; results go into `results`, a folder "Results" in it where none is named. `present`: the files that
        are there now are run, too. Returns the watch's id. Raises `BadRequest`, `BadInput`, `NotThere`.
        """
        one = self._tool(tool)
        if one.received:
            raise BadRequest("This tool came from somebody else. Look at what it does and accept it first.")
        if reason := self.cannot(one.tool):
            raise BadRequest(reason)
        given = check_values(one.tool, values or {})
        wanted, place = names_of(patterns or usual_patterns(one.tool)), path_of(folder)
        there = self._look(place, wanted)
        put = results_folder(results or str(place / "Results"))
        self._refuse(tool, place, put)
        watch = t.Watch(
            id=new_id(),
            tool=tool,
            host=self._host,
            folder=str(place),
            patterns=wanted,
            values=given,
            results=str(put),
            waiting=len(there) if present else 0,
        )
        with self._store.session() as session:
            session.add(watch)
            session.flush()
            seen = [
                {"watch_id": watch.id, "path": name, "blob": "", "absent_since": None, **mark._asdict()}
                for name, mark in ({} if present else there).items()
            ]
            for at in range(0, len(seen), _AT_ONCE):
                session.execute(insert(t.SeenFile), seen[at : at + _AT_ONCE])
        self._wake()
        return watch.id

    def pause(self, watch: str, paused: bool) -> None:
        """A run that is going on is finished; what comes meanwhile is run afterwards. Raises `NotThere`."""
        values = {"paused": paused, "gone": "", "notes": []}
        with self._store.session() as session:
            done = session.execute(update(t.Watch).where(t.Watch.id == watch).values(**values))
        if not done.rowcount:  # type: ignore[attr-defined]
            raise NotThere(watch)
        self._wake()

    def delete(self, watch: str) -> None:
        """No file is run any more. Runs, results and files stay."""
        with self._store.session() as session:
            session.execute(delete(t.Watch).where(t.Watch.id == watch))

    def _look(self, folder: Path, patterns: Sequence[str]) -> Mapping[bytes, Any]:
        try:
            return look_into(str(folder), patterns).files
        except NoFolder as reason:
            raise BadRequest(str(reason)) from None

    def _refuse(self, tool: str, folder: Path, results: Path) -> None:
        """Where results would be taken for new files: at once, or by way of other watches."""
        with self._store.session() as session:
            rows = session.execute(select(t.Watch.tool, t.Watch.folder, t.Watch.results)).all()
        if any(row.tool == tool and real(row.folder) == real(folder) for row in rows):
            raise BadRequest(f"The folder {folder} is watched for this tool already.")
        ways = [(real(row.folder), real(row.results)) for row in rows]
        if leads_to(real(results), real(folder), ways):
            raise BadRequest(
                "Results can't go into the watched folder: each would be taken for a new file. "
                "Choose a folder inside it, like Results."
            )

    def _view(self, row: t.Watch) -> WatchView:
        mine = (t.Errand.watch_id == row.id, t.Errand.state.not_in(OPEN))
        with self._store.session() as session:
            counts = select(t.Errand.state, func.count()).where(*mine).group_by(t.Errand.state)
            ended = {row[0]: row[1] for row in session.execute(counts)}
            query = select(t.Errand).where(*mine, t.Errand.state == "failed")
            failed = list(session.scalars(query.order_by(t.Errand.id.desc()).limit(_SHOWN)))
        return WatchView(
            row.id,
            row.folder,
            tuple(row.patterns),
            row.results,
            row.values,
            row.paused,
            _troubles(row),
            tuple(row.notes),
            row.waiting,
            sum(ended.values()),
            ended.get("failed", 0),
            tuple(_failed(one) for one in failed),
        )


def leads_to(start: str, end: str, ways: Sequence[tuple[str, str]]) -> bool:
    """Whether what is put into `start` comes to `end` by `ways`, (watched folder, where its results go)."""
    reached = {start}
    while more := {to for come, to in ways if come in reached} - reached:
        reached |= more
    return end in reached


def real(folder: str | Path) -> str:
    return os.path.realpath(folder)


def results_folder(text: str) -> Path:
    """Raises `BadRequest` where nothing can be put there: it is there, or the folder that it is to be made in."""
    place = path_of(text)
    if place.exists() and not place.is_dir():
        raise BadRequest(f"{place} is a file, not a folder.")
    if not place.exists() and not place.parent.is_dir():
        raise BadRequest(f"The folder {place} isn't there, and the one it would be made in isn't either.")
    if not os.access(place if place.exists() else place.parent, os.W_OK):
        raise BadRequest(f"Nothing can be written into {place}: you have no permission for it.")
    return place


def names_of(patterns: Sequence[str]) -> list[str]:
    kept = [one for one in dict.fromkeys(pattern.strip() for pattern in patterns) if one]
    for one in kept:
        if "/" in one or "\\" in one:
            raise BadRequest(f"“{one}” names a folder. Only names of files can be chosen, like *.csv.")
    if len(kept) > _PATTERNS:
        raise BadRequest(f"These are {len(kept)} kinds of names; {_PATTERNS} are the most.")
    return kept or ["*"]


def _troubles(row: t.Watch) -> tuple[str, ...]:
    failing = f"The last {row.failures} files failed." if row.failures >= _IN_A_ROW else ""
    return tuple(filter(None, (row.gone, row.trouble, failing)))


def _failed(errand: t.Errand) -> FailedFile:
    name = errand.files[0]["name"] if errand.files else ""
    return FailedFile(name, errand.sentence, errand.turn, errand.ended_at or errand.created_at)
