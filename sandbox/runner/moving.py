"""Renaming folders in a view that is laid over a folder by an ordinary user: the kernel refuses that, and asks for a copy instead."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from typing import Any


def rename_by_copying() -> None:
    """From now on `os.rename` and `os.replace` do it themselves."""
    for name in ("rename", "replace"):
        setattr(os, name, _helped(getattr(os, name)))


def _helped(rename: Callable[..., None]) -> Callable[..., None]:
    def renamed(src: Any, dst: Any, **more: Any) -> None:
        try:
            rename(src, dst, **more)
        except OSError as error:
            if error.errno != errno.EXDEV or more or os.path.islink(src) or not os.path.isdir(src):
                raise
            if os.path.lexists(dst):
                os.rmdir(dst)  # as a rename does: an empty folder goes, anything else is an error
            shutil.copytree(src, dst, symlinks=True)
            shutil.rmtree(src)

    return renamed
