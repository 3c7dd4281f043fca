"""A process is killed (SIGKILL) in the middle of changing a folder, of taking it back, of going on: the next one puts everything right."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.folder.made import Run, fill, much, picture
from workshop.folder import doing
from workshop.folder.bins import Bin

POINTS = 12
TOP = Path(__file__).resolve().parents[3]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system in memory, where there is one: nothing waits for a disk."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path / "memory"
        return
    made = Path(tempfile.mkdtemp(dir="/dev/shm"))
    yield made
    shutil.rmtree(made)


@pytest.fixture(params=["same disk", "another disk"])
def home(request: pytest.FixtureRequest, memory: Path, tmp_path: Path) -> Path:
    return memory / "home" if request.param == "same disk" else tmp_path / "home"


class Copies:
    """The same folder several times, each with the same changes planned."""

    def __init__(self, home: Path, place: Path, count: int) -> None:
        self.home, self.content = home, home / "content"
        self.content.mkdir(parents=True)
        self.roots = [place / f"root{number}" for number in range(count)]
        self.bins = [self._planned(root, f"one{number}") for number, root in enumerate(self.roots)]
        self.before = [picture(root) for root in self.roots]

    def _planned(self, root: Path, id: str) -> Bin:
        fill(root, 12, 12, 26)
        run: Run = much(root, self.content)
        (self.home / "bin" / id).mkdir(parents=True)
        return doing.plan(self.home, id, doing.Wanted("run", root, run.rows, run.all))

    def blob(self, digest: str) -> Path:
        return self.content / digest

    def kill(self, do: str, steps: list[int]) -> None:
        """Each of them at its step."""
        told = [{"home": str(self.home), "content": str(self.content), "id": bin.id, "do": do, "step": step}
                for bin, step in zip(self.bins, steps, strict=True)]  # fmt: skip
        done = subprocess.run([sys.executable, "-m", "tests.unit.folder.killing"], input=json.dumps(told), text=True, capture_output=True,
                              cwd=TOP, check=True)  # fmt: skip
        assert set(done.stdout.split()) == {str(-signal.SIGKILL)}, done.stderr


def steps_of(do: Any, *arguments: Any) -> int:
    names: list[str] = []
    do(*arguments, names.append)
    return len(names)


def spread(steps: int) -> list[int]:
    return [round(one * (steps - 1) / (POINTS - 1)) for one in range(POINTS)]


def as_named(found: dict[bytes, tuple[Any, ...]]) -> dict[bytes, Any]:
    """Without the times of folders, which come with the work, and of new files."""
    return {name: one[:2] if one[0] == "link" else one[:3] for name, one in found.items()}


def test_applying_is_killed_and_taken_back_or_finished(home: Path, memory: Path) -> None:
    copies = Copies(home, memory, 2 * POINTS + 1)
    model = copies.bins.pop()
    points = spread(steps_of(doing.apply, model, copies.blob))
    whole = as_named(picture(copies.roots.pop()))
    copies.kill("apply", [*points, *points])
    for number, (bin, root, before) in enumerate(
        zip(copies.bins, copies.roots, copies.before[:-1], strict=True)
    ):
        assert bin.state() == "applying"
        if number >= POINTS:
            doing.finish(bin, copies.blob)
            assert bin.state() == "applied"
            assert bin.skipped() == []
            assert as_named(picture(root)) == whole
            doing.finish(bin, copies.blob)
        doing.undo(bin)
        assert bin.skipped() == []
        assert picture(root) == before
        doing.undo(bin)
        assert picture(root) == before


def test_taking_back_is_killed_and_begun_again(home: Path, memory: Path) -> None:
    copies = Copies(home, memory, POINTS + 1)
    for bin in copies.bins:
        doing.apply(bin, copies.blob)
    model = copies.bins.pop()
    points = spread(steps_of(doing.undo, model))
    copies.roots.pop()
    copies.kill("undo", points)
    copies.kill("undo", [min(point, 3) if point < points[-1] else 0 for point in points])
    for bin, root, before in zip(copies.bins, copies.roots, copies.before[:-1], strict=True):
        assert bin.state() == "undoing"
        doing.finish(bin, copies.blob)
        assert bin.state() == "undone"
        assert picture(root) == before
