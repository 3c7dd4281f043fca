"""Tools that run at a time of day, for pages: looked through, begun, paused, run now, deleted; and what is due.

DBOS's own schedules aren't used. They know no last day of a shorter month, tell nothing of a run that was missed, and after a
computer slept they make up for all of them at once, later by the time it slept (dbos 3.4, `_scheduler.py`: a thread waits on
a clock that stands still meanwhile, and then goes through what is due one by one).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from generator.tools.filling import check_values
from workshop import tables as t
from workshop.blobs import Blobs, NoRoom
from workshop.errands import OPEN
from workshop.folders import NoFolder, NotNow, as_text, look_into, opened, usual_patterns
from workshop.given import MOST_BYTES, MOST_FILES, BadRequest, GivenFile, keep, path_of
from workshop.names import safe_name
from workshop.store import NotThere, Store, new_id
from workshop.times import Every, next_time, times_between
from workshop.views import ToolView
from workshop.watching import names_of, real, results_folder

LATE = timedelta(minutes=10)  # a run that is no later still takes place; a later one was missed
_KEPT = 20  # missed times that are named
_MOST = 1_000  # that are counted at once


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """`last`: (when, how it ended, a sentence, its turn) of the last run, None before the first."""

    id: str
    every: Every
    day: int
    at: time
    zone: str
    values: Mapping[str, Any]
    files: tuple[str, ...]
    folder: str
    patterns: tuple[str, ...]
    results: str
    paused: bool
    next_at: datetime
    missed: tuple[datetime, ...]  # the last ones
    missed_count: int
    trouble: str
    last: tuple[datetime, str, str, str] | None


class Schedules:
    """`tool(id)` finds a tool or raises `NotThere`; `wake` has what is due looked at once."""

    def __init__(
        self, store: Store, blobs: Blobs, tool: Callable[[str], ToolView], host: str, wake: Callable[[], None]
    ) -> None:
        self._store, self._blobs, self._tool, self._host, self._wake = store, blobs, tool, host, wake

    def of(self, tool: str) -> tuple[ScheduleView, ...]:
        """Oldest first."""
        with self._store.session() as session:
            query = select(t.Schedule).where(t.Schedule.tool == tool).order_by(t.Schedule.created_at)
            rows = list(session.scalars(query))
        return tuple(self._view(row) for row in rows)

    def add(
        self,
        tool: str,
        every: Every,
        at: time,
        zone: str,
        day: int = 0,
        values: Mapping[str, Any] | None = None,
        files: Sequence[GivenFile] = (),
        folder: str = "",
        patterns: Sequence[str] = (),
        results: str = "",
    ) -> str:
        """Run it from now on, on `files`, which are kept, or on all that match in `folder` at that time. `day`: see `next_time`.
        Returns the schedule's id. Raises `BadRequest`, `BadInput`, `NotThere`, `blobs.NoRoom`."""
        one = self._tool(tool)
        if one.received:
            raise BadRequest("This tool came from somebody else. Look at what it does and accept it first.")
        given = check_values(one.tool, values or {})
        if any(slot.required for slot in one.tool.files) and not files and not folder:
            raise BadRequest("This tool needs a file. Add it here, or name a folder that it is taken from.")
        wanted = names_of(patterns or usual_patterns(one.tool)) if folder else []
        place = path_of(folder) if folder else None
        if place is not None:
            _seen(str(place), wanted)
        put = results_folder(results) if results else None
        if place and put and real(place) == real(put):
            raise BadRequest(
                "Results can't go into the folder that files are taken from. Choose one inside it."
            )
        schedule = t.Schedule(
            id=new_id(),
            tool=tool,
            host=self._host,
            every=every,
            day=day,
            at=f"{at:%H:%M}",
            zone=zone_of(zone).key,
            values=given,
            files=keep(self._blobs, files),
            folder=str(place or ""),
            patterns=wanted,
            results=str(put or ""),
            next_at=next_time(every, day, at, zone_of(zone), t.now()),
        )
        with self._store.session() as session:
            session.add(schedule)
        self._wake()
        return schedule.id

    def pause(self, schedule: str, paused: bool) -> None:
        """What is due meanwhile isn't missed: it was meant so. Raises `NotThere`."""
        row = self._get(schedule)
        fields: dict[str, Any] = {"paused": paused, "next_at": _next(row, t.now())}
        with self._store.session() as session:
            session.execute(update(t.Schedule).where(t.Schedule.id == schedule).values(**fields))
        self._wake()

    def run_now(self, schedule: str) -> None:
        """Once, in place of all that was missed. Raises `NotThere`, `BadRequest`."""
        row = self._get(schedule)
        if self._is_busy(row):
            raise BadRequest("It is running just now. Wait for it, or press Stop.")
        with self._store.session() as session:
            session.add(self._errand(row, t.now()))
            _forget_missed(session, schedule)
        self._wake()

    def dismiss(self, schedule: str) -> None:
        """What was missed has been read."""
        with self._store.session() as session:
            _forget_missed(session, schedule)

    def delete(self, schedule: str) -> None:
        """Runs and results stay."""
        with self._store.session() as session:
            session.execute(delete(t.Schedule).where(t.Schedule.id == schedule))

    def fire(self, now: datetime) -> datetime | None:
        """Begin what is due on this computer at `now`; returns when the next is. What was missed is written down, never
        made up for. Safe in several processes: a time and its run are stored together, and once."""
        with self._store.session() as session:
            rows = list(
                session.scalars(select(t.Schedule).where(~t.Schedule.paused, t.Schedule.host == self._host))
            )
        return min((self._due(row, now) for row in rows), default=None)

    def _due(self, row: t.Schedule, now: datetime) -> datetime:
        following = _next(row, now)
        if row.next_at > now:
            if row.next_at > following:  # the clock was ahead when it was last looked at
                self._move_on(row, following, None, [])
            return min(row.next_at, following)
        due, following = times_between(*_rule(row), row.next_at, now, _MOST)
        at = due.pop() if now - due[-1] <= LATE else None
        self._move_on(row, following, at, due)
        return following

    def _move_on(
        self, row: t.Schedule, following: datetime, at: datetime | None, missed: list[datetime]
    ) -> None:
        """In one transaction, from what was read: of two processes one does it."""
        as_seen = (t.Schedule.id == row.id, t.Schedule.next_at == row.next_at, ~t.Schedule.paused)
        names = [*row.missed, *(one.isoformat() for one in missed)][-_KEPT:]
        fields = {"next_at": following, "missed": names, "missed_count": row.missed_count + len(missed)}
        errand = self._errand(row, at) if at is not None else None
        try:
            with self._store.session() as session:
                moved = session.execute(update(t.Schedule).where(*as_seen).values(**fields))
                if errand is not None and moved.rowcount:  # type: ignore[attr-defined]
                    session.add(errand)
        except IntegrityError:  # that time was run already, before the clock was set back
            with self._store.session() as session:
                session.execute(update(t.Schedule).where(*as_seen).values(next_at=following))

    def _errand(self, row: t.Schedule, at: datetime) -> t.Errand:
        errand = t.Errand(
            turn=new_id(),
            schedule_id=row.id,
            due_at=at,
            tool=row.tool,
            values=row.values,
            files=row.files,
            results=row.results,
            host=row.host,
        )
        try:
            errand.files = self._gathered(row) if row.folder else row.files
        except (BadRequest, NoRoom) as reason:
            errand.state, errand.sentence, errand.ended_at = "failed", str(reason), t.now()
        return errand

    def _gathered(self, row: t.Schedule) -> list[dict[str, Any]]:
        """All files of its folder that match now. Raises `BadRequest`."""
        files = []
        for name, mark in sorted(_seen(row.folder, row.patterns).items()):
            try:
                with opened(row.folder, name, mark) as file:
                    blob = self._blobs.put(file, MOST_BYTES)
            except (NotNow, OSError):
                raise BadRequest(
                    f"{safe_name(as_text(name))} was being written, or isn't to be read, when the time came."
                ) from None
            files.append({"name": safe_name(as_text(name)), "blob": blob, "size": mark.size})
        if not files:
            raise BadRequest(f"There was no file in {row.folder} that matches.")
        return files

    def _is_busy(self, row: t.Schedule) -> bool:
        with self._store.session() as session:
            query = select(t.Errand.id).where(t.Errand.schedule_id == row.id, t.Errand.state.in_(OPEN))
            return session.scalar(query.limit(1)) is not None

    def _get(self, schedule: str) -> t.Schedule:
        with self._store.session() as session:
            row = session.get(t.Schedule, schedule)
        if row is None:
            raise NotThere(schedule)
        return row

    def _view(self, row: t.Schedule) -> ScheduleView:
        with self._store.session() as session:
            query = (
                select(t.Errand).where(t.Errand.schedule_id == row.id).order_by(t.Errand.id.desc()).limit(1)
            )
            last = session.scalars(query).first()
        return ScheduleView(
            row.id,
            row.every,  # type: ignore[arg-type]
            row.day,
            time.fromisoformat(row.at),
            row.zone,
            row.values,
            tuple(file["name"] for file in row.files),
            row.folder,
            tuple(row.patterns),
            row.results,
            row.paused,
            row.next_at,
            tuple(datetime.fromisoformat(one) for one in row.missed),
            row.missed_count,
            row.trouble,
            (last.due_at or last.created_at, last.state, last.sentence, last.turn) if last else None,
        )


def zone_of(name: str) -> ZoneInfo:
    """Raises `BadRequest`."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadRequest(f"“{name}” is no time zone that is known here.") from None


def _rule(row: t.Schedule) -> tuple[Every, int, time, ZoneInfo]:
    return row.every, row.day, time.fromisoformat(row.at), zone_of(row.zone)  # type: ignore[return-value]


def _next(row: t.Schedule, after: datetime) -> datetime:
    return next_time(*_rule(row), after)


def _seen(folder: str, patterns: Sequence[str]) -> Mapping[bytes, Any]:
    try:
        found = look_into(folder, patterns).files
    except NoFolder as reason:
        raise BadRequest(str(reason)) from None
    if len(found) > MOST_FILES:
        raise BadRequest(f"{len(found):,} files in {folder} match; {MOST_FILES} in one run are the most.")
    return found


def _forget_missed(session: Any, schedule: str) -> None:
    session.execute(update(t.Schedule).where(t.Schedule.id == schedule).values(missed=[], missed_count=0))
