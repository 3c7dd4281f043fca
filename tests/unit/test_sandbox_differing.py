"""What differs between two standings, where much is alike."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from sandbox.runner.differing import Comparing
from sandbox.runner.standing import FILE, Entry, Standing


def standing(files: dict[str, int]) -> Standing:
    """Names and inodes of empty files."""
    made = Standing(b"/nowhere")
    made.entries = {name.encode(): Entry(FILE, 0, 1, 1, 0o644, inode) for name, inode in files.items()}
    return made


def compared(before: dict[str, int], now: dict[str, int], changed: str = "") -> dict[str, tuple[str, str]]:
    """Kind and old path by path. All files hold the same; `changed`: but for these, now."""
    found = Comparing(
        standing(before),
        standing(now),
        lambda _: "empty",
        lambda path: "other" if path.decode() in changed.split() else "empty",
        times=False,
    )
    return {one.path.decode(): (one.kind, one.was.decode()) for one in found.found}


def work(count: int, *, chain: bool) -> int:
    """How many calls it takes to compare `count` files of one content that were all renamed."""
    calls = 0

    def each(_frame: Any, event: str, _about: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = {f"{number:05}": number for number in range(count)}
    now = {f"{inode + 1 if chain else f'new {inode}':05}": inode for inode in before.values()}
    sys.setprofile(each)
    try:
        found = compared(before, now)
    finally:
        sys.setprofile(None)
    assert found
    return calls


@pytest.mark.parametrize("chain", [False, True])
def test_files_that_are_all_alike_take_no_more_time_each_than_few(chain: bool) -> None:
    assert work(800, chain=chain) < 3 * work(400, chain=chain)


def test_of_alike_files_each_place_is_taken_once_and_names_count_first() -> None:
    found = compared({"a/x": 1, "a/y": 2, "a/z": 3}, {"b/y": 7, "b/q": 8})
    assert found == {"b/y": ("renamed", "a/y"), "b/q": ("renamed", "a/x"), "a/z": ("deleted", "")}


def test_a_chain_of_renames_onto_a_file_that_went_nowhere_is_none() -> None:
    """Each moved one further, and the last one's place was a file that was only edited."""

    def hashes(names: str) -> dict[bytes, str]:
        return {name.encode(): content for name, content in zip(("a", "b", "c"), names, strict=False)}

    then, here = hashes("123"), {b"b": "1", b"c": "2"}
    before, now = standing({"a": 1, "b": 2, "c": 3}), standing({"b": 1, "c": 2})
    found = Comparing(before, now, then.__getitem__, here.__getitem__, times=False).found
    assert [(one.kind, one.path) for one in found] == [
        ("deleted", b"a"),
        ("edited", b"b"),
        ("edited", b"c"),
    ]
