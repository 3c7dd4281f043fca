"""Watched folders without processes: what is run, what isn't, and what a person is told; in both databases."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from generator.recipes import Book
from tests import postgres
from tests.by_itself import TINY
from workshop import errands as errands_module
from workshop import tables as t
from workshop.blobs import Blobs
from workshop.database import open_database
from workshop.deleting import delete_tools, remove_unused
from workshop.errands import Errands
from workshop.given import BadRequest
from workshop.kept import KeptTools
from workshop.settling import Settling
from workshop.store import NotThere, Store
from workshop.toolbox import Toolbox
from workshop.watched_folder import WatchedFolder
from workshop.watching import Watches, WatchView, leads_to

_AT_LEAST = 2  # rounds until files are at rest
NO_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")


@pytest.fixture(scope="module")
def urls() -> Iterator[dict[str, str]]:
    programs = postgres.installed()
    if programs is None:
        yield {}
        return
    with postgres.running(programs) as url:
        yield {"postgres": url}


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, urls: dict[str, str], tmp_path: Path) -> Iterator[Store]:
    url = {"sqlite": f"sqlite:///{tmp_path / 'oneoff.db'}", **urls}.get(request.param)
    if url is None:
        pytest.skip("There is no PostgreSQL here.")
    engine = open_database(url)
    with engine.begin() as connection:
        for table in reversed(t.Base.metadata.sorted_tables):
            connection.execute(table.delete())
    yield Store(engine)
    engine.dispose()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Place:
    """A watched folder, with everything that works on it but a sandbox: a run shows its file's words, and fails at "bad"."""

    def __init__(self, store: Store, place: Path) -> None:
        self.store, self.blobs, self.clock = store, Blobs(place / "blobs"), Clock()
        self.tools = Toolbox(store, self.blobs, KeptTools(store, Book.load), self.start)
        self.tool, self.folder = self.tools.add(TINY), place / "in"
        self.folder.mkdir()
        self.watches = Watches(store, self.tools.tool, "here", lambda: None)
        self.errands = Errands(store, self.blobs, self.tools, "here", self.clock)
        self.runs: list[str] = []
        self.slow = False
        self.watched: WatchedFolder | None = None

    @property
    def results(self) -> dict[str, str]:
        place = self.folder / "Results"
        return {path.name: path.read_text() for path in place.iterdir()} if place.is_dir() else {}

    def watch(self, **how: object) -> None:
        self.watches.add(self.tool, str(self.folder), **how)  # type: ignore[arg-type]
        self.begin()

    def begin(self) -> None:
        """As a process that begins: it knows what the store knows."""
        with self.store.session() as session:
            row = session.scalars(select(t.Watch)).one()
        self.watched = WatchedFolder(self.store, self.blobs, row, Settling(clock=self.clock))

    def view(self) -> WatchView:
        return self.watches.of(self.tool)[0]

    def look(self, rounds: int = 12) -> None:
        """So often that all that may be done is done."""
        assert self.watched is not None
        for number in range(rounds):
            self.clock.now += 1.5
            self.watched._next = 0.0
            soon = [self.watched.work(), self.errands.advance()]
            if number > _AT_LEAST and not any(soon):
                break

    def put(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def start(self, turn: str, segment: int) -> None:
        self.runs.append(turn)
        if not self.slow:
            self.end(turn)

    def end(self, turn: str) -> None:
        words = self.blobs.get(self.store.turn(turn).files[0]["blob"]).decode()
        if "bad" in words:
            self.store.update_turn(turn, status="failed", error={"sentence": "It has a bad word in it."})
            return
        said = f"read {words}"
        self.store.save_version("v-" + turn, turn, source="", title="")
        self.store.start_run("r-" + turn, turn, "v-" + turn)
        made = {
            "name": "said.txt",
            "mime": "text/plain",
            "blob": self.blobs.put(said.encode()),
            "size": len(said),
        }
        self.store.finish_run("r-" + turn, [{**made, "text": said, "file": True, "cut": ""}], stdout="")
        self.store.update_turn(turn, status="done")


@pytest.fixture
def place(store: Store, tmp_path: Path) -> Place:
    return Place(store, tmp_path)


def test_new_and_changed_files_are_run_and_others_are_not(place: Place) -> None:
    place.put("old.csv", "old")
    place.watch()
    place.put("a.csv", "one")
    place.put("notes.pdf", "no")
    place.look()
    assert place.results == {"a - said.txt": "read one"}
    os.utime(place.folder / "a.csv")
    place.look()
    assert len(place.runs) == 1, "its time alone is no change"
    place.put("a.csv", "two")
    place.put("old.csv", "changed")
    place.look()
    assert place.results == {
        "a - said.txt": "read one",
        "a - said (2).txt": "read two",
        "old - said.txt": "read changed",
    }
    view = place.view()
    assert (view.handled, view.failed, view.waiting, view.troubles) == (3, 0, 0, ())


def test_those_that_are_there_are_run_where_the_person_wants_that(place: Place) -> None:
    for number in range(3):
        place.put(f"{number}.csv", f"old {number}")
    place.watch(present=True)
    assert place.view().waiting == 3
    place.look()
    assert len(place.results) == 3


def test_a_new_process_runs_nothing_twice_and_what_came_meanwhile(place: Place) -> None:
    place.watch()
    place.put("a.csv", "one")
    place.look()
    place.put("b.csv", "two")
    place.begin()
    place.look()
    assert (len(place.runs), len(place.results)) == (2, 2)


def test_one_that_is_cut_off_anywhere_goes_on_where_it_stood(place: Place) -> None:
    """After each write: the row is put back to what it was before, as if the process had been killed in between."""
    place.watch()
    place.put("a.csv", "one")
    place.look()
    for state in ("chosen", "running", "delivering"):
        with place.store.session() as session:
            session.execute(update(t.Errand).values(state=state, ended_at=None))
        place.begin()
        place.look()
        assert (len(place.runs), place.results) == (1, {"a - said.txt": "read one"}), state
        assert place.view().handled == 1


def test_one_run_at_a_time_a_tool(place: Place) -> None:
    place.slow = True
    place.watch()
    place.put("a.csv", "one")
    place.put("b.csv", "two")
    place.look()
    assert len(place.runs) == 1
    assert place.view().waiting == 1
    place.end(place.runs[0])
    place.look()
    assert len(place.runs) == 2


def test_a_file_that_fails_is_told_and_left_until_it_changes(place: Place) -> None:
    place.watch()
    for name in ("a", "b", "c"):
        place.put(f"{name}.csv", f"bad {name}")
    place.look()
    view = place.view()
    assert (view.handled, view.failed, len(place.runs)) == (3, 3, 3)
    assert view.last_failed[0].sentence == "It has a bad word in it."
    assert view.troubles == ("The last 3 files failed.",)
    place.put("b.csv", "good")
    place.look()
    assert (len(place.runs), place.view().troubles) == (4, ())
    assert place.results == {"b - said.txt": "read good"}


def test_a_folder_that_goes_is_told_and_taken_up_when_it_is_back(place: Place, tmp_path: Path) -> None:
    place.watch()
    place.put("a.csv", "one")
    place.look()
    place.folder.rename(tmp_path / "away")
    place.look()
    assert place.view().troubles == (
        f"The folder {place.folder} isn't there. It goes on as soon as it can be read again.",
    )
    (tmp_path / "away" / "b.csv").write_text("two")
    (tmp_path / "away").rename(place.folder)
    place.look()
    assert (len(place.runs), place.view().troubles) == (2, ())


def test_a_disk_that_was_away_is_no_reason_to_run_its_files_again(place: Place, tmp_path: Path) -> None:
    """An empty folder stands where the disk was; then all files are back, with other inodes."""
    place.watch()
    place.put("a.csv", "one")
    place.look()
    shutil.move(place.folder, tmp_path / "disk")
    place.folder.mkdir()
    place.look()
    place.folder.rmdir()
    shutil.copytree(tmp_path / "disk", place.folder)
    place.look()
    assert len(place.runs) == 1
    (place.folder / "a.csv").unlink()
    place.look()
    time.sleep(0.01)
    place.put("a.csv", "one")
    place.look()
    assert len(place.runs) == 2, "dropped once more, it is a new file"


def test_results_that_cannot_be_put_wait_and_are_put_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands_module, "_RETRY", 1.0)
    place.watch()
    (place.folder / "Results").write_text("a file stands where the folder should be")
    place.put("a.csv", "one")
    place.look()
    assert place.view().troubles == (
        f"The folder {place.folder / 'Results'} isn't there, so the results wait.",
    )
    (place.folder / "Results").unlink()
    place.look()
    assert place.results == {"a - said.txt": "read one"}
    assert place.view().troubles == ()


def test_nothing_that_lies_in_the_results_is_ever_overwritten(place: Place) -> None:
    place.watch()
    (place.folder / "Results").mkdir()
    (place.folder / "Results" / "a - said.txt").write_text("mine")
    (place.folder / "Results" / "a - said (2).txt").symlink_to("nowhere")
    place.put("a.csv", "one")
    place.look()
    (place.folder / "Results" / "a - said (2).txt").unlink()
    assert place.results == {"a - said.txt": "mine", "a - said (3).txt": "read one"}


def test_paused_deleted_and_a_tool_that_is_gone(place: Place) -> None:
    place.watch()
    place.tools.delete(place.tool)
    place.put("a.csv", "one")
    place.look()
    assert place.view().troubles == ("The tool isn't there any more. Bring it back, or delete this.",)
    place.tools.restore(place.tool)
    place.clock.now += 100
    place.look()
    assert place.results == {"a - said.txt": "read one"}
    place.watches.pause(place.view().id, True)
    assert place.view().paused
    place.watches.delete(place.view().id)
    assert place.watches.of(place.tool) == ()
    place.put("b.csv", "two")
    with suppress(NotThere):
        place.look()
    assert len(place.runs) == 1


def test_a_tool_that_is_gone_for_good_takes_its_watches_along(place: Place) -> None:
    place.watch()
    place.tools.delete(place.tool)
    assert delete_tools(place.store, t.now() + timedelta(seconds=1)) == 1
    assert place.watches.of(place.tool) == ()


def test_what_waits_is_used_and_not_swept_away(place: Place) -> None:
    place.slow = True
    place.watch()
    place.put("a.csv", "one")
    place.look(4)
    place.store.update_turn(place.runs[0], files=[])
    assert remove_unused(place.store, place.blobs, 0.0) == 0


def test_the_same_folder_by_two_tools_and_names_that_are_not_utf8(place: Place) -> None:
    other = place.tools.add(TINY)
    place.watch()
    place.watches.add(other, str(place.folder), str(place.folder / "Others"))
    with pytest.raises(BadRequest, match="is watched for this tool already"):
        place.watches.add(other, f"{place.folder}/.", str(place.folder / "More"))
    with place.store.session() as session:
        rows = {row.tool: row for row in session.scalars(select(t.Watch))}
    both = [
        WatchedFolder(place.store, place.blobs, row, Settling(clock=place.clock)) for row in rows.values()
    ]
    Path(os.fsdecode(os.fsencode(place.folder) + b"/\xff.csv")).write_text("odd")
    for _ in range(8):
        place.clock.now += 1.5
        for one in both:
            one._next = 0.0
            one.work()
        place.errands.advance()
    assert len(place.runs) == 2
    assert place.results == {"� - said.txt": "read odd"}
    assert [path.name for path in (place.folder / "Others").iterdir()] == ["� - said.txt"]


def test_what_cannot_be_watched_is_said(place: Place, tmp_path: Path) -> None:
    def said(folder: object, results: object = "", patterns: tuple[str, ...] = ()) -> str:
        with pytest.raises(BadRequest) as refusal:
            place.watches.add(place.tool, str(folder), str(results), patterns)
        return str(refusal.value)

    assert "isn't there" in said(tmp_path / "nowhere")
    assert "Say which folder." in said("  ")
    assert "whole path" in said("Documents")
    assert "taken for a new file" in said(place.folder, place.folder)
    assert "isn't either" in said(place.folder, tmp_path / "no" / "no")
    assert "names a folder" in said(place.folder, "", ("sub/*.csv",))
    place.watch()
    other = tmp_path / "other"
    other.mkdir()
    (place.folder / "Results").mkdir()
    assert "taken for a new file" in said(place.folder / "Results", place.folder)
    assert place.watches.cannot(TINY) == ""
    assert leads_to("c", "a", [("b", "a"), ("c", "b")])
    assert not leads_to("a", "c", [("b", "a"), ("c", "b")])


@NO_ROOT
def test_a_folder_without_permission_is_said_and_taken_up(place: Place) -> None:
    place.watch()
    place.folder.chmod(0)
    try:
        place.look()
        assert "you have no permission" in place.view().troubles[0]
    finally:
        place.folder.chmod(0o700)
    place.put("a.csv", "one")
    place.look()
    assert len(place.runs) == 1


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_ten_thousand_files_are_looked_at_and_none_is_lost(place: Place) -> None:
    for number in range(10_000):
        (place.folder / f"{number:05}.csv").touch()
    place.watch()
    place.put("00007.csv", "now")
    place.look(6)
    assert place.view().waiting == 0
    assert place.results == {"00007 - said.txt": "read now"}
