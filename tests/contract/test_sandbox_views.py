"""A program in a view of a folder: it works as in the folder itself, what it left is known, and the folder is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.conftest import AnySandbox
from tests.contract.folders import Worked, complete, plant

_FILES = {
    "notes.txt": b"first\n",
    "old/a.txt": b"aaa",
    "old/b.txt": b"bbb",
    "old/deep/c.txt": b"ccc",
    "same-1": b"twin",
    "same-2": b"twin",
    "empty/": b"",
    "Photo.JPG": b"\xff\xd8 picture" * 1000,
}


@pytest.fixture
def worked(sandbox: AnySandbox, tmp_path: Path) -> Worked:
    root = tmp_path / "folder"
    root.mkdir()
    plant(root, _FILES)
    return Worked(sandbox, root, tmp_path / "spool")


def test_what_a_program_left_is_told(worked: Worked) -> None:
    source = """
import os, pathlib, shutil
assert os.getcwd() == "/job" and open("old/deep/c.txt").read() == "ccc"
open("made.txt", "w").write("new")
with open("notes.txt", "a") as file: file.write("second")
os.rename("same-1", "renamed-1")
os.rename("Photo.JPG", "photo.jpg")
os.mkdir("by year"); shutil.move("old/a.txt", "by year/a.txt")
os.remove("old/b.txt")
shutil.rmtree("old/deep"); open("old/deep", "w").write("a file now")
os.rmdir("empty")
"""
    execution = worked.run(source)
    assert complete(execution) == [
        "folder_made by year",
        "renamed old/a.txt -> by year/a.txt",
        "folder_deleted empty",
        "made made.txt",
        "edited notes.txt",
        "deleted old/b.txt",
        "folder_deleted old/deep",
        "made old/deep",
        "deleted old/deep/c.txt",
        "renamed Photo.JPG -> photo.jpg",
        "renamed same-1 -> renamed-1",
    ]
    changed = execution.changed
    assert changed is not None
    assert changed.files == 7
    contents = {one.path: one.content.read_bytes() for one in changed.changes if one.content}
    assert contents == {"made.txt": b"new", "notes.txt": b"first\nsecond", "old/deep": b"a file now"}
