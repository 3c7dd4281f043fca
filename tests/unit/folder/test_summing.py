"""Changes as words."""

from __future__ import annotations

import os

import pytest

from workshop.folder.names import as_path, stored
from workshop.folder.summing import line_of, size_of


def test_changes_are_counted_by_what_was_done() -> None:
    renamed = [("renamed", f"{number}.jpg", f"IMG_{number}.JPG") for number in range(148)]
    others = [
        ("deleted", "a.txt", ""),
        ("renamed", "x/b.pdf", "b.pdf"),
        ("folder_made", "x", ""),
        ("edited", "c.jpg", ""),
    ]
    assert line_of([*renamed, *others]) == (  # type: ignore[list-item]
        "1 photo edited; 148 photos renamed; 1 file moved; 1 file deleted; 1 folder made"
    )
    assert line_of([("made", "a.jpg", ""), ("made", "a.txt", "")]) == "2 files made"
    assert line_of([]) == ""


@pytest.mark.parametrize(
    ("size", "says"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 KB"), (38_400_000, "38 MB"), (2_100_000_000, "2.1 GB")],
)
def test_sizes(size: int, says: str) -> None:
    assert size_of(size) == says


@pytest.mark.parametrize(
    "name", [b"a%41b", b"\xff\xfe.txt", "é\N{SNOWMAN}".encode(), b"new\nline", b"100%", b"a/b c"]
)
def test_names_of_any_bytes_are_kept_as_text_and_come_back(name: bytes) -> None:
    kept = stored(os.fsdecode(name))
    kept.encode("utf-8")
    assert os.fsencode(as_path(kept)) == name
