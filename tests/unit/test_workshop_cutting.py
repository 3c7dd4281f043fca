"""A large text goes in as three pieces, and its profile says what that means."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.profile import profile_source, read_profiles
from generator.types import FileProfile
from sandbox.base import InputFile, Job
from sandbox.local import LocalSandbox
from tests.made_files import PYTHON
from workshop.cutting import LARGE, PIECE, cut_large

LINE = "2024-{:02d}-01;köln {:03d};{}\n"


def written(path: Path, encoding: str) -> int:
    """A table above LARGE bytes; returns its rows."""
    block = "".join(LINE.format(n % 12 + 1, n % 700, n) for n in range(20_000)).encode(encoding)
    times = LARGE // len(block) + 1
    with path.open("wb") as file:
        file.write(b"\xff\xfe" if encoding == "utf-16-le" else b"")
        file.write("day;shop;amount\n".encode(encoding))
        for _ in range(times):
            file.write(block)
    return times * 20_000


def looked_at(file: InputFile, folder: Path) -> FileProfile:
    given = cut_large([file], folder)
    assert sum(each.path.stat().st_size for each in given.files) <= 3 * PIECE + 3
    sandbox = LocalSandbox(PYTHON)
    sandbox.prepare()
    execution = sandbox.run(Job(profile_source([file.name], given.cuts), given.files))
    made = next(output.data for output in execution.outputs if output.name == "profile.json")
    return read_profiles(made)[0]


@pytest.mark.skipif(not PYTHON.exists(), reason="the sandbox's libraries aren't installed")
@pytest.mark.parametrize(("encoding", "read"), [("utf-8", "utf-8"), ("utf-16-le", "utf-16")])
def test_a_large_table_is_estimated_and_says_so(tmp_path: Path, encoding: str, read: str) -> None:
    path = tmp_path / "large.csv"
    rows = written(path, encoding)
    profile = looked_at(InputFile("large.csv", path), tmp_path)
    (table,) = profile.tables
    assert (profile.bytes, profile.encoding, table.estimated) == (path.stat().st_size, read, True)
    assert abs(table.rows - rows) < rows * 0.02
    assert [column.type for column in table.columns] == ["date", "text", "number"]
    assert table.columns[1].distinct == 700
    assert any("about" in note and "lines" in note for note in profile.notes)
    assert any("fit into memory" in note for note in profile.notes)
    assert profile.lines == 0
    path.unlink()


def test_what_is_small_or_no_text_goes_in_whole(tmp_path: Path) -> None:
    (tmp_path / "small.csv").write_text("a,b\n")
    with (tmp_path / "film.mp4").open("wb") as film:
        film.truncate(LARGE + 1)
    files = [InputFile(name, tmp_path / name) for name in ("small.csv", "film.mp4")]
    given = cut_large(files, tmp_path)
    assert list(given.files) == files
    assert given.cuts == {}
