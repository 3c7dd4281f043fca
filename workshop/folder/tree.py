"""A person's folder, gone into part by part: no link is followed, no other disk entered."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop.folder import scanning
from workshop.folder.file_systems import file_system_of
from workshop.folder.moving import NO_FOLLOW, move
from workshop.folder.types import Seen

_FOLDER = NO_FOLLOW | getattr(os, "O_DIRECTORY", 0)
_PASS = getattr(os, "O_PATH", os.O_RDONLY) | _FOLDER
_GONE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
WORKS = os.open in os.supports_dir_fd  # not on Windows


class Tree:
    """Paths are relative, with "/" between their parts, and were checked (`planning.is_inside`)."""

    def __init__(self, root: Path) -> None:
        """Raises OSError."""
        self.fd = os.open(root, os.O_RDONLY | _FOLDER)
        found = os.fstat(self.fd)
        self.disk, self.inode = found.st_dev, str(found.st_ino)
        self.file_system = file_system_of(self.fd)

    def close(self) -> None:
        os.close(self.fd)

    @contextmanager
    def parent(self, path: str) -> Iterator[tuple[int, str]]:
        """The folder that `path` lies in, as a descriptor, and its name there. Raises OSError."""
        *folders, name = path.split("/")
        at = os.dup(self.fd)
        try:
            for folder in folders:
                inner = os.open(folder, _PASS, dir_fd=at)
                os.close(at)
                at = inner
            if os.fstat(at).st_dev != self.disk:
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), path)
            yield at, name
        finally:
            os.close(at)

    def seen(self, path: str) -> Seen | None:
        """As it is now; None where nothing of a kind we know is there, or a link stands in the way to it."""
        found = self.stat(path)
        return scanning.seen(found) if found else None

    def stat(self, path: str) -> os.stat_result | None:
        try:
            with self.parent(path) as (folder, name):
                return os.lstat(name, dir_fd=folder)
        except OSError as error:
            if error.errno in _GONE:
                return None
            raise

    def take(self, path: str, to: int, new: str) -> None:
        """Move it to `new` in the folder `to`."""
        with self.parent(path) as (folder, name):
            move(folder, name, to, new)

    def put(self, source: int, name: str, path: str) -> None:
        """Move `name` out of the folder `source` to `path`. Raises `FileExistsError` where something is there."""
        with self.parent(path) as (folder, new):
            move(source, name, folder, new)

    def is_empty(self, path: str) -> bool:
        with self.parent(path) as (folder, name):
            return is_empty(folder, name)

    def digest(self, path: str) -> str:
        """SHA-256 of a file's content; "" for what is no file or can't be read."""
        try:
            with self.parent(path) as (folder, name):
                flags = os.O_RDONLY | os.O_NONBLOCK | NO_FOLLOW
                with os.fdopen(os.open(name, flags, dir_fd=folder), "rb") as file:
                    return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""

    def set_times(self, path: str, accessed: int, changed: int) -> None:
        """Of a folder, "" for the whole one."""
        if not path:
            os.utime(self.fd, ns=(accessed, changed))
            return
        with self.parent(path) as (folder, name):
            os.utime(name, ns=(accessed, changed), dir_fd=folder, follow_symlinks=False)

    def sync(self, path: str) -> None:
        """The names in that folder are on the disk afterwards."""
        with self.parent(path) if path else _itself(self.fd) as (folder, name):
            handle = os.open(name, os.O_RDONLY | _FOLDER, dir_fd=folder)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def is_empty(folder: int, name: str) -> bool:
    handle = os.open(name, os.O_RDONLY | _FOLDER, dir_fd=folder)
    try:
        with os.scandir(handle) as inside:
            return next(inside, None) is None
    finally:
        os.close(handle)


@contextmanager
def _itself(folder: int) -> Iterator[tuple[int, str]]:
    yield folder, "."
