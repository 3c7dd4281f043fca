"""A ZIP as a folder of ours, and such a folder as a ZIP again. What is in a ZIP is untrusted: its list is looked at first, and bytes are counted while they are written."""

from __future__ import annotations

import errno
import lzma
import os
import stat
import time
import uuid
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path, PurePosixPath
from shutil import rmtree
from typing import BinaryIO, NamedTuple

from workshop.folder.roots import BadFolder
from workshop.given import BadRequest

FOLDERS = "folders"  # in ONEOFF_HOME
MOST_FILES = 20_000
MOST_BYTES = 2_000_000_000  # unpacked
_MOST_LISTED = 8_000_000  # bytes of the list of files
_PIECE = 1 << 20
_DEEPEST = 60
_OURS = ("__MACOSX/",)  # what Mac's Finder adds; nobody put it there
_BROKEN = "This ZIP is damaged, so it can't be unpacked. Make it once more and add it again."
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_NAMES = 255  # bytes of a part of a path


class Unpacked(NamedTuple):
    root: Path
    notes: tuple[str, ...]  # sentences


def unpack(source: Path | BinaryIO, folders: Path) -> Unpacked:
    """Into a new folder in `folders`. Where all of it lies in one folder, that is the root. Raises `BadFolder`; nothing is left then."""
    place = folders / uuid.uuid4().hex
    try:
        with source.open("rb") if isinstance(source, Path) else nullcontext(source) as file:
            _look_at_its_end(file)
            archive = zipfile.ZipFile(file)
            links = _unpack(archive, place / "folder")
    except _DAMAGE as error:
        rmtree(place, ignore_errors=True)
        raise BadFolder(_BROKEN) from error
    except OSError as error:
        rmtree(place, ignore_errors=True)
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise BadFolder(_BROKEN) from error
        raise BadFolder(
            f"The ZIP couldn't be unpacked ({os.strerror(error.errno or 0)}). Free some space and try again."
        ) from error
    except BadRequest:
        rmtree(place, ignore_errors=True)
        raise
    return Unpacked(
        _only_folder(place / "folder"), (f"{links} links in the ZIP are left out.",) if links else ()
    )


def _look_at_its_end(file: BinaryIO) -> None:
    """Before the list of files is read at all: how long it says it is, as `zipfile` finds it."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 76 - 22 - 65_535))
    tail = file.read()
    plain = tail[-22:-18] == b"PK\5\6" and tail[-2:] == b"\0\0"
    at = len(tail) - 22 if plain else tail.rfind(b"PK\5\6")
    count, length = (
        int.from_bytes(tail[at + 10 : at + 12], "little"),
        int.from_bytes(tail[at + 12 : at + 16], "little"),
    )
    if at >= 76 and tail[at - 20 : at - 16] == b"PK\6\7":
        count = int.from_bytes(tail[at - 44 : at - 36], "little")
        length = int.from_bytes(tail[at - 36 : at - 28], "little")
    if at >= 0 and (count > MOST_FILES or length > _MOST_LISTED):
        raise BadFolder(
            f"The ZIP has {count:,} files; {MOST_FILES:,} is the most. Make one of a part of them."
        )


def zip_again(root: Path, target: BinaryIO) -> None:
    """All regular files of a folder of ours; links aren't followed."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for place, folders, names in os.walk(root):
            folders.sort()
            inside = Path(place).relative_to(root)
            if not names and not folders and inside.parts:
                archive.writestr(f"{inside.as_posix()}/".encode("utf-8", "replace").decode(), b"")
            for name in sorted(names):
                path = Path(place) / name
                if stat.S_ISREG(path.lstat().st_mode):
                    archive.write(path, (inside / name).as_posix().encode("utf-8", "replace").decode())


def tidy(
    folders: Path, used: Collection[str], older_than: float, names: Collection[str] | None = None
) -> set[str]:
    """Remove those of `names` (or all) in `folders` that aren't `used` and were made more than that many seconds ago. Returns which."""
    gone = set[str]()
    with suppress(FileNotFoundError):
        for place in folders.iterdir():
            unwanted = place.name not in used and (names is None or place.name in names)
            if unwanted and time.time() - place.lstat().st_mtime > older_than:
                rmtree(place, ignore_errors=True)
                gone.add(place.name)
    return gone


def _unpack(archive: zipfile.ZipFile, root: Path) -> int:
    """Returns how many links were left out."""
    infos = [info for info in archive.infolist() if not info.filename.startswith(_OURS)]
    if len(infos) > MOST_FILES:
        raise BadFolder(
            f"The ZIP has {len(infos):,} files; {MOST_FILES:,} is the most. Make one of a part of them."
        )
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise BadFolder(
            f"Unpacked, the ZIP is larger than {MOST_BYTES / 1e9:.0f} GB. Make one of a part of it."
        )
    if any(info.flag_bits & 1 for info in infos):
        raise BadFolder("The ZIP is protected with a password. Make one without and add that.")
    root.mkdir(parents=True)
    left, links, seen = MOST_BYTES, 0, set[str]()
    for info, parts in _named(infos):
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            links += 1
            continue
        target = root.joinpath(*parts)
        if info.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        if (key := "/".join(parts)) in seen:
            raise BadFolder(f"The ZIP has two files called {key}. Make it once more and add it again.")
        seen.add(key)
        left = _written(archive, info, target, left)
    return links


def _named(infos: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, tuple[str, ...]]]:
    for info in infos:
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        odd = any(part == ".." or len(part.encode("utf-8", "replace")) > _NAMES for part in parts)
        if not parts or parts[0] == "/" or odd or len(parts) > _DEEPEST or "\0" in info.filename:
            raise BadFolder(
                "A file in the ZIP has a name that leads out of it, or that can't be. It was not unpacked."
            )
        yield info, parts


def _written(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, left: int) -> int:
    """What may still be written after it, in bytes: what the list says of sizes isn't believed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(info) as source, target.open("xb") as out:
        while piece := source.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise BadFolder(
                    f"Unpacked, the ZIP is larger than {MOST_BYTES / 1e9:.0f} GB. Make one of a part of it."
                )
            out.write(piece)
    with suppress(ValueError, OverflowError, OSError):
        at = time.mktime((*info.date_time, 0, 0, -1))
        os.utime(target, (at, at))
    if (info.external_attr >> 16) & stat.S_IXUSR:
        target.chmod(0o755)
    return left


def _only_folder(root: Path) -> Path:
    entries = list(root.iterdir())
    return entries[0] if len(entries) == 1 and entries[0].is_dir() and not entries[0].is_symlink() else root
