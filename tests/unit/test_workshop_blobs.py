"""The same bytes are kept once; names never reach the disk."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path

import pytest

from workshop.blobs import Blobs, NoRoom
from workshop.names import safe_name


def test_bytes_streams_and_paths_are_the_same_blob(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    content = os.urandom(3_000_000)
    (tmp_path / "file").write_bytes(content)
    digests = {blobs.put(content), blobs.put(io.BytesIO(content)), blobs.put(tmp_path / "file")}
    assert digests == {hashlib.sha256(content).hexdigest()}
    assert blobs.get(digests.pop()) == content
    assert len([path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "a" * 63, "g" * 64, "A" * 64])
def test_only_hashes_are_looked_up(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="not a content hash"):
        Blobs(tmp_path).path(digest)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Blobs(tmp_path).get("0" * 64)


class _FullDisk(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoRoom) as caught:
        Blobs(tmp_path).put(_FullDisk())
    assert "disk" in caught.value.sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("sales.csv", "sales.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.xlsx", "b.xlsx"),
        ("a\nb\tc.csv", "a_b_c.csv"),
        ("evil\u202egpj.exe", "evil_gpj.exe"),
        ("..", "file"),
        ("", "file"),
        ("  .hidden ", ".hidden"),
        ("a<b>:c.csv", "a_b__c.csv"),
        ("订单 2024.csv", "订单 2024.csv"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_names_are_made_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe
