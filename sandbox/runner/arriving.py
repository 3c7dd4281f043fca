"""A copy of a folder as it comes in: entry by entry, each a head, its path, then what it holds.

Links come last, so nothing is ever written through one.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
from typing import BinaryIO

from sandbox.runner.standing import FILE, FOLDER, LINK, Entry, Standing

HEAD = struct.Struct(">BIQqH")  # what it is, permission bits, size, time in nanoseconds, length of the path
END, A_FOLDER, A_FILE, A_LINK = range(4)
WHOLE, BROKEN = b"\1", b"\0"  # after a file's bytes: it was read as it was, or something came in between
_BLOCK = 256 * 1024


class Arrived:
    """What came. `before`: how it stands in the folder `root`; `sums`: SHA-256 of files and links by path."""

    def __init__(self, source: int, root: bytes) -> None:
        """Raises EOFError, OSError."""
        self.before, self.sums = Standing(root), dict[bytes, str]()
        self._folders: list[tuple[bytes, int, int]] = []
        with io.FileIO(source, closefd=False) as raw:
            self._receive(io.BufferedReader(raw, _BLOCK))
        for path, mode, mtime in reversed(self._folders):
            os.chmod(self.before.place(path), mode)
            os.utime(self.before.place(path), ns=(mtime, mtime))

    def _receive(self, stream: BinaryIO) -> None:
        while True:
            what, mode, size, mtime, length = HEAD.unpack(_exactly(stream, HEAD.size))
            if what == END:
                return
            path = _exactly(stream, length)
            place = self.before.place(path)
            if what == A_FOLDER:
                os.mkdir(place, 0o700)
                self._folders.append((path, mode, mtime))
                self._note(path, FOLDER, 0, mode, mtime)
            elif what == A_LINK:
                target = _exactly(stream, size)
                os.symlink(target, place)
                self._note(path, LINK, size, 0o777, mtime)
                self.sums[path] = hashlib.sha256(target).hexdigest()
            else:
                self._receive_file(stream, path, size, mode, mtime)

    def _receive_file(self, stream: BinaryIO, path: bytes, size: int, mode: int, mtime: int) -> None:
        place, digest, left = self.before.place(path), hashlib.sha256(), size
        with open(
            os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb", 0
        ) as file:
            while left:
                block = _exactly(stream, min(left, _BLOCK))
                digest.update(block)
                _write(file, block)
                left -= len(block)
            os.fchmod(file.fileno(), mode)
            os.utime(file.fileno(), ns=(mtime, mtime))
            inode = os.fstat(file.fileno()).st_ino
        if _exactly(stream, 1) != WHOLE:
            os.unlink(place)
            return
        self._note(path, FILE, size, mode, mtime, inode)
        self.sums[path] = digest.hexdigest()

    def _note(self, path: bytes, kind: str, size: int, mode: int, mtime: int, inode: int = 0) -> None:
        self.before.entries[path] = Entry(kind, size, mtime, 0, mode, inode)


def _write(file: io.FileIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
