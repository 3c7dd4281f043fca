"""Changes in a folder as words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from sandbox.base import ChangeKind

_PICTURES = {
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
}
_KINDS: dict[str, str] = {
    "made": "made",
    "edited": "edited",
    "renamed": "renamed",
    "moved": "moved",
    "deleted": "deleted",
}
_FOLDERS: dict[str, str] = {"folder_made": "made", "folder_deleted": "deleted"}


def line_of(changes: Sequence[tuple[ChangeKind, str, str]]) -> str:
    """ "148 photos renamed; 3 files deleted; 1 folder made"; "" for none. Each is (kind, path, was)."""
    count = Counter[str]()
    photos = Counter[str]()
    for kind, path, was in changes:
        name = _moved(path, was) if kind == "renamed" else str(kind)
        count[name] += 1
        photos[name] += PurePosixPath(path).suffix.casefold() in _PICTURES
    said = [
        f"{_many(count[kind], 'photo' if photos[kind] == count[kind] else 'file')} {did}"
        for kind, did in _KINDS.items()
        if count[kind]
    ]
    said += [f"{_many(count[kind], 'folder')} {did}" for kind, did in _FOLDERS.items() if count[kind]]
    return "; ".join(said)


def _moved(path: str, was: str) -> str:
    return "renamed" if PurePosixPath(path).parent == PurePosixPath(was).parent else "moved"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size_of(number: int) -> str:
    """ "38 MB" """
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            return f"{number:,.0f} {unit}" if number >= 10 or unit == "bytes" else f"{number:,.1f} {unit}"
        number = number // 100 / 10  # type: ignore[assignment]
    raise AssertionError
