"""Which files of a folder are taken, and when they have come to rest."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from generator.tools import FileSlot, Tool
from workshop.folders import Mark, NoFolder, NotNow, look_into, opened, usual_patterns
from workshop.settling import PATIENCE, STILL, Settling


def test_hidden_and_temporary_files_links_and_folders_are_left_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("secret")
    folder = tmp_path / "in"
    (folder / "more.csv").mkdir(parents=True)
    names = [
        "a.csv",
        "B.CSV",
        ".hidden.csv",
        "~$a.csv",
        "a.csv.part",
        "a.csv~",
        "notes.txt",
        "c.csv.crdownload",
    ]
    for name in names:
        (folder / name).write_text("x")
    (folder / "link.csv").symlink_to(outside)
    os.mkfifo(folder / "pipe.csv")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.csv")).write_text("x")
    inside = look_into(str(folder), ["*.csv"])
    assert set(inside.files) == {b"a.csv", b"B.CSV", b"\xff\xfe.csv"}
    assert inside.links == 1
    with pytest.raises(NotNow), opened(str(folder), b"link.csv", inside.files[b"a.csv"]):
        pass


def test_what_is_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(NoFolder, match="isn't there"):
            look_into(str(place), ["*"])
    with pytest.raises(NoFolder, match="can't be read"):
        look_into("/a\0b", ["*"])


def test_a_file_that_is_locked_or_changes_is_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("first")
    mark = look_into(str(tmp_path), ["*"]).files[b"a.csv"]
    with file.open("a") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        with pytest.raises(NotNow), opened(str(tmp_path), b"a.csv", mark):
            pass
    with opened(str(tmp_path), b"a.csv", mark) as reader:
        assert reader.read() == b"first"
    with pytest.raises(NotNow), opened(str(tmp_path), b"a.csv", mark):
        file.write_text("second and longer")
    with pytest.raises(NotNow), opened(str(tmp_path), b"a.csv", mark):
        pass


def test_a_tool_asks_for_files_by_its_slots() -> None:
    def tool(*slots: FileSlot) -> Tool:
        return Tool("", "t", "", files=slots)

    assert usual_patterns(tool(FileSlot("a.csv", formats=("csv",))))[:2] == ("*.csv", "*.tsv")
    assert usual_patterns(tool(FileSlot("photo.JPG"))) == ("*.jpg",)
    assert usual_patterns(tool(FileSlot())) == ("*",)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_files_rest_before_they_are_taken() -> None:
    clock = Clock()
    settling = Settling(clock=clock)
    assert settling.look({b"a": Mark(3, 1, "1"), b"empty": Mark(0, 1, "2")}) == []
    clock.now = STILL / 2
    assert settling.look({b"a": Mark(4, 2, "1"), b"empty": Mark(0, 1, "2")}) == []
    assert settling.unsettled()
    clock.now = STILL
    assert settling.look({b"a": Mark(4, 2, "1"), b"empty": Mark(0, 1, "2")}) == []
    clock.now = 2 * STILL
    assert settling.look({b"a": Mark(4, 2, "1"), b"empty": Mark(0, 1, "2")}) == [b"a"]
    assert not settling.unsettled()
    settling.again(b"a")
    assert settling.look({b"a": Mark(4, 2, "1")}) == []


def test_a_file_that_never_rests_is_told_and_taken_once_it_does() -> None:
    clock = Clock()
    settling = Settling(clock=clock)
    while clock.now < PATIENCE + 2:
        assert settling.look({b"a": Mark(3, int(clock.now), "1"), b"empty": Mark(0, 0, "2")}) == []
        clock.now += 1
    assert settling.restless() == [b"a", b"empty"]
    assert not settling.unsettled()
    clock.now += STILL
    assert settling.look({b"a": Mark(3, int(PATIENCE + 1), "1")}) == [b"a"]
