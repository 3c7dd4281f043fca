"""The set itself: each judge sees the bug, and passes when it is fixed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hunts.planted import PROJECTS, Planted, planted

ALL = planted()
each = pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)


def _can_run(one: Planted) -> None:
    needs = {one.judge_with, *one.tests.split()[:1]} - {"python"}
    if missing := [name for name in sorted(needs) if not shutil.which(name)]:
        pytest.skip(f"no {missing[0]} on this computer")


@each
def test_a_judge_fails_as_it_is_and_passes_when_it_is_fixed(one: Planted, tmp_path: Path) -> None:
    _can_run(one)
    folder = one.copy(tmp_path / one.name)
    assert len(one.places(folder)) == len(one.fixes)
    before = one.judged(folder)
    assert before.ok is not one.bug, before.text
    one.mend(folder)
    after = one.judged(folder)
    assert after.ok, after.text


@pytest.mark.parametrize("one", [one for one in ALL if one.symptom], ids=lambda one: one.name)
def test_a_judge_sees_through_a_fix_that_only_looks_right(one: Planted, tmp_path: Path) -> None:
    _can_run(one)
    folder = one.copy(tmp_path / one.name)
    one.hide(folder)
    said = one.judged(folder)
    assert not said.ok
    assert "SyntaxError" not in said.text, said.text


@pytest.mark.parametrize("one", [one for one in ALL if one.tests], ids=lambda one: one.name)
def test_its_own_tests_pass_although_the_bug_is_there(one: Planted, tmp_path: Path) -> None:
    _can_run(one)
    folder = one.copy(tmp_path / one.name)
    before = one.tested(folder)
    assert before.ok, before.text
    one.mend(folder)
    after = one.tested(folder)
    assert after.ok, after.text


@each
def test_a_project_looks_real_and_gives_nothing_away(one: Planted) -> None:
    files = [path for path in one.folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert 3 <= len(files) <= 12
    assert (one.folder / "README.md") in files
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files).lower()
    assert not [word for word in ("planted", "bug:", "fixme", "xxx") if word in text]
    assert bool(one.fixes) is one.bug


def test_a_regression_can_be_bisected_in_a_history(tmp_path: Path) -> None:
    (one,) = planted(["kitchen-units"])
    folder = one.copy(tmp_path / one.name)
    assert not _git(folder, "status", "--porcelain")
    subjects = _git(folder, "log", "--reverse", "--format=%s").splitlines()
    assert len(subjects) == 40
    assert one.culprit in subjects
    assert "amounts.py" not in _git(folder, "ls-tree", "--name-only", "HEAD~39")
    assert {path.name for path in folder.iterdir()} == {".git", *(path.name for path in one.folder.iterdir())}
    _git(folder, "bisect", "start", "HEAD", f"HEAD~{39 - subjects.index('Pinches')}")
    probe = f"""test "$({sys.executable} -B cook.py '2 1/2 cups' ml)" = '600 ml'"""
    assert "is the first bad commit" in _git(folder, "bisect", "run", "sh", "-c", probe)
    assert _git(folder, "log", "-1", "--format=%s", "refs/bisect/bad").strip() == one.culprit


def _git(folder: Path, *arguments: str) -> str:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_set_is_as_large_as_it_is_said_to_be() -> None:
    """18 bugs at least: 10 in Python, 5 in JavaScript, 2 for shells; and 3 complaints without one."""
    languages = [one.language for one in ALL if one.bug]
    for language, fewest in (("python", 10), ("javascript", 5), ("shell", 2)):
        assert languages.count(language) >= fewest, languages
    assert len(languages) >= 18
    assert sum(not one.bug for one in ALL) >= 3
    assert {path.name for path in PROJECTS.iterdir()} == {one.name for one in ALL}
