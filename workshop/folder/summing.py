"""Changes in a folder as words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Literal

from sandbox.base import ChangeKind

Done = Literal["made", "edited", "renamed", "moved", "deleted", "folder_made", "folder_deleted"]
_PICTURES = {
    *(
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".heic",
        ".webp",
        ".tif",
        ".tiff",
        ".bmp",
        ".raw",
        ".cr2",
        ".nef",
        ".dng",
    ),
}
_KINDS: tuple[Done, ...] = ("made", "edited", "renamed", "moved", "deleted")
_FOLDERS: dict[Done, str] = {"folder_made": "made", "folder_deleted": "deleted"}


def line_of(changes: Sequence[tuple[ChangeKind, str, str]]) -> str:
    """ "148 photos renamed; 3 files deleted; 1 folder made"; "" for none. Each is (kind, path, was)."""
    count, photos = Counter[Done](), Counter[Done]()
    for kind, path, was in changes:
        done = done_of(kind, path, was)
        count[done] += 1
        photos[done] += is_photo(path)
    said = [
        f"{_many(count[kind], 'photo' if photos[kind] == count[kind] else 'file')} {kind}"
        for kind in _KINDS
        if count[kind]
    ]
    said += [f"{_many(count[kind], 'folder')} {did}" for kind, did in _FOLDERS.items() if count[kind]]
    return "; ".join(said)


def done_of(kind: ChangeKind, path: str, was: str) -> Done:
    """A file in another folder is moved, whatever it is called there."""
    if kind == "renamed" and PurePosixPath(path).parent != PurePosixPath(was).parent:
        return "moved"
    return kind


def is_photo(path: str) -> bool:
    """By its name."""
    return PurePosixPath(path).suffix.casefold() in _PICTURES


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size_of(number: int) -> str:
    """ "38 MB" """
    for unit in ("bytes", "KB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            return f"{number:,.0f} {unit}" if number >= 10 or unit == "bytes" else f"{number:,.1f} {unit}"
        number = number // 100 / 10  # type: ignore[assignment]
    raise AssertionError
