"""Moving within one file system without ever moving over something, and copying with everything to another one."""

from __future__ import annotations

import ctypes
import errno
import functools
import hashlib
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_NO_REPLACE = 1
_PIECE = 1 << 20
_FEW = 32  # files
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP)
_NO_LINKS = (*_CANNOT, errno.EPERM, errno.EMLINK, errno.EISDIR)
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


def move(source: int, name: str, to: int, new: str) -> None:
    """Move `name` in the folder `source` (a descriptor) to `new` in `to`, a link as a link. Raises `FileExistsError` where something is there."""
    try:
        return _rename(source, name, to, new)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    try:
        os.link(name, new, src_dir_fd=source, dst_dir_fd=to, follow_symlinks=False)
        return os.unlink(name, dir_fd=source)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    with suppress(FileNotFoundError):
        os.lstat(new, dir_fd=to)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new)
    os.rename(name, new, src_dir_fd=source, dst_dir_fd=to)


def _rename(source: int, name: str, to: int, new: str) -> None:
    if _renameat2()(source, os.fsencode(name), to, os.fsencode(new), _NO_REPLACE) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), name, None, new)


@functools.cache
def _renameat2() -> Callable[..., int]:
    try:
        found = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError) as error:
        missing = error

        def without(*_arguments: Any) -> int:
            raise OSError(errno.ENOSYS, str(missing))

        return without
    found.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return lambda *arguments: int(found(*arguments))


class Pen:
    """Has what was written to the disk of the folder `to` really be there: each file at once where there are few, all of them in the end where
    there are many, which is much quicker."""

    def __init__(self, to: int, files: int) -> None:
        self._to, self._all = to, files > _FEW and _syncfs() is not None

    def wrote(self, file: int) -> None:
        if not self._all:
            os.fsync(file)

    def close(self) -> None:
        """The names in the folder are there, too, afterwards. Raises OSError."""
        if (sync := _syncfs()) and self._all:
            if sync(self._to) != 0:
                code = ctypes.get_errno()
                raise OSError(code, os.strerror(code))
        else:
            os.fsync(self._to)


@functools.cache
def _syncfs() -> Callable[[int], int] | None:
    try:
        found = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError, TypeError):
        return None
    found.argtypes = (ctypes.c_int,)
    return lambda folder: int(found(folder))


def copy(source: int, name: str, to: int, new: str, pen: Pen) -> None:
    """A copy that is whole, and like `name` in content, mode, times, owner (where allowed) and attributes, or none at all. It is on the disk once `pen` is closed."""
    part = f"{new}.part"
    remove(to, part)
    found = os.lstat(name, dir_fd=source)
    if stat.S_ISLNK(found.st_mode):
        os.symlink(os.readlink(name, dir_fd=source), part, dir_fd=to)
        _own(found, to, part)
        os.utime(part, ns=(found.st_atime_ns, found.st_mtime_ns), dir_fd=to, follow_symlinks=False)
    elif stat.S_ISDIR(found.st_mode):
        os.mkdir(part, 0o700, dir_fd=to)
        _like(source, name, to, part, os.O_DIRECTORY, pen)
    else:
        _content(source, name, to, part)
        _like(source, name, to, part, 0, pen)
    os.rename(part, new, src_dir_fd=to, dst_dir_fd=to)


def _content(source: int, name: str, to: int, part: str) -> None:
    with (
        os.fdopen(os.open(name, os.O_RDONLY | NO_FOLLOW, dir_fd=source), "rb") as old,
        os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=to), "w+b") as copied,
    ):
        digest = hashlib.sha256()
        while piece := old.read(_PIECE):
            digest.update(piece)
            copied.write(piece)
        copied.flush()
        copied.seek(0)
        if hashlib.file_digest(copied, "sha256").digest() != digest.digest():
            raise OSError(errno.EIO, os.strerror(errno.EIO), name)


def _like(source: int, name: str, to: int, part: str, kind: int, pen: Pen) -> None:
    old = os.open(name, os.O_RDONLY | NO_FOLLOW | kind, dir_fd=source)
    try:
        new = os.open(part, os.O_RDONLY | NO_FOLLOW | kind, dir_fd=to)
        try:
            found = os.fstat(old)
            with suppress(OSError):
                os.fchown(new, found.st_uid, found.st_gid)
            give_attributes(old, new)
            os.fchmod(new, stat.S_IMODE(found.st_mode))
            os.utime(new, ns=(found.st_atime_ns, found.st_mtime_ns))
            pen.wrote(new)
        finally:
            os.close(new)
    finally:
        os.close(old)


def give_attributes(old: int, new: int) -> None:
    """Extended attributes of a person's, and lists of who may do what; what the system itself writes there isn't copied."""
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(old)
    except OSError:
        return
    for name in names:
        if name.startswith("user."):
            os.setxattr(new, name, os.getxattr(old, name))
        elif name.startswith("system.posix_acl"):
            with suppress(OSError):
                os.setxattr(new, name, os.getxattr(old, name))


def _own(found: os.stat_result, to: int, name: str) -> None:
    with suppress(OSError):
        os.chown(name, found.st_uid, found.st_gid, dir_fd=to, follow_symlinks=False)


def remove(folder: int, name: str) -> None:
    """Of what is ours alone: a file, a link, an empty folder, or nothing."""
    try:
        os.unlink(name, dir_fd=folder)
    except FileNotFoundError:
        return
    except (IsADirectoryError, PermissionError):
        os.rmdir(name, dir_fd=folder)
