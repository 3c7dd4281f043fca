"""Applications as pages see them: begun, followed, taken back, cut off, kept for their time; and from the command line."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.folder.made import Run, fill, much, picture
from workshop import tables as t
from workshop.__main__ import main
from workshop.blobs import Blobs
from workshop.database import open_database
from workshop.disk import Disk
from workshop.folder import bins
from workshop.folder.applications import Applications
from workshop.folder.bins import Bin
from workshop.folder.roots import BadFolder
from workshop.folder.views import ApplicationLine
from workshop.store import NotThere, Store, new_id
from workshop.sweeping import Sweeper

_DAY = 24 * 3600


class Stop(Exception):
    """In place of the end of a process."""


class Desk:
    def __init__(self, place: Path) -> None:
        self.home, self.root = place / "home", place / "root"
        self.home.mkdir()
        self.root.mkdir()
        self.store = Store(open_database(f"sqlite:///{self.home / 'oneoff.db'}"))
        self.blobs = Blobs(self.home / "blobs")
        self.applications = Applications(self.store, self.home, "here", "me")
        for name in ("a.txt", "b.txt", "c.txt"):
            (self.root / name).write_text(name)

    def run(self) -> Run:
        run = Run(self.root, self.home / "content").add("edited", "a.txt", content=b"edited")
        return run.add("deleted", "b.txt").add("renamed", "d.txt", was="c.txt")

    def content(self, digest: str) -> Path:
        return self.home / "content" / digest

    def apply(self, run: Run | None = None, applications: Applications | None = None) -> str:
        run = run or self.run()
        return (applications or self.applications).apply("run", self.root, run.rows, self.content, run.all)

    def ended(self, state: str = "") -> ApplicationLine:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            line = self.applications.of("run")[0]
            if line.interrupted or line.state == state:
                return line
            time.sleep(0.01)
        raise AssertionError(line)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.applications.close(10)
    made.store.engine.dispose()


def test_it_is_begun_followed_and_taken_back(desk: Desk) -> None:
    before, run = picture(desk.root), desk.run()
    assert desk.applications.still_is(desk.root, "b.txt", run.rows[1].before or {})
    id = desk.apply(run)
    line = desk.ended("applied")
    assert (line.id, line.done, line.total, line.skipped, line.interrupted, line.can_undo) == (
        id,
        3,
        3,
        (),
        False,
        True,
    )
    assert sorted(one.name for one in desk.root.iterdir()) == ["a.txt", "d.txt"]
    desk.applications.undo(id)
    assert desk.applications.of("run")[0].state in ("undoing", "undone")
    line = desk.ended("undone")
    assert (line.done, line.total, line.can_undo, line.skipped) == (3, 3, False, ())
    assert picture(desk.root) == before
    was = run.rows[1].before or {}
    assert desk.applications.still_is(desk.root, "b.txt", was)
    (desk.root / "b.txt").write_text("other")
    assert not desk.applications.still_is(desk.root, "b.txt", was)
    desk.applications.undo(id)
    desk.applications.close(10)
    assert desk.applications.of("another run") == ()
    with desk.store.session() as session:
        row = session.get_one(t.Application, id)
        assert (row.state, row.chosen, row.ended_at is not None) == ("undone", [0, 1, 2], True)


def test_two_at_once_in_one_folder_or_inside_it_are_refused(desk: Desk) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(_name: str) -> None:
        begun.set()
        assert go_on.wait(60)

    slow = Applications(desk.store, desk.home, "here", "me", on_step=wait)
    (desk.root / "sub").mkdir()
    (desk.root / "sub/x.txt").write_text("x")
    inside = Run(desk.root / "sub", desk.home / "content").add("deleted", "x.txt")
    first = desk.apply(applications=slow)
    assert begun.wait(60)
    assert not desk.applications.of("run")[0].interrupted
    for root, run in ((desk.root, desk.run()), (desk.root / "sub", inside)):
        with pytest.raises(BadFolder, match="Other changes are being made in this folder just now"):
            desk.applications.apply("run", root, run.rows, desk.content, run.all)
    with pytest.raises(BadFolder, match="just now"):
        desk.applications.undo(first)
    go_on.set()
    slow.close(60)
    assert desk.ended("applied").id == first
    assert len(list((desk.home / "bin").iterdir())) == 2  # with the locks


def broken(desk: Desk, at: str) -> Applications:
    """Whose work ends before the step `at` as if its process did: nothing is said, nothing goes back."""

    def stop(name: str) -> None:
        if name == at:
            raise Stop

    return Applications(desk.store, desk.home, "here", "gone", on_step=stop)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("then", ["undo", "finish"])
def test_what_was_cut_off_is_shown_and_nothing_happens_by_itself(desk: Desk, then: str) -> None:
    before = picture(desk.root)
    id = desk.apply(applications=broken(desk, "put 2"))
    line = desk.ended()
    assert (line.state, line.interrupted, line.can_undo) == ("applying", True, True)
    assert [(run, one.id) for run, one in desk.applications.interrupted()] == [("run", id)]
    with pytest.raises(BadFolder, match=f"were cut off. Finish them or take them back first .they are {id}"):
        desk.apply()
    if then == "finish":
        desk.applications.finish(id)
        assert desk.ended("applied").skipped == ()
        assert sorted(one.name for one in desk.root.iterdir()) == ["a.txt", "d.txt"]
        desk.applications.close(10)
    desk.applications.undo(id)
    desk.ended("undone")
    assert picture(desk.root) == before
    assert desk.applications.interrupted() == ()


def test_a_trouble_with_the_folder_is_a_sentence(desk: Desk) -> None:
    id = desk.apply()
    desk.ended("applied")
    desk.applications.close(10)
    desk.root.rename(desk.root.with_name("away"))
    with pytest.raises(
        BadFolder, match=r"can't be opened .No such file or directory.. Put it back in its place"
    ):
        desk.applications.undo(id)
    desk.root.mkdir()
    with pytest.raises(BadFolder, match=r"is another one than before. What was taken out lies in"):
        desk.applications.undo(id)
    assert desk.applications.of("run")[0].can_undo
    desk.root.rmdir()
    desk.root.with_name("away").rename(desk.root)
    desk.applications.undo(id)
    desk.ended("undone")


def test_the_root_of_another_disk_is_another_folder_though_it_has_the_same_number(desk: Desk) -> None:
    before, bin = picture(desk.root), Bin(desk.home, desk.apply())
    desk.ended("applied")
    desk.applications.close(10)
    place = bin.folder / "plan"
    head, rest = place.read_text().split("\n", 1)
    plain = json.loads(head)
    kind = plain["file_system"].partition(":")[0] or pytest.skip("This file system has no id.")
    place.write_text(json.dumps({**plain, "file_system": f"{kind}:another"}) + "\n" + rest)
    with pytest.raises(BadFolder, match="is another one than before"):
        desk.applications.undo(bin.id)
    del plain["file_system"]  # as earlier versions wrote it
    place.write_text(json.dumps(plain) + "\n" + rest)
    desk.applications.undo(bin.id)
    desk.ended("undone")
    assert picture(desk.root) == before


def test_what_cannot_be_begun_changes_nothing(desk: Desk) -> None:
    run = desk.run()
    with pytest.raises(BadFolder, match="Nothing is chosen"):
        desk.applications.apply("run", desk.root, run.rows, desk.content, [])
    with pytest.raises(BadFolder, match="can't be opened"):
        desk.applications.apply("run", desk.root / "gone", run.rows, desk.content, run.all)
    with pytest.raises(NotThere):
        desk.applications.undo("nothing")
    desk.content(run.rows[0].blob).unlink()
    desk.apply(run)
    (said,) = desk.ended("undone").skipped
    assert said == ("", "What a.txt should hold isn't kept any more. Ask for it again. Nothing was changed.")
    assert sorted(one.name for one in desk.root.iterdir()) == ["a.txt", "b.txt", "c.txt"]


def test_bins_are_kept_for_their_time_and_count_on_the_disk(desk: Desk) -> None:
    (desk.root / "b.txt").write_bytes(bytes(100_000))
    id = desk.apply(desk.run())
    desk.ended("applied")
    desk.applications.close(10)
    assert Disk(desk.store, desk.blobs, desk.applications.size).used().bins > 100_000
    sweeper = Sweeper(desk.store, desk.blobs, lambda _turn: True, desk.applications.expire)
    journal, now = Bin(desk.home, id).folder / "journal", time.time()
    os.utime(journal, (now - 29 * _DAY, now - 29 * _DAY))
    sweeper.sweep()
    assert desk.applications.of("run")[0].can_undo
    os.utime(journal, (now - 31 * _DAY, now - 31 * _DAY))
    sweeper.sweep()
    assert desk.applications.of("run") == ()
    assert not Bin(desk.home, id).folder.exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_was_cut_off_is_kept_however_old_it_is(desk: Desk) -> None:
    id = desk.apply(applications=broken(desk, "put 2"))
    desk.ended()
    os.utime(Bin(desk.home, id).folder / "journal", (0, 0))
    assert desk.applications.expire(30) == 0
    desk.applications.undo(id)
    desk.ended("undone")


def test_the_command_line_takes_back_by_the_journal_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(desk.root, 10, 10, 30)
    before = picture(desk.root)
    id = desk.apply(much(desk.root, desk.home / "content"))
    desk.ended("applied")
    desk.applications.close(10)
    (desk.home / "oneoff.db").rename(desk.home / "elsewhere.db")
    monkeypatch.setenv("ONEOFF_HOME", str(desk.home))
    assert main(["undo"]) == 0
    assert capsys.readouterr().out.startswith(id)
    assert main(["undo", "nonsense"]) == 2
    assert main(["undo", id[:10]]) == 0
    assert capsys.readouterr().out == f"Everything in {desk.root} is as it was before.\n"
    assert picture(desk.root) == before
    (desk.home / "elsewhere.db").rename(desk.home / "oneoff.db")
    assert desk.applications.of("run")[0].state == "undone"


@pytest.mark.parametrize("then", ["begun", "undone"])
def test_a_bin_is_not_removed_while_it_is_taken_back_nor_after(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    """An undo begins between the look at it and its removal."""
    bin = Bin(desk.home, desk.apply())
    desk.ended("applied")
    desk.applications.close(10)
    os.utime(bin.folder / "journal", (0, 0))
    real, held = bins._destroyed, []

    def later(one: Bin, planned: bool, days: int) -> bool:
        if then == "begun":
            held.append(bin.take_locks(str(desk.root)))
        else:
            desk.applications.undo(bin.id)
            desk.applications.close(10)
        return real(one, planned, days)

    monkeypatch.setattr(bins, "_destroyed", later)
    assert desk.applications.expire(30) == 0
    assert (bin.folder / "plan").exists()
    for locks in held:
        bins.release(locks)


def test_an_undo_that_waited_for_a_bin_that_went_is_a_sentence(desk: Desk) -> None:
    bin = Bin(desk.home, desk.apply())
    desk.ended("applied")
    desk.applications.close(10)
    assert bin.plan
    (bin.folder / "plan").unlink()
    with pytest.raises(BadFolder, match="isn't kept any more"), bin.held():
        pass


def test_what_a_killed_look_at_the_disk_left_in_the_folder_goes_with_the_next_one(desk: Desk) -> None:
    ids = [new_id() for _ in range(3)]
    left, full, ours = (desk.root / f".oneoff-{id}" for id in ids)
    left.touch()
    full.write_text("a person's")
    ours.mkdir()
    (desk.root / ".oneoff-notes").touch()
    desk.apply()
    desk.ended("applied")
    there = sorted(one.name for one in desk.root.iterdir() if one.name.startswith("."))
    assert there == sorted([full.name, ours.name, ".oneoff-notes"])


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
