"""What differs between two standings of one folder: made, edited, renamed, deleted.

All changes hold at once, as if each file had been lifted before any was put down: "renamed" is never onto a file that
isn't renamed itself, so of two that swapped their names both are renamed, and of one that replaced another, one is
deleted and the other edited.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sandbox.runner.standing import FILE, FOLDER, LINK, ODD, Standing

_BLOCK = 1024 * 1024
Hash = Callable[[bytes], str]


class Unread(Exception):
    """A file's content can't be known, or there is no time left to read it."""


class Difference(NamedTuple):
    """See `sandbox.base.Change`, whose fields these are; paths are bytes."""

    kind: str
    path: bytes
    was: bytes = b""
    size: int = 0
    mode: int = 0
    sha256: str = ""


class Comparing:
    """`before`: how the folder stood at the start, `now`: at the end.

    `hash_before`, `hash_now`: of what a file or link holds; raise Unread. `times`: what has its old times has its old content.
    `found`, sorted by path, is all that differs. `odd`: how many links, pipes or devices were made, which are no differences.
    `sure` is False where something couldn't be seen or read.
    """

    def __init__(
        self, before: Standing, now: Standing, hash_before: Hash, hash_now: Hash, *, times: bool
    ) -> None:
        self._before, self._now, self._times = before, now, times
        self._hash_before, self._hash_now = hash_before, hash_now
        self.sure = before.whole and now.whole and self._closed_alike()
        self.odd = 0
        self.found: list[Difference] = []
        self._fresh: set[bytes] = set()  # files whose content isn't what was at their path
        self._gone: set[bytes] = set()  # files whose content isn't at their path any more
        self._sums: dict[bytes, str | None] = {}  # of what is there now
        self._look()
        self._tell(self._renamed())
        self.found.sort(key=lambda one: (one.path, one.kind))

    def _closed_alike(self) -> bool:
        """Folders that can't be listed couldn't be then either, and nothing reached into them."""
        if self._now.closed != self._before.closed:
            return False
        return all(self._was_closed(path) for path in self._before.closed)

    def _was_closed(self, path: bytes) -> bool:
        then, now = self._before.entries.get(path), self._now.entries.get(path)
        return (
            then is not None
            and now is not None
            and then.stays(now)
            and not os.access(self._now.place(path), os.X_OK)
        )

    def _look(self) -> None:
        before, now = self._before.entries, self._now.entries
        for path, entry in now.items():
            then = before.get(path)
            same = then is not None and then.kind == entry.kind
            if entry.kind == FILE and not (same and self._holds_the_same(path)):
                self._fresh.add(path)
                if same:
                    self._gone.add(path)
            elif entry.kind == FOLDER and not same:
                self.found.append(Difference("folder_made", path, mode=entry.mode & 0o777))
            elif entry.kind in (LINK, ODD) and not (same and self._holds_the_same(path)):
                self.odd += 1
        for path, then in before.items():
            if path not in now or now[path].kind != then.kind:
                self._left(path, then.kind)

    def _left(self, path: bytes, kind: str) -> None:
        if kind == FILE:
            self._gone.add(path)
        elif kind == FOLDER:
            self.found.append(Difference("folder_deleted", path))
        elif kind == LINK:
            self.found.append(Difference("deleted", path))

    def _holds_the_same(self, path: bytes) -> bool:
        """With the same permissions."""
        then, now = self._before.entries[path], self._now.entries[path]
        if now.kind == ODD or (self._times and then.stays(now)):
            return True
        if (then.size, then.mode) != (now.size, now.mode):
            return False
        old, new = self._old(path), self._sum(path)
        return old is not None and old == new

    def _old(self, path: bytes) -> str | None:
        try:
            return self._hash_before(path)
        except Unread:
            self.sure = False
            return None

    def _sum(self, path: bytes) -> str | None:
        if path not in self._sums:
            try:
                self._sums[path] = self._hash_now(path)
            except Unread:
                self.sure, self._sums[path] = False, None
        return self._sums[path]

    def _renamed(self) -> dict[bytes, bytes]:
        """Where the content of new files was, for those of which it was anywhere."""
        places, renamed = _Places(self._lost()), dict[bytes, bytes]()
        for by_name in (True, False):
            for path in sorted(self._fresh - renamed.keys()) if places else ():
                total = self._sum(path)
                # where there still is a file, its old content elsewhere is likelier a copy: unless it is the very same file
                for inode in (None, self._now.entries[path].inode):
                    was = places.take(path, _name(path) if by_name else None, total, inode)
                    if was is not None:
                        renamed[path] = was
                        break
        return self._onto_free_places(renamed)

    def _lost(self) -> Iterator[tuple[bytes, str, int | None]]:
        """Path, hash, and the inode where there is a file now too, of the content that isn't at its path any more."""
        sizes = {self._now.entries[path].size for path in self._fresh}
        for path in sorted(self._gone):
            entry = self._before.entries[path]
            if entry.size in sizes and (total := self._old(path)) is not None:
                yield path, total, entry.inode if path in self._fresh else None

    def _onto_free_places(self, renamed: dict[bytes, bytes]) -> dict[bytes, bytes]:
        """Without those onto a file that went nowhere."""
        kept, moved = dict(renamed), set(renamed.values())
        waiting = [path for path in renamed if path not in moved and self._was_file(path)]
        while waiting:
            was = kept.pop(waiting.pop())
            if was in kept:
                waiting.append(was)
        return kept

    def _was_file(self, path: bytes) -> bool:
        then = self._before.entries.get(path)
        return then is not None and then.kind == FILE

    def _tell(self, renamed: dict[bytes, bytes]) -> None:
        moved = set(renamed.values())
        for path in self._fresh:
            entry, total = self._now.entries[path], self._sum(path)
            stayed = path in self._gone and path not in moved
            kind = "renamed" if path in renamed else "edited" if stayed else "made"
            if total is not None:
                was = renamed.get(path, b"")
                self.found.append(Difference(kind, path, was, entry.size, entry.mode & 0o777, total))
        self.found.extend(Difference("deleted", path) for path in self._gone - moved - self._fresh)


class _Places:
    """Where contents were: each is taken once, the first by path, in a time that doesn't grow with how many are alike."""

    def __init__(self, lost: Iterable[tuple[bytes, str, int | None]]) -> None:
        self._taken: set[bytes] = set()
        self._waiting: dict[tuple[bytes | None, str | None, int | None], deque[bytes]] = {}
        for path, total, inode in lost:
            for name in (_name(path), None):
                self._waiting.setdefault((name, total, inode), deque()).append(path)

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def take(self, path: bytes, name: bytes | None, total: str | None, inode: int | None) -> bytes | None:
        """Another place than `path` that held `total`, with this name unless None; None for no such place."""
        waiting, itself = self._waiting.get((name, total, inode), deque()), False
        while waiting and (waiting[0] in self._taken or waiting[0] == path):
            itself |= waiting.popleft() == path
        found = waiting.popleft() if waiting else None
        if itself and path not in self._taken:
            waiting.appendleft(path)
        if found is not None:
            self._taken.add(found)
        return found


def _name(path: bytes) -> bytes:
    return path.rpartition(b"/")[2]


def hash_of(standing: Standing, path: bytes, deadline: float) -> str:
    """SHA-256 of the regular file or link at `path`, in hexadecimal digits. Raises Unread."""
    digest = hashlib.sha256()
    if time.monotonic() > deadline:  # many may be empty
        raise Unread
    try:
        if standing.entries[path].kind == LINK:
            return hashlib.sha256(os.readlink(standing.place(path))).hexdigest()
        with os.fdopen(standing.open_file(path), "rb", buffering=0) as file:
            while block := file.read(_BLOCK):
                if time.monotonic() > deadline:
                    raise Unread
                digest.update(block)
    except OSError as error:
        raise Unread from error
    return digest.hexdigest()
