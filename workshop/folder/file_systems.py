"""Which file system a folder is on, in a way that holds when a disk is taken out and another one put in."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_BY_UUID = Path("/dev/disk/by-uuid")


def file_system_of(folder: int) -> str:
    """ "KIND:ID"; "" where nothing is known that stays the same: the number of a device doesn't, and the next stick gets the same one."""
    found = os.fstat(folder)
    with suppress(OSError):
        for link in _BY_UUID.iterdir():
            with suppress(OSError):
                if link.stat().st_rdev == found.st_dev:
                    return f"uuid:{link.name}"
    born = getattr(found, "st_birthtime", None)  # macOS, where file systems are numbered as they come
    if born is not None:
        return f"born:{born}"
    id = os.fstatvfs(folder).f_fsid
    return f"fsid:{id}" if id not in (0, found.st_dev) else ""


def are_others(one: str, other: str) -> bool:
    """Whether two are known to be different; what was found out in different ways can't be told apart."""
    same_kind = one.partition(":")[0] == other.partition(":")[0]
    return bool(one and other) and same_kind and one != other
