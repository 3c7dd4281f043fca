"""How a folder stands at one moment: every entry with what tells a change of it. Nothing is followed, nothing recurses.

Paths are bytes, relative to the folder. Only for when no program runs: then nobody moves what is being read.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from typing import NamedTuple

MAX_ENTRIES = 400_000
MAX_PATH = 4000  # bytes; with the folder's own, what the system takes as one path
FILE, FOLDER, LINK, ODD = "file", "folder", "link", "odd"
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


class Entry(NamedTuple):
    """`kind`: FILE, FOLDER, LINK, or ODD for pipes, sockets and devices. `mode`: permission bits.

    No program can set `ctime`: what was only read, or never touched, keeps it.
    """

    kind: str
    size: int
    mtime: int  # nanoseconds
    ctime: int
    mode: int
    inode: int  # by which it may be known again under another name; two looks at one file may show two

    @classmethod
    def of(cls, about: os.stat_result) -> Entry:
        kind = _KINDS.get(stat.S_IFMT(about.st_mode), ODD)
        size = about.st_size if kind in (FILE, LINK) else 0
        times = about.st_mtime_ns, about.st_ctime_ns
        return cls(kind, size, *times, stat.S_IMODE(about.st_mode), about.st_ino)

    def stays(self, other: Entry) -> bool:
        """Nobody touched what was this and is `other` now."""
        return self[:-1] == other[:-1]


_KINDS = {stat.S_IFREG: FILE, stat.S_IFDIR: FOLDER, stat.S_IFLNK: LINK}


class Standing:
    """`entries`: all there is, by path, without the folder itself. `closed`: folders that can't be listed.

    `whole` is False where some of it wasn't seen: too much, too deep, or `deadline` (monotonic) came first.
    """

    def __init__(self, root: bytes, *, opening: bool = False) -> None:
        """`opening`: what its owner has locked is unlocked to be looked at; `entries` say how it was."""
        self.root, self._opening = root, opening
        self.entries: dict[bytes, Entry] = {}
        self.closed: set[bytes] = set()
        self.whole = True

    @property
    def files(self) -> int:
        return sum(entry.kind == FILE for entry in self.entries.values())

    def place(self, path: bytes) -> bytes:
        return self.root + b"/" + path if path else self.root

    def walk(self, deadline: float) -> None:
        """Fill `entries`."""
        waiting = [b""]
        while waiting:
            folder = waiting.pop()
            for name, about in self._list(folder):
                path = folder + b"/" + name if folder else name
                if len(self.entries) >= MAX_ENTRIES or time.monotonic() > deadline:
                    self.whole = False
                    return
                entry = self.entries[path] = Entry.of(about)
                if entry.kind == FOLDER and len(path) <= MAX_PATH:
                    waiting.append(path)
                elif entry.kind == FOLDER:
                    self.whole = False

    def _list(self, folder: bytes) -> Iterator[tuple[bytes, os.stat_result]]:
        try:
            handle = self._open_folder(folder)
        except OSError:
            self.closed.add(folder)
            return
        try:
            with os.scandir(handle) as found:
                for one in found:
                    yield os.fsencode(one.name), one.stat(follow_symlinks=False)
        except OSError:
            self.closed.add(folder)
        finally:
            os.close(handle)

    def _open_folder(self, folder: bytes) -> int:
        place, entry = self.place(folder), self.entries.get(folder)
        try:
            return os.open(place, _FLAGS | os.O_DIRECTORY)
        except PermissionError:
            if not self._opening:
                raise
            os.chmod(place, (entry.mode if entry else 0) | 0o700)  # a folder: seen a moment ago
            return os.open(place, _FLAGS | os.O_DIRECTORY)

    def open_file(self, path: bytes) -> int:
        """A descriptor of the regular file at `path`. Raises OSError where there is none, or it can't be read."""
        place = self.place(path)
        try:
            handle = os.open(place, _FLAGS)
        except PermissionError:
            if not self._opening or self.entries[path].kind != FILE:
                raise
            os.chmod(place, self.entries[path].mode | 0o400)
            handle = os.open(place, _FLAGS)
        if stat.S_ISREG(os.fstat(handle).st_mode):
            return handle
        os.close(handle)
        raise OSError("That isn't a regular file.")
