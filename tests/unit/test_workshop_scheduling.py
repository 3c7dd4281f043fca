"""A tool that runs at a time of day: once, whatever the clock does, and what was missed is told; in both databases."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from tests.by_itself import TINY
from tests.unit.test_workshop_watching import Place, place, store, urls  # noqa: F401 (fixtures)
from workshop import tables as t
from workshop.given import BadRequest, GivenFile
from workshop.scheduling import LATE, Schedules, ScheduleView
from workshop.times import next_time

FILE = GivenFile("kept.csv", b"kept")
NINE = time(9)


class Times:
    """One schedule, every day at nine in Berlin, and a clock that is set by hand."""

    def __init__(self, place: Place) -> None:  # noqa: F811
        self.place = place
        self.schedules = Schedules(place.store, place.blobs, place.tools.tool, "here", lambda: None)
        self.id = self.schedules.add(place.tool, "day", NINE, "Europe/Berlin", files=[FILE])
        self.due = self.view().next_at

    def view(self) -> ScheduleView:
        return self.schedules.of(self.place.tool)[0]

    def at(self, now: datetime) -> int:
        """All that is due at `now`; how many runs there were by then."""
        self.schedules.fire(now)
        for _ in range(3):
            self.place.errands.advance()
        return len(self.place.runs)


@pytest.fixture
def times(place: Place) -> Times:  # noqa: F811
    return Times(place)


def test_it_runs_when_it_is_due_and_once(times: Times) -> None:
    assert times.at(times.due - timedelta(seconds=1)) == 0
    assert times.at(times.due) == 1
    assert times.at(times.due + timedelta(seconds=1)) == 1
    assert times.at(times.due + timedelta(hours=23)) == 1
    view = times.view()
    assert view.last is not None
    assert (view.last[0], view.last[1], view.files) == (times.due, "done", ("kept.csv",))
    assert view.next_at == next_time("day", 0, NINE, ZoneInfo("Europe/Berlin"), times.due)
    turn = times.place.store.turn(view.last[3])
    assert (turn.change or {})["by"] == "schedule"


def test_a_little_late_it_runs_and_later_it_was_missed(times: Times) -> None:
    assert times.at(times.due + LATE) == 1
    following = times.view().next_at
    assert times.at(following + LATE + timedelta(seconds=1)) == 1
    view = times.view()
    assert (view.missed, view.missed_count) == ((following,), 1)


def test_a_week_without_the_computer_is_told_and_not_made_up_for(times: Times) -> None:
    late = times.due + timedelta(days=6, hours=3)
    assert times.at(late) == 0
    view = times.view()
    assert view.missed_count == 7
    assert view.missed[0] == times.due
    assert view.next_at > late
    times.schedules.run_now(times.id)
    assert times.at(late) == 1
    assert times.view().missed_count == 0


def test_when_the_clock_is_set_back_nothing_runs_twice(times: Times) -> None:
    assert times.at(times.due) == 1
    assert times.at(times.due - timedelta(hours=2)) == 1
    assert times.at(times.due) == 1
    assert times.at(times.due + timedelta(seconds=5)) == 1
    assert times.view().missed_count == 0
    assert times.at(times.due + timedelta(days=1, minutes=1)) == 2


def test_a_clock_that_was_years_ahead_keeps_nothing_from_running(times: Times) -> None:
    times.at(times.due + timedelta(days=4 * 365, hours=3))
    assert times.view().missed_count == 1_000
    assert len(times.view().missed) == 20
    times.schedules.dismiss(times.id)
    assert times.at(times.due - timedelta(hours=1)) == 0
    assert times.view().next_at == times.due
    assert times.at(times.due) == 1


def test_what_two_processes_read_at_once_runs_once(times: Times) -> None:
    with times.place.store.session() as session:
        row = session.scalars(select(t.Schedule)).one()
    for _ in range(2):
        times.schedules._due(row, times.due)
    assert times.at(times.due) == 1


def test_all_files_of_a_folder_that_match_then(times: Times, tmp_path: Path) -> None:
    place = times.place  # noqa: F811
    folder, results = tmp_path / "monthly", tmp_path / "sums"
    folder.mkdir()
    times.schedules.delete(times.id)
    times.schedules.add(place.tool, "month", NINE, "UTC", 31, folder=str(folder), results=str(results))
    due = times.view().next_at
    assert times.at(due) == 0
    view = times.view()
    assert view.last is not None
    assert view.last[2] == f"There was no file in {folder} that matches."
    (folder / "a.csv").write_text("one")
    (folder / "notes.pdf").write_text("no")
    assert times.at(view.next_at) == 1
    assert [path.read_text() for path in results.iterdir()] == ["read one"]


def test_paused_it_misses_nothing(times: Times) -> None:
    times.schedules.pause(times.id, True)
    assert times.at(times.due + timedelta(days=3)) == 0
    with times.place.store.session() as session:
        session.execute(update(t.Schedule).values(next_at=times.due - timedelta(days=30)))
    times.schedules.pause(times.id, False)
    assert (times.view().missed_count, times.view().next_at > datetime.now(UTC)) == (0, True)


def test_what_cannot_be_scheduled_is_said(times: Times, tmp_path: Path) -> None:
    def said(**how: object) -> str:
        how = {"every": "day", "at": NINE, "zone": "UTC", "files": [FILE], **how}
        with pytest.raises(BadRequest) as refusal:
            times.schedules.add(times.place.tool, **how)  # type: ignore[arg-type]
        return str(refusal.value)

    assert "no time zone" in said(zone="Mars/Olympus")
    assert "needs a file" in said(files=[])
    assert "isn't there" in said(folder=str(tmp_path / "nowhere"))
    assert "Choose one inside it" in said(folder=str(tmp_path), results=str(tmp_path))
    received = times.place.tools.add(TINY, received=True)
    with pytest.raises(BadRequest, match="accept it first"):
        times.schedules.add(received, "day", NINE, "UTC", files=[FILE])
