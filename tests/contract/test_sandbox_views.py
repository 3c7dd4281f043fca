"""A program in a view of a folder: it works as in the folder itself, what it left is known, and the folder is as it was."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.contract.conftest import missing
from tests.contract.folders import OWNER, Worked, complete, plant

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


_WAYS = {
    "laid": ("docker_sandbox", "overlay"),
    "copied": ("docker_sandbox", "copy"),
    "gvisor": ("gvisor_sandbox", "copy"),
    "built-in": ("built_in_sandbox", "copy"),
    "built-in, laid": ("built_in_sandbox", "overlay"),
}


@pytest.fixture(
    params=[pytest.param(way, marks=pytest.mark.docker) if way != "built-in" else way for way in _WAYS]
)
def worked(request: pytest.FixtureRequest, tmp_path: Path) -> Worked:
    """Each way in which a view is made."""
    fixture, how = _WAYS[request.param]
    root = tmp_path / "folder"
    root.mkdir()
    plant(root, _FILES)
    worked = Worked(request.getfixturevalue(fixture), root, tmp_path / "spool", how)
    if request.param == "laid" and os.getuid() == 0:
        worked.owner = OWNER
    elif request.param == "built-in, laid":
        worked.limits = replace(worked.limits, view_files=1)  # then it can't be copied
    elif request.param == "copied" and os.getuid() != 0:
        missing("Where the folder isn't root's, it is laid over.")
    return worked


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
