"""Changes in a real folder are made and taken back byte for byte; what changed meanwhile stays as it is, and it says so."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from tests.unit.folder.made import Run, fill, much, picture
from workshop.folder import doing
from workshop.folder.bins import Bin
from workshop.store import new_id


class Place:
    """A person's folder and a home of Oneoff's."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root, self.home = root, home

    def run(self, hidden: bool = False) -> Run:
        return Run(self.root, self.home / "content", hidden)

    def apply(self, run: Run, chosen: Collection[int] | None = None) -> Bin:
        bin = Bin(self.home, new_id())
        bin.folder.mkdir(parents=True)
        wanted = doing.Wanted("run", self.root, run.rows, run.all if chosen is None else chosen)
        doing.plan(self.home, bin.id, wanted)
        doing.apply(bin, run.content)
        return bin

    def names(self) -> list[str]:
        return sorted(str(one.relative_to(self.root)) for one in self.root.rglob("*"))


def said(bin: Bin) -> dict[str, str]:
    return {one["path"]: one["says"] for one in bin.skipped()}


@pytest.fixture(params=["same disk", "another disk"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """The bin on the folder's disk, and on another one."""
    root, home = tmp_path / "root", tmp_path / "home"
    root.mkdir()
    if request.param == "same disk":
        home.mkdir()
        yield Place(root, home)
        return
    import shutil
    import tempfile

    other = Path(tempfile.mkdtemp(dir="/dev/shm"))
    if other.stat().st_dev == root.stat().st_dev:
        pytest.skip("There is no second file system here.")
    yield Place(root, other)
    shutil.rmtree(other)


def test_a_thousand_files_are_changed_and_come_back_byte_for_byte(place: Place) -> None:
    fill(place.root)
    before = picture(place.root)
    run = much(place.root, place.home / "content")
    assert len(before) > 1_000
    assert len(run.rows) > 800
    bin = place.apply(run)
    assert bin.state() == "applied"
    assert said(bin) == {}
    after = picture(place.root)
    assert not [name for name in after if b".oneoff" in name]
    assert sum(one in after and after[one] == before[one] for one in before) < len(before) / 2
    assert (place.root / "reports/all/report.txt").read_bytes() == b"new"
    assert (place.root / "reports/all/report.txt").stat().st_mode & 0o7777 == 0o777 & ~umask()
    assert not (place.root / "photos/2020").exists()
    assert os.readlink(place.root / "texts/way") == "note 1.txt"
    doing.undo(bin)
    assert bin.state() == "undone"
    assert said(bin) == {}
    assert picture(place.root) == before


def umask() -> int:
    now = os.umask(0o022)
    os.umask(now)
    return now


def test_an_edited_file_keeps_its_rights_and_attributes(place: Place) -> None:
    file = place.root / "a.sh"
    file.write_text("old")
    os.setxattr(file, "user.tag", b"red")
    file.chmod(0o4750)
    place.apply(place.run().add("edited", "a.sh", content=b"new", mode=0o666))
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o7777 == 0o750
    assert os.getxattr(file, "user.tag") == b"red"


def test_swaps_chains_case_and_folders_in_place_of_files(place: Place) -> None:
    for name in ("a", "b", "c1", "c2", "c3", "Photo.JPG", "thing", "box/inside"):
        (place.root / name).parent.mkdir(exist_ok=True)
        (place.root / name).write_text(name)
    before, run = picture(place.root), place.run()
    run.add("renamed", "a", was="b").add("renamed", "b", was="a")
    run.add("renamed", "c2", was="c1").add("renamed", "c3", was="c2").add("renamed", "c4", was="c3")
    run.add("renamed", "photo.jpg", was="Photo.JPG")
    run.add("deleted", "thing").add("folder_made", "thing").add("made", "thing/new", content=b"n")
    run.add("deleted", "box/inside").add("folder_deleted", "box").add("made", "box", content=b"file now")
    bin = place.apply(run)
    assert said(bin) == {}
    assert {name: (place.root / name).read_text() for name in ("a", "b", "c2", "c3", "c4", "photo.jpg", "thing/new", "box")} == {
        "a": "b", "b": "a", "c2": "c1", "c3": "c2", "c4": "c3", "photo.jpg": "Photo.JPG", "thing/new": "n", "box": "file now"}  # fmt: skip
    assert not (place.root / "c1").exists()
    doing.undo(bin)
    assert picture(place.root) == before


def test_what_changed_meanwhile_is_left_and_told(place: Place) -> None:
    for name in ("report.txt", "gone.txt", "b.txt", "kept.txt", "full/x", "full/y"):
        (place.root / name).parent.mkdir(exist_ok=True)
        (place.root / name).write_text(name)
    run = (
        place.run()
        .add("edited", "report.txt", content=b"mine")
        .add("deleted", "gone.txt")
        .add("made", "new.txt", content=b"mine")
    )
    run.add("renamed", "c.txt", was="b.txt").add("deleted", "full/x").add("folder_deleted", "full").add(
        "edited", "kept.txt", content=b"k"
    )
    (place.root / "report.txt").write_text("theirs")
    (place.root / "gone.txt").unlink()
    (place.root / "new.txt").write_text("theirs")
    (place.root / "c.txt").write_text("theirs")
    before = picture(place.root)
    bin = place.apply(run)
    assert said(bin) == {
        "report.txt": "report.txt was changed after this was made: left as it is.",
        "gone.txt": "gone.txt isn't there any more.",
        "new.txt": "There is something called new.txt already: it is left as it is.",
        "b.txt": "b.txt keeps its name: there is something called c.txt already.",
        "full": "The folder full isn't empty: it stays.",
    }
    assert place.names() == ["b.txt", "c.txt", "full", "full/y", "kept.txt", "new.txt", "report.txt"]
    assert (place.root / "kept.txt").read_text() == "k"
    doing.undo(bin)
    assert picture(place.root) == before


def test_one_half_of_a_swap_alone_is_refused_and_nothing_is_lost(place: Place) -> None:
    for name in ("a", "b", "x"):
        (place.root / name).write_text(name)
    run = place.run().add("renamed", "b", was="a").add("renamed", "a", was="x").add("renamed", "z", was="b")
    before = picture(place.root)
    bin = place.apply(run, chosen=[0, 1])
    assert said(bin) == {
        "a": "a keeps its name: there is something called b already.",
        "x": "x keeps its name: there is something called a already.",
    }
    assert picture(place.root).keys() == before.keys()
    assert [(place.root / name).read_text() for name in "abx"] == ["a", "b", "x"]
    doing.undo(bin)
    assert picture(place.root) == before


def test_what_was_changed_since_stays_and_the_one_before_lies_beside_it(place: Place) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (place.root / name).write_text(name)
    run = (
        place.run()
        .add("edited", "a.txt", content=b"ours")
        .add("made", "new.txt", content=b"ours")
        .add("made", "f/g.txt", content=b"ours")
    )
    bin = place.apply(run.add("renamed", "d.txt", was="b.txt").add("deleted", "c.txt"))
    for name in ("a.txt", "new.txt", "d.txt"):
        (place.root / name).write_text("theirs")
    (place.root / "f/other.txt").write_text("theirs")
    (place.root / "c.txt").write_text("theirs")
    doing.undo(bin)
    assert said(bin) == {
        "a.txt": "a.txt was changed since: it stays. What was there before lies beside it, as a (before).txt.",
        "new.txt": "new.txt was changed since: it stays.",
        "d.txt": "d.txt was changed since: it stays, under this name.",
        "f": "The folder f isn't empty: it stays.",
        "c.txt": "c.txt is something else now: it stays. What was there before lies beside it, as c (before).txt.",
    }
    texts = {name: (place.root / name).read_text() for name in place.names() if (place.root / name).is_file()}
    assert texts == {"a.txt": "theirs", "a (before).txt": "a.txt", "new.txt": "theirs", "d.txt": "theirs", "f/other.txt": "theirs",
                     "c.txt": "theirs", "c (before).txt": "c.txt"}  # fmt: skip


def test_paths_that_a_program_made_up_change_nothing(place: Place) -> None:
    outside = place.root.parent / "outside"
    outside.mkdir()
    (place.root / "way").symlink_to(outside)
    (place.root / ".git/hooks").mkdir(parents=True)
    (place.root / ".git/config").write_text("c")
    (place.root / ".env").write_text("KEY=1")
    (place.root / "a.txt").write_text("a")
    before, run = picture(place.root), place.run(hidden=True)
    for path in (
        "../x",
        "a/../../x",
        "/etc/oneoff",
        "a//b",
        "./x",
        "",
        ".git/hooks/x",
        ".bashrc",
        ".env.local",
        "sub/id_rsa",
        "way/x",
        "a.txt/x",
    ):
        run.add("made", path, content=b"x")
    run.add("edited", ".git/config", content=b"x").add("deleted", ".env").add("deleted", "../outside")
    run.add("renamed", ".bashrc", was="a.txt").add("renamed", "../a.txt", was="a.txt").add(
        "renamed", "way/a.txt", was="a.txt"
    )
    bin = place.apply(run)
    assert {path: one for path, one in picture(place.root).items() if path != b"."} == {
        path: one for path, one in before.items() if path != b"."
    }
    assert list(outside.iterdir()) == []
    assert not (place.root.parent / "x").exists()
    assert len(bin.skipped()) == len(run.rows)
    reasons = said(bin)
    assert reasons["../x"] == "“../x” is no place in this folder: left out."
    assert reasons[".git/hooks/x"] == ".git/hooks/x is hidden or looks like a key: nothing is changed there."
    assert reasons["way/x"] == "The way to way/x isn't there: left as it is."
    doing.undo(bin)
    assert picture(place.root) == before


def test_a_folder_that_became_a_link_is_not_gone_through(place: Place) -> None:
    (place.root / "sub").mkdir()
    (place.root / "sub/a.txt").write_text("a")
    run = (
        place.run()
        .add("edited", "sub/a.txt", content=b"x")
        .add("deleted", "sub/a.txt")
        .add("made", "sub/b.txt", content=b"x")
    )
    outside = place.root.parent / "outside"
    (place.root / "sub").rename(outside)
    (place.root / "sub").symlink_to(outside)
    bin = place.apply(run)
    assert len(bin.skipped()) == 3
    assert [one.name for one in outside.iterdir()] == ["a.txt"]
    assert (outside / "a.txt").read_text() == "a"


def test_what_was_taken_back_can_be_applied_again(place: Place) -> None:
    fill(place.root, 30, 30, 30)
    before, run = picture(place.root), much(place.root, place.home / "content")
    for _ in range(3):
        bin = place.apply(run)
        assert said(bin) == {}
        assert picture(place.root) != before
        doing.undo(bin)
        assert picture(place.root) == before


def test_folders_that_somebody_used_since_keep_their_own_times(place: Place) -> None:
    (place.root / "a.txt").write_text("a")
    bin = place.apply(place.run().add("edited", "a.txt", content=b"b"))
    (place.root / "theirs.txt").write_text("t")
    now = place.root.stat().st_mtime_ns
    doing.undo(bin)
    assert place.root.stat().st_mtime_ns >= now
    assert (place.root / "a.txt").read_text() == "a"
