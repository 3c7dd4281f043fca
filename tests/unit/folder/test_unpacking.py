"""ZIPs as folders: what is in them is untrusted, and nothing is left of one that is refused."""

from __future__ import annotations

import io
import os
import stat
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from workshop.folder import unpacking
from workshop.folder.roots import BadFolder
from workshop.folder.unpacking import tidy, unpack, zip_again


def a_zip(
    *files: tuple[str, bytes], change: Callable[[zipfile.ZipInfo], None] = lambda _: None
) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, (2024, 5, 3, 10, 20, 30))
            info.compress_type = zipfile.ZIP_DEFLATED
            change(info)
            archive.writestr(info, content)
    made.seek(0)
    return made


def names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_the_only_folder_in_it_is_the_root(tmp_path: Path) -> None:
    made = unpack(
        a_zip(("Photos/a.jpg", b"1"), ("Photos/2024/b.jpg", b"22"), ("__MACOSX/._a.jpg", b"x")), tmp_path
    )
    assert made.root.name == "Photos"
    assert names(made.root) == ["2024/b.jpg", "a.jpg"]
    assert (made.root / "a.jpg").stat().st_mtime == pytest.approx(
        time.mktime((2024, 5, 3, 10, 20, 30, 0, 0, -1))
    )


def test_a_folder_goes_back_into_a_zip_as_it_was(tmp_path: Path) -> None:
    files = [("x/a.txt", b"one"), ("x/\N{SNOWMAN} b.txt", b"two" * 1000), ("y.txt", b"")]
    made = unpack(a_zip(*files, ("empty/", b"")), tmp_path)
    (made.root / "link").symlink_to("/etc/passwd")
    again = io.BytesIO()
    zip_again(made.root, again)
    with zipfile.ZipFile(again) as archive:
        kept = {info.filename: archive.read(info) for info in archive.infolist()}
    assert kept == {**dict(files), "empty/": b""}


@pytest.mark.parametrize(
    "name",
    [
        "../out.txt",
        "a/../../out.txt",
        "/etc/out.txt",
        "a\\..\\..\\out.txt",
        "n" * 300,
        "d/" * 70 + "deep.txt",
    ],
)
def test_names_that_lead_out_or_cant_be_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadFolder, match="leads out of it"):
        unpack(a_zip(("fine.txt", b"1"), (name, b"2")), tmp_path / "folders")
    assert not list((tmp_path / "folders").iterdir())
    assert not (tmp_path / "out.txt").exists()


def test_links_are_left_out_and_it_says_so(tmp_path: Path) -> None:
    def link(info: zipfile.ZipInfo) -> None:
        if info.filename == "link":
            info.external_attr = (stat.S_IFLNK | 0o777) << 16

    made = unpack(a_zip(("a.txt", b"1"), ("link", b"/etc/passwd"), change=link), tmp_path)
    assert names(made.root) == ["a.txt"]
    assert made.notes == ("1 links in the ZIP are left out.",)


def test_bytes_are_counted_while_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of a ZIP may say less than what comes out of it."""
    monkeypatch.setattr(unpacking, "MOST_BYTES", 100_000)
    bomb = bytearray(a_zip(("zeros.bin", bytes(5_000_000))).getvalue())
    listed = bomb.index(b"PK\x01\x02")
    bomb[listed + 24 : listed + 28] = (1000).to_bytes(4, "little")  # the size, as the list says it
    with pytest.raises(BadFolder):
        unpack(io.BytesIO(bytes(bomb)), tmp_path / "folders")
    with pytest.raises(BadFolder, match="larger than"):
        unpack(a_zip(("zeros.bin", bytes(5_000_000))), tmp_path / "folders")
    assert not list((tmp_path / "folders").iterdir())


def test_too_many_files_a_password_and_damage_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def secret(info: zipfile.ZipInfo) -> None:
        info.flag_bits |= 1

    locked = bytearray(a_zip(("a.txt", b"1")).getvalue())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadFolder, match="password"):
        unpack(io.BytesIO(bytes(locked)), tmp_path)
    with pytest.raises(BadFolder, match="damaged"):
        unpack(io.BytesIO(a_zip(("a.txt", os.urandom(5000))).getvalue()[:-400]), tmp_path)
    with pytest.raises(BadFolder, match="damaged"):
        unpack(io.BytesIO(b"no zip at all"), tmp_path)
    monkeypatch.setattr(unpacking, "MOST_FILES", 3)
    with pytest.raises(BadFolder, match="4 files; 3 is the most"):
        unpack(a_zip(*((f"{number}.txt", b"") for number in range(4))), tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_no_turn_names_is_removed_after_its_time(tmp_path: Path) -> None:
    kept, gone = unpack(a_zip(("a", b"1")), tmp_path), unpack(a_zip(("b", b"1")), tmp_path)
    used = {kept.root.parent.name}
    assert tidy(tmp_path, used, older_than=3600) == set()
    assert tidy(tmp_path, used, -1, {"another"}) == set()
    assert tidy(tmp_path, used, older_than=-1) == {gone.root.parent.name}
    assert kept.root.exists()
    assert not gone.root.exists()


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_damage_of_any_kind_is_said_and_leaves_nothing(tmp_path: Path, way: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as archive:
        archive.writestr("a.txt", os.urandom(5000))
    content = bytearray(made.getvalue())
    content[44:1000] = b"\xff" * 956
    for damaged in (io.BytesIO(bytes(content)), a_zip(("a", b"1"), ("a/b", b"2"))):
        with pytest.raises(BadFolder, match="damaged"):
            unpack(damaged, tmp_path)
        assert not list(tmp_path.iterdir())


def test_a_long_list_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_MOST_LISTED", 100)
    monkeypatch.setattr(zipfile, "ZipFile", None) if (made := a_zip(("a" * 90, b"1"))) else None
    with pytest.raises(BadFolder, match="is the most"):
        unpack(made, tmp_path)
