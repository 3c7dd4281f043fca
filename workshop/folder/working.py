"""A view of a folder for one run, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.codec import from_plain
from sandbox.base import View
from workshop import tables as t
from workshop.folder.names import as_path
from workshop.folder.scanning import scan
from workshop.folder.types import Given, Scan


class Place(NamedTuple):
    """Where a program works, and what was there before."""

    given: Given
    view: View
    scan: Scan


def given_of(turn: t.Turn) -> Given | None:
    """The folder that a turn has."""
    return from_plain(Given, turn.folder["given"]) if turn.folder else None


@contextmanager
def view_of(given: Given) -> Iterator[Place]:
    """For one run; what was changed must be kept before it is left. Raises `BadFolder`."""
    root = Path(as_path(given.root))
    seen = scan(root, given.hidden)
    with TemporaryDirectory(prefix="oneoff-view-") as spool:
        yield Place(given, View(root, Path(spool), (*seen.left_out, *seen.unreadable)), seen)
