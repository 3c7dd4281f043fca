"""Files by content hash: the same bytes are kept once, and a name never reaches the disk."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_HASH = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 20


class NoRoom(Exception):
    """The disk is full. `sentence` is for a person."""

    sentence = "The disk of this computer is full, so nothing more can be kept."
    next_step = "Free some space, then try again."

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}"


class TooLarge(Exception):
    """More bytes than were allowed."""


class Blobs:
    """A folder of files named by the SHA-256 of their content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes | BinaryIO | Path, most: int | None = None) -> str:
        """Keep `content`; return its hash (64 hex digits). Raises `NoRoom`, and `TooLarge` above `most` bytes."""
        try:
            return self._put(content, most)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise NoRoom from error
            raise

    def path(self, digest: str) -> Path:
        """Where it lies. Raises ValueError for what isn't a hash, FileNotFoundError if it isn't there."""
        if not _HASH.fullmatch(digest):
            raise ValueError("not a content hash")
        path = self._folder / digest[:2] / digest[2:]
        if not path.is_file():
            raise FileNotFoundError(digest)
        return path

    def get(self, digest: str, most: int = -1) -> bytes:
        """Its bytes, or the first `most` of them."""
        with self.path(digest).open("rb") as source:
            return source.read(most)

    def remove(self, digest: str, unused_for: float) -> bool:
        """Remove what nothing refers to any more; tell whether it is gone. What was put within `unused_for` seconds stays,
        since whoever put it may not have stored yet that it is used: any process may put and remove at the same time.
        """
        try:
            path = self.path(digest)
        except FileNotFoundError:
            return True
        aside = path.with_name(f"{path.name}.going-{os.getpid()}-{time.monotonic_ns()}")
        with suppress(FileNotFoundError):
            if _age(path) < unused_for:
                return False
            path.rename(aside)
            if _age(aside) < unused_for:  # put once more between the look and the move
                aside.rename(path)
                return False
            aside.unlink()
        return True

    def each(self) -> Iterator[tuple[str, int]]:
        """The hash and the size in bytes of all that is kept."""
        for folder, _folders, names in os.walk(self._folder):
            for name in names:
                digest = Path(folder).name + name
                if _HASH.fullmatch(digest):
                    with suppress(FileNotFoundError):
                        yield digest, (Path(folder) / name).stat().st_size

    def tidy(self, older_than: float) -> None:
        """Remove what a process that was killed left half written, or half removed, more than that many seconds ago."""
        for path in (*self._folder.glob("new-*"), *self._folder.glob("*/*.going-*")):
            with suppress(FileNotFoundError):
                if _age(path) > older_than:
                    path.unlink()

    def _put(self, content: bytes | BinaryIO | Path, most: int | None) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix="new-")
        try:
            digest = hashlib.sha256()
            with os.fdopen(handle, "wb") as out:
                for piece in _pieces(content):
                    digest.update(piece)
                    out.write(piece)
                    if most is not None and out.tell() > most:
                        raise TooLarge
                out.flush()
                os.fsync(out.fileno())
            self._settle(Path(name), digest.hexdigest())
        finally:
            Path(name).unlink(missing_ok=True)
        return digest.hexdigest()

    def _settle(self, made: Path, digest: str) -> None:
        place = self._folder / digest[:2] / digest[2:]
        try:
            os.utime(place)  # it is wanted again: `remove` lets it be
        except FileNotFoundError:
            place.parent.mkdir(exist_ok=True)
            shutil.move(made, place)


def _age(path: Path) -> float:
    """Seconds since it was put."""
    return time.time() - path.stat().st_mtime


def _pieces(content: bytes | BinaryIO | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    elif isinstance(content, Path):
        with content.open("rb") as source:
            yield from iter(lambda: source.read(_PIECE), b"")
    else:
        yield from iter(lambda: content.read(_PIECE), b"")
