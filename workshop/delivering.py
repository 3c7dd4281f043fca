"""Results put into a folder of the person's: whole or not at all, under names that are free, each once."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sandbox.names import unique_names
from workshop import tables as t
from workshop.blobs import Blobs
from workshop.spreadsheets import as_excel
from workshop.table_frames import TABLE
from workshop.views import DRAWN

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
_SHOWN = ("image/", "audio/", "video/", "text/html")


class NotDelivered(Exception):
    """Nothing is lost, it is tried again; the text is a sentence for a person."""


def to_deliver(blobs: Blobs, run: t.Run, outputs: Sequence[t.Output], before: str) -> list[dict[str, Any]]:
    """What of a result goes into a folder, [{"name", "blob"}]: its files; without any what it shows, else what it
    printed. `before`: what each name begins with. Raises `blobs.NoRoom`."""
    made = [(one.name, one.blob) for one in outputs if one.file]
    made = made or [
        (one.name, one.blob) for one in outputs if one.mime.startswith(_SHOWN) and DRAWN not in one.mime
    ]
    tables = [one for one in outputs if one.mime == TABLE and not one.file]
    if tables and not any(one.file for one in outputs):
        sheets = [f"Table {number}" for number in range(1, len(tables) + 1)]
        made.append(("table.xlsx", blobs.put(as_excel([blobs.get(one.blob) for one in tables], sheets))))
    if not made and run.stdout.strip():
        made = [("result.txt", blobs.put(run.stdout.encode("utf-8", "replace")))]
    names = unique_names(name if name.startswith(before) else f"{before} - {name}" for name, _blob in made)
    return [{"name": name, "blob": blob} for name, (_name, blob) in zip(names, made, strict=True)]


def deliver(
    blobs: Blobs,
    folder: Path,
    made: Sequence[dict[str, Any]],
    mark: str,
    settled: Callable[[list[dict[str, Any]]], object],
) -> None:
    """Put what was `made` into `folder`. What lies there already with the same content isn't put again, so doing it a
    second time changes nothing. `settled(made)` is told before each name that had to be another one; `mark`: unlike
    that of any other delivery. Raises `NotDelivered`, and FileNotFoundError where the content isn't kept any more.
    """
    left = [dict(one) for one in made]
    try:
        folder.mkdir(exist_ok=True)
        for number, one in enumerate(left):
            content = blobs.path(one["blob"])
            aside = folder / f".{mark}-{number}.part"
            while not _put(content, one["blob"], aside, folder / one["name"]):
                one["name"] = _next(one["name"])
                settled(left)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and folder.is_dir():
            raise
        raise NotDelivered(_why(error, folder)) from error


def _put(content: Path, digest: str, aside: Path, place: Path) -> bool:
    """False where another file has that name."""
    if os.path.lexists(place):
        aside.unlink(missing_ok=True)
        return _is_ours(place, digest)
    try:
        _copy(content, aside)
        return _name(aside, place)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _copy(content: Path, aside: Path) -> None:
    with content.open("rb") as source, aside.open("wb") as out:
        while piece := source.read(1 << 20):
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())


def _name(aside: Path, place: Path) -> bool:
    """Give it its name, unless somebody has that. Where a disk knows no links, an empty file holds the name for a moment."""
    try:
        os.link(aside, place)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        try:
            place.open("xb").close()
        except FileExistsError:
            return False
        aside.replace(place)
    return True


def _is_ours(place: Path, digest: str) -> bool:
    if place.is_symlink() or not place.is_file():
        return False
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def _next(name: str) -> str:
    """ "a.csv", "a (2).csv", "a (3).csv"."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    head, _, number = stem.rpartition(" (")
    if head and number.endswith(")") and number[:-1].isdecimal():
        return f"{head} ({int(number[:-1]) + 1}){ending}"
    return f"{stem} (2){ending}"


def _why(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"The disk with {folder} is full, so the results wait. Free some space, and they are put there."
        )
    if isinstance(error, PermissionError):
        return f"Nothing can be written into {folder}, so the results wait: you have no permission for it."
    if isinstance(error, FileNotFoundError | NotADirectoryError | FileExistsError):
        return f"The folder {folder} isn't there, so the results wait."
    return f"Nothing can be written into {folder} ({os.strerror(error.errno or 0)}), so the results wait."
