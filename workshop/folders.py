"""What lies in a folder of the person's: which files match, as they are now, and taking one in while nobody writes to it."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import translate
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from generator.tools import Tool
from generator.tools.filling import endings_of

MOST = 100_000  # files that match
_TEMPORARY = (
    *("~$*", "*~", "#*#", "*.tmp", "*.temp", "*.part", "*.partial", "*.crdownload", "*.download"),
    *("*.filepart", "*.swp", "*.lock", "thumbs.db", "desktop.ini"),
)


class NoFolder(Exception):
    """It can't be looked into now; the text is a sentence for a person."""


class NotNow(Exception):
    """A file that is being written, locked, or not to be read yet."""


class Mark(NamedTuple):
    """By which a file is known again without reading it."""

    size: int  # bytes
    mtime_ns: int
    inode: str


@dataclass(frozen=True, slots=True)
class Inside:
    """The files that match, by the bytes of their names; how many links were left out, which are never followed."""

    files: dict[bytes, Mark]
    links: int


def usual_patterns(tool: Tool) -> tuple[str, ...]:
    """Names of the files that `tool` asks for, ("*",) where it takes any."""
    endings = dict.fromkeys(
        ending
        for slot in tool.files
        for ending in endings_of(slot) or (PurePath(slot.name).suffix.casefold(),)
        if ending
    )
    return tuple(f"*{ending}" for ending in endings) or ("*",)


def look_into(folder: str, patterns: Sequence[str]) -> Inside:
    """What lies in it, not in folders inside it. Raises `NoFolder`."""
    wanted = _one_of(patterns)
    files: dict[bytes, Mark] = {}
    links = 0
    with _said(folder), os.scandir(os.fsencode(folder)) as entries:
        for entry in entries:
            if not _matches(as_text(entry.name).casefold(), wanted):
                continue
            if entry.is_symlink():
                links += 1
            elif (mark := _mark_of(entry)) is not None:
                files[entry.name] = mark
                if len(files) > MOST:
                    raise NoFolder(
                        f"More than {MOST:,} files in {folder} match. Choose a folder with fewer of them."
                    )
    return Inside(files, links)


@contextmanager
def opened(folder: str, name: bytes, mark: Mark) -> Iterator[BinaryIO]:
    """The file `name` as it was at `mark`, to be read. Raises `NotNow` where it isn't, also when it changes meanwhile."""
    try:
        handle = os.open(os.path.join(os.fsencode(folder), name), _FLAGS)
    except OSError as error:
        raise NotNow from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode) or _is_locked(handle) or _as_now(handle) != mark:
            raise NotNow
        yield file
        if _as_now(handle) != mark:
            raise NotNow


def as_text(name: bytes) -> str:
    """A name to be shown; what isn't UTF-8 is a sign for it."""
    return name.decode("utf-8", "replace")


_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


@contextmanager
def _said(folder: str) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise NoFolder(f"The folder {folder} isn't there.") from None
    except PermissionError:
        raise NoFolder(f"The folder {folder} can't be opened: you have no permission for it.") from None
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "bad name"
        raise NoFolder(f"The folder {folder} can't be read ({reason}).") from error


def _one_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern.casefold()) for pattern in patterns))


_HIDDEN = _one_of((".*", *_TEMPORARY))


def _matches(name: str, wanted: re.Pattern[str]) -> bool:
    return wanted.match(name) is not None and _HIDDEN.match(name) is None


def _mark_of(entry: os.DirEntry[bytes]) -> Mark | None:
    try:
        if not entry.is_file(follow_symlinks=False):
            return None
        return _mark(os.stat(entry.path, follow_symlinks=False))
    except FileNotFoundError:
        return None


def _as_now(handle: int) -> Mark:
    return _mark(os.fstat(handle))


def _mark(found: os.stat_result) -> Mark:
    return Mark(found.st_size, found.st_mtime_ns, str(found.st_ino))


def _is_locked(handle: int) -> bool:
    """Where somebody holds it for writing; Windows says so when it is opened."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        for lock in (fcntl.flock, fcntl.lockf):
            lock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            lock(handle, fcntl.LOCK_UN)
    except OSError as error:
        return error.errno in (errno.EACCES, errno.EAGAIN)  # another reason: no locks on this disk
    return False
