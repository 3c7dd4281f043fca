"""What a program left in /out, as frames. Nothing is followed: regular files only, bounded, no recursion."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from sandbox.runner.frames import MAX_PAYLOAD, Kind, pack

MAX_DEPTH = 8
MAX_ENTRIES = 20_000


class Left:
    """What stays behind, and why: how many were `odd` (links, pipes, sockets, unreadable), deep, many, large."""

    def __init__(self) -> None:
        self.odd = self.deep = self.many = self.large = 0

    def limits(self) -> Iterator[tuple[str, str]]:
        """The limit's name, "" where it isn't one, and a sentence."""
        if self.odd:
            yield "", f"{self.odd} entries in /out aren't ordinary files (links, pipes or unreadable): left out."
        if self.deep:
            yield "outputs", f"Folders in /out deeper than {MAX_DEPTH} levels are left out."
        if self.many:
            yield "outputs", "There are too many files in /out: the rest is left out."
        if self.large:
            yield "output_bytes", f"{self.large} files in /out are too large to keep: left out."


def collect(folder: str, files: int, size: int) -> Iterator[bytes]:
    """Frames of at most `files` regular files under `folder`, together at most `size` bytes."""
    left = Left()
    for path, name in _walk(folder, left):
        if files <= 0:
            left.many += 1
            break
        handle = _open(path)
        if handle is None:
            left.odd += 1
            continue
        with os.fdopen(handle, "rb", buffering=0) as file:
            length = os.fstat(handle).st_size
            if length > size:
                left.large += 1
                continue
            files, size = files - 1, size - length
            yield pack(Kind.FILE, {"name": name, "size": length})
            while block := file.read(min(MAX_PAYLOAD, length)):
                length -= len(block)
                yield pack(Kind.FILE_CHUNK, None, block)
    for limit, says in left.limits():
        yield pack(Kind.LIMIT, {"limit": limit, "says": says})


def _open(path: str) -> int | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    return None


def _walk(folder: str, left: Left) -> Iterator[tuple[str, str]]:
    """Paths and names (relative, as text) of what may be regular files, folder by folder, sorted."""
    waiting = [(folder, "", 0)]
    seen = 0
    while waiting:
        place, prefix, depth = waiting.pop()
        for entry in _entries(place, left):
            seen += 1
            if seen > MAX_ENTRIES:
                left.many += 1
                return
            name = prefix + os.fsencode(entry.name).decode("utf-8", "replace")
            if entry.is_dir(follow_symlinks=False):
                if depth < MAX_DEPTH:
                    waiting.append((entry.path, name + "/", depth + 1))
                else:
                    left.deep += 1
            elif entry.is_file(follow_symlinks=False):
                yield entry.path, name
            else:
                left.odd += 1


def _entries(place: str, left: Left) -> list[os.DirEntry[str]]:
    found: list[os.DirEntry[str]] = []
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                found.append(entry)
                if len(found) > MAX_ENTRIES:
                    break
    except OSError:
        left.odd += 1
    return sorted(found, key=lambda entry: entry.name)
