"""What is to be changed in a folder: each path checked once more, and what must not be touched sorted out with a sentence."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from workshop import tables as t
from workshop.folder.names import as_path, shown, stored
from workshop.folder.secret_looking import is_left_alone
from workshop.folder.tree import Tree
from workshop.folder.types import Seen

_TAKEN = ("edited", "renamed", "deleted", "folder_deleted")
_PUT = ("made", "edited", "renamed", "folder_made")
_KINDS = frozenset((*_TAKEN, *_PUT))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `path`, `was` as of `sandbox.base.Change`; `before`: what is taken away, as it was seen."""

    slot: int  # names it in the bin
    kind: str
    path: str
    was: str = ""
    before: Seen | None = None
    mode: int = 0o644
    size: int = 0
    sha256: str = ""
    blob: str = ""

    @property
    def taken(self) -> str:
        """Where something is taken away, "" for nowhere."""
        return (self.was or self.path) if self.kind in _TAKEN else ""

    @property
    def put(self) -> str:
        """Where something is put, "" for nowhere."""
        return self.path if self.kind in _PUT else ""

    @property
    def has_content(self) -> bool:
        return self.kind in ("made", "edited")

    def as_plain(self) -> dict[str, Any]:
        return {**asdict(self), "path": stored(self.path), "was": stored(self.was)}


def item_of(plain: Mapping[str, Any]) -> Item:
    before = Seen(**plain["before"]) if plain["before"] else None
    return Item(**{**plain, "path": as_path(plain["path"]), "was": as_path(plain["was"]), "before": before})


@dataclass(frozen=True, slots=True)
class Touched:
    """A folder whose times change, in nanoseconds, as they were."""

    path: str  # "" for the whole one
    accessed: int
    changed: int


Skipped = dict[str, str]  # {"path": shown, "says": a sentence}


def skip(path: str, says: str) -> Skipped:
    return {"path": shown(path), "says": says}


def items_of(
    changes: Sequence[t.FolderChange],
    chosen: Collection[int],
    tree: Tree,
    known: Mapping[tuple[str, str], Seen],
) -> tuple[list[Item], list[Skipped]]:
    """What to do, folders that are missing on the way among it. `known`: how something that was taken back by an undo is marked now, by its
    path and the mark (`mark_of`) that it had before."""
    items: list[Item] = []
    left: list[Skipped] = []
    rows = sorted((row for row in changes if row.number in chosen), key=lambda one: one.number)
    gone = {row.was or row.path for row in rows if row.kind in ("renamed", "deleted", "folder_deleted")}
    for row in rows:
        item = _item(row, len(items), known, row.path in gone)
        if reason := refusal(item):
            left.append(skip(item.path, reason))
        else:
            items.append(item)
    return [*items, *_missing(items, tree)], left


def _item(row: t.FolderChange, slot: int, known: Mapping[tuple[str, str], Seen], makes_room: bool) -> Item:
    """`makes_room`: what is at its path is taken away by another change."""
    path, was = as_path(row.path), as_path(row.was)
    before = Seen(**row.before) if row.before else None
    if before is not None:
        before = known.get((was or path, mark_of(before)), before)
    instead = before is not None and before.kind != "folder" and not makes_room
    kind = "edited" if row.kind == "made" and instead else row.kind
    return Item(slot, kind, path, was, before, row.mode & 0o777, row.size, row.sha256, row.blob)


def mark_of(seen: Seen) -> str:
    return f"{seen.kind} {seen.inode} {seen.size} {seen.mtime_ns} {seen.ctime_ns}"


def refusal(item: Item) -> str:
    """Why it isn't even tried, a sentence; "" for nothing."""
    name = shown(item.path)
    if item.kind not in _KINDS or not is_inside(item.path) or (item.kind == "renamed") != bool(item.was):
        return f"“{name}” is no place in this folder: left out."
    if item.was and not is_inside(item.was):
        return f"“{shown(item.was)}” is no place in this folder: left out."
    if bool(item.taken) and item.before is None:
        return f"{name} wasn't there when this was made: left as it is."
    if is_left_alone(item.taken or item.path, seen=bool(item.taken)) or is_left_alone(
        item.path, seen=item.path == item.taken
    ):
        return f"{name} is hidden or looks like a key: nothing is changed there."
    if item.has_content and not (item.blob and item.sha256):
        return f"What {name} should hold wasn't kept: left as it is."
    return ""


def is_inside(path: str) -> bool:
    """Whether a path leads into the folder and nowhere else, whoever made it up."""
    return "\0" not in path and all(part not in ("", ".", "..") for part in path.split("/"))


def _missing(items: Sequence[Item], tree: Tree) -> Iterable[Item]:
    there = {item.path for item in items if item.kind == "folder_made"}
    slot = len(items)
    for item in items:
        for folder in folders_of(item.put) if item.put else ():
            if folder in there:
                continue
            there.add(folder)
            if tree.seen(folder) is None:
                yield Item(slot, "folder_made", folder, mode=0o777)
                slot += 1


def folders_of(path: str) -> list[str]:
    """Those that it lies in, the outermost first, without the whole one."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


def touched_by(items: Sequence[Item], tree: Tree) -> list[Touched]:
    """The whole folder, and those in which names come or go, as far as they are there."""
    paths = {""}
    for item in items:
        paths |= {path.rpartition("/")[0] for path in (item.taken, item.put) if path}
        if item.kind == "folder_deleted":
            paths.add(item.path)
    return [one for path in sorted(paths) if (one := touched(tree, path)) is not None]


def touched(tree: Tree, path: str) -> Touched | None:
    found = tree.stat(path) if path else os.fstat(tree.fd)
    if found is None or not stat.S_ISDIR(found.st_mode):
        return None
    return Touched(path, found.st_atime_ns, found.st_mtime_ns)
