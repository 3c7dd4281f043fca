"""What is known of a folder of the person's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Given:
    """A folder as a turn has it. `root`: absolute, as `names.stored`. `zip`: the name of the ZIP it was unpacked from, into a folder of ours.
    `hidden`: hidden and secret-looking files are shown to the program, too."""

    root: str
    zip: str = ""
    hidden: bool = False


Kind = Literal["file", "folder", "link"]


@dataclass(frozen=True, slots=True)
class Seen:
    """By which a file, folder or link is known again without reading it. Any change of it changes `ctime_ns`."""

    kind: Kind
    size: int  # bytes
    mtime_ns: int
    ctime_ns: int
    inode: str
    mode: int  # permission bits


@dataclass(frozen=True, slots=True)
class Scan:
    """What is in a folder, by path (see `sandbox.base.Change.path`), sorted; nothing of what was left out.

    `left_out`: hidden and secret-looking files and folders, whole; what is neither file, folder nor link. `unreadable`: what couldn't be looked at
    (no permission), left out, too. `size`: bytes of all files.
    """

    entries: Mapping[str, Seen]
    left_out: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    size: int = 0
    notes: tuple[str, ...] = field(default=())
    """Sentences for a person: what was left out and why."""
