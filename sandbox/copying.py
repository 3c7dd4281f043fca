"""A folder of the host's as it is copied into a sandbox: found, counted, then read piece by piece. Nothing is followed."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from sandbox.base import FolderTooLarge, Limits, View
from sandbox.runner.arriving import A_FILE, A_FOLDER, A_LINK, BROKEN, END, HEAD, WHOLE

_BLOCK = 256 * 1024
_PAGE = 4096
_MB = 1024 * 1024
_COUNTED, _COUNT_SECONDS = 300_000, 3.0  # how far what is too large is counted, for the sentence
_MAX_PATH = 4000  # bytes
_QUIETLY = getattr(os, "O_NOATIME", 0)  # Linux alone has it
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK

T = TypeVar("T")


@dataclass
class _Folder:
    path: bytes  # "" for the root
    about: os.stat_result
    files: list[tuple[bytes, os.stat_result]] = field(default_factory=list)  # by name
    links: list[bytes] = field(default_factory=list)


class Copy:
    """`files`, `size` (bytes) of what is copied. `skipped`: how many files and folders couldn't be read, or not as they were."""

    def __init__(self, view: View, limits: Limits, *, counting: bool = True) -> None:
        """Raises FolderTooLarge, OSError where the folder itself can't be read."""
        self._root, self._limits = os.fsencode(view.root.resolve()), limits
        self._left_out = {os.fsencode(path) for path in view.left_out}
        self._folders: list[_Folder] = []
        self.files = self.size = self._pages = self._entries = self.skipped = 0
        self._find(_COUNT_SECONDS if counting else 0.0)

    @property
    def room_mb(self) -> int:
        """Of memory that it needs inside."""
        return -(-self._pages * _PAGE // _MB) + 1 + self._entries // 512

    @property
    def entries(self) -> int:
        return self._entries

    def says(self) -> Iterator[str]:
        if self.skipped:
            yield f"{self.skipped:,} files or folders couldn't be read and aren't in the program's copy of the folder."

    # finding

    def _find(self, seconds: float) -> None:
        began, more = time.monotonic(), False
        root = _open_quietly(self._root, None, os.O_DIRECTORY)
        try:
            self._folders.append(_Folder(b"", os.fstat(root)))
            for folder in self._folders:  # which grows
                self._list(root, folder)
                if self._entries > _COUNTED or (self._too_large and time.monotonic() - began > seconds):
                    more = True
                    break
        finally:
            os.close(root)
        if self._too_large or more:
            raise self._refusal(more)

    @property
    def _too_large(self) -> bool:
        limits = self._limits
        return self.files > limits.view_files or self.size > limits.view_mb * _MB

    def _refusal(self, more: bool) -> FolderTooLarge:
        limits = self._limits
        says = (
            f"The folder has {'more than ' if more else ''}{self.files:,} files ({amount(self.size)}), "
            f"and only {limits.view_files:,} files ({limits.view_mb:,} MB) can be copied."
        )
        return FolderTooLarge(says, "Choose a folder inside it.")

    def _list(self, root: int, folder: _Folder) -> None:
        try:
            handle = _open_below(root, folder.path)
        except OSError:
            self.skipped += 1
            return
        try:
            with os.scandir(handle) as found:
                for one in sorted(found, key=lambda one: one.name):
                    with contextlib.suppress(FileNotFoundError):
                        self._take(folder, os.fsencode(one.name), one.stat(follow_symlinks=False))
        except OSError:
            self.skipped += 1
        finally:
            os.close(handle)

    def _take(self, folder: _Folder, name: bytes, about: os.stat_result) -> None:
        path = folder.path + b"/" + name if folder.path else name
        if path in self._left_out:
            return
        if len(path) > _MAX_PATH:
            self.skipped += 1
            return
        self._entries += 1
        if stat.S_ISREG(about.st_mode):
            folder.files.append((name, about))
            self.files, self.size = self.files + 1, self.size + about.st_size
            self._pages += -(-about.st_size // _PAGE)
        elif stat.S_ISDIR(about.st_mode):
            self._folders.append(_Folder(path, about))
        elif stat.S_ISLNK(about.st_mode):
            folder.links.append(name)

    # reading

    def blocks(self) -> Iterator[bytes]:
        """What `runner.arriving` takes. A file that went away, or is shorter by now, breaks nothing."""
        held = bytearray()
        for piece in self._pieces():
            held += piece
            if len(held) >= _BLOCK:
                yield bytes(held)
                held.clear()
        yield bytes(held)

    def _pieces(self) -> Iterator[bytes]:
        root = _open_quietly(self._root, None, os.O_DIRECTORY)
        try:
            for folder in self._folders:
                if folder.path:
                    yield _head(A_FOLDER, folder.about, 0, folder.path)
                yield from self._of_folder(root, folder, folder.files, self._file)
            for folder in self._folders:
                yield from self._of_folder(root, folder, folder.links, _link)
        finally:
            os.close(root)
        yield HEAD.pack(END, 0, 0, 0, 0)

    def _of_folder(
        self, root: int, folder: _Folder, names: list[T], pieces: Callable[[int, bytes, T], Iterator[bytes]]
    ) -> Iterator[bytes]:
        if not names:
            return
        try:
            handle = _open_below(root, folder.path)
        except OSError:
            self.skipped += len(names)
            return
        try:
            for name in names:
                yield from pieces(handle, folder.path, name)
        finally:
            os.close(handle)

    def _file(self, handle: int, folder: bytes, named: tuple[bytes, os.stat_result]) -> Iterator[bytes]:
        name, about = named
        try:
            source = _open_quietly(name, handle)
        except OSError:
            self.skipped += 1
            return
        with os.fdopen(source, "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(source).st_mode):
                self.skipped += 1
                return
            yield _head(A_FILE, about, about.st_size, _joined(folder, name))
            left = about.st_size  # what was counted: it may have grown, and there is no room for more
            while left:
                block = _read(file, min(left, _BLOCK))
                left -= len(block)
                if not block:
                    break
                yield block
            yield from (bytes(min(_BLOCK, left - at)) for at in range(0, left, _BLOCK))
            self.skipped += bool(left)
            yield BROKEN if left else WHOLE


def _link(handle: int, folder: bytes, name: bytes) -> Iterator[bytes]:
    with contextlib.suppress(OSError):
        target = os.readlink(name, dir_fd=handle)
        about = os.stat(name, dir_fd=handle, follow_symlinks=False)
        yield _head(A_LINK, about, len(target), _joined(folder, name)) + target


def _read(file: io.FileIO, size: int) -> bytes:
    try:
        return file.read(size) or b""
    except OSError:
        return b""


def _joined(folder: bytes, name: bytes) -> bytes:
    return folder + b"/" + name if folder else name


def _head(what: int, about: os.stat_result, size: int, path: bytes) -> bytes:
    mode = stat.S_IMODE(about.st_mode) & 0o777
    if what == A_FOLDER:
        mode |= 0o500  # it could be listed here
    return HEAD.pack(what, mode, size, about.st_mtime_ns, len(path)) + path


def _open_below(root: int, path: bytes) -> int:
    """The folder at `path`, part by part, so that nothing leads out of the root. Raises OSError."""
    handle = os.dup(root) if not path else root
    for part in path.split(b"/") if path else ():
        try:
            inner = _open_quietly(part, handle, os.O_DIRECTORY)
        finally:
            if handle != root:
                os.close(handle)
        handle = inner
    return handle


def _open_quietly(name: bytes, folder: int | None, more: int = 0) -> int:
    """Without changing when it was read last, where the system lets us."""
    try:
        return os.open(name, _FLAGS | _QUIETLY | more, dir_fd=folder)
    except PermissionError:
        return os.open(name, _FLAGS | more, dir_fd=folder)


def amount(size: int) -> str:
    """Bytes for a person: "2.1 GB"."""
    for unit, factor in (("GB", 1000**3), ("MB", 1000**2), ("KB", 1000)):
        if size >= factor:
            return f"{size / factor:,.1f} {unit}"
    return f"{size} bytes"
