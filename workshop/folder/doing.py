"""Applying, taking back and going on, by the journal alone: what the workshop does in a thread and the command line without one."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sandbox.base import ignore
from workshop import tables as t
from workshop.folder.applying import Applying
from workshop.folder.bins import FULL, Bin, Plan, bins, unfinished
from workshop.folder.moving import move, remove
from workshop.folder.names import shown
from workshop.folder.planning import Item, items_of, mark_of, touched_by
from workshop.folder.roots import BadFolder
from workshop.folder.site import Site, Step
from workshop.folder.tree import WORKS, Tree
from workshop.folder.types import Seen
from workshop.folder.undoing import Undoing

_SPARE = 4096  # bytes a file may take more than it holds
_PROBE = re.compile(r"\.oneoff-([0-9a-f]{32})")
Content = Callable[[str], Path]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person chose of a run's changes."""

    run: str
    root: Path
    changes: Sequence[t.FolderChange]
    chosen: Collection[int]


def plan(home: Path, id: str, wanted: Wanted) -> Bin:
    """The journal is on the disk, and nothing is changed. The caller holds the locks. Raises `BadFolder`."""
    bin, name = Bin(home, id), shown(str(wanted.root))
    tree = opened(wanted.root)
    try:
        if os.fstatvfs(tree.fd).f_flag & os.ST_RDONLY:
            raise BadFolder(f"{name} is on a disk that can only be read: nothing can be changed there.")
        _clear_probes(home, tree)
        items, left = items_of(wanted.changes, wanted.chosen, tree, known(home, wanted.root))
        folders = tuple(touched_by(items, tree))
        near = _is_near(bin, tree)
        _need_room(bin, tree, near, items)
        about = (wanted.run, str(wanted.root), tree.inode, near)
        bin.write(Plan(*about, tuple(items), folders, tuple(left), tree.file_system))
    except OSError as error:
        bin.destroy()
        raise BadFolder(
            f"{name} can't be changed ({os.strerror(error.errno or 0)}). Nothing was changed."
        ) from error
    except BadFolder:
        bin.destroy()
        raise
    finally:
        tree.close()
    return bin


def opened(root: Path) -> Tree:
    """Raises `BadFolder`."""
    if not WORKS:
        raise BadFolder(
            "On this system folders can't be changed yet. Save the changed files and put them there yourself."
        )
    try:
        return Tree(root)
    except OSError as error:
        name = shown(str(root))
        raise BadFolder(
            f"The folder {name} can't be opened ({os.strerror(error.errno or 0)}). Nothing was changed."
        ) from error


def refuse_unfinished(home: Path, root: Path) -> None:
    """Raises `BadFolder` where changes in that folder, one in it or one around it, were cut off and wait for a decision."""
    for one in unfinished(home):
        other = Path(one.root)
        if other.is_relative_to(root) or root.is_relative_to(other):
            raise BadFolder(
                f"Changes in {shown(one.root)} were cut off. Finish them or take them back first (they are {one.id})."
            )


def apply(bin: Bin, content: Content, on_step: Step = ignore) -> None:
    """Do what is planned; where that can't be done to its end, everything goes back. Raises OSError or `BadFolder` where not even that can be."""
    site = Site(bin, on_step)
    try:
        try:
            Applying(site, content).run()
        except OSError as error:
            Undoing(site).run(f"{_reason(error)} Everything was put back as it was.")
        except BadFolder as error:
            Undoing(site).run(f"{error} Nothing was changed.")
    finally:
        site.close()


def undo(bin: Bin, on_step: Step = ignore) -> None:
    """Put everything back; nothing where that is done. Raises OSError or `BadFolder` where it can't go on."""
    if bin.state() != "undone":
        site = Site(bin, on_step)
        try:
            Undoing(site).run()
        finally:
            site.close()


def begin_undo(bin: Bin) -> None:
    """From now on it is being taken back. Raises `BadFolder` where the folder isn't there, or is another one than it was."""
    site = Site(bin, ignore)
    try:
        Undoing(site).begin()
    except OSError as error:
        raise BadFolder(f"{_reason(error)} Nothing was changed.") from error
    finally:
        site.close()


def look(bin: Bin) -> None:
    """Raises `BadFolder` as `begin_undo` does."""
    Site(bin, ignore).close()


def finish(bin: Bin, content: Content, on_step: Step = ignore) -> None:
    """Go on with what was wanted last, where that was cut off."""
    if bin.state() == "applying":
        apply(bin, content, on_step)
    elif bin.state() == "undoing":
        undo(bin, on_step)


def sentence(error: Exception) -> str:
    """Why it was cut off."""
    return str(error) if isinstance(error, BadFolder) else _reason(error)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in FULL:
        return "The disk is full."
    return f"The disk didn't do what was asked ({os.strerror(getattr(error, 'errno', None) or 0)})."


def known(home: Path, root: Path) -> dict[tuple[str, str], Seen]:
    """How what undos brought back is marked now, by its path and the mark (`mark_of`) it had: moving it gave it another one, and changed nothing else."""
    steps: dict[tuple[str, str], Seen] = {}
    for one in bins(home):
        with suppress(OSError, ValueError, KeyError):
            if one.root == str(root):
                steps.update(_brought_back(one))
    return {(path, mark): _end_of(steps, path, now) for (path, mark), now in steps.items()}


def _brought_back(bin: Bin) -> Iterator[tuple[tuple[str, str], Seen]]:
    items = {item.slot: item for item in bin.plan.items}
    for note in bin.back():
        item = items.get(note.get("back", -1))
        if item is None or item.before is None or not note.get("seen"):
            continue
        now, before = Seen(**note["seen"]), item.before
        same = (now.size, now.mtime_ns, now.mode) == (before.size, before.mtime_ns, before.mode)
        if now.kind == before.kind and (same or now.kind == "folder"):
            yield (item.taken, mark_of(before)), now


def _end_of(steps: Mapping[tuple[str, str], Seen], path: str, now: Seen) -> Seen:
    """Through all the applications that it went through since."""
    for _ in range(len(steps)):
        further = steps.get((path, mark_of(now)))
        if further is None or further == now:
            break
        now = further
    return now


def _is_near(bin: Bin, tree: Tree) -> bool:
    """Whether files can be moved between the folder and the bin; tried with one of ours."""
    handle, name = os.open(bin.folder, os.O_RDONLY), f".oneoff-{bin.id}"
    try:
        if os.fstat(handle).st_dev != tree.disk:
            return False
        before = os.fstat(tree.fd)
        os.close(os.open("probe", os.O_WRONLY | os.O_CREAT, 0o600, dir_fd=handle))
        try:
            move(handle, "probe", tree.fd, name)
        except PermissionError:
            return True
        except OSError:
            return False
        finally:
            remove(handle, "probe")
        remove(tree.fd, name)
        with suppress(OSError):
            os.utime(tree.fd, ns=(before.st_atime_ns, before.st_mtime_ns))
        return True
    finally:
        os.close(handle)


def _clear_probes(home: Path, tree: Tree) -> None:
    """What `_is_near` left in the folder where its process was killed: empty files with our name, of applications that never were planned."""
    before = os.fstat(tree.fd)
    for name in os.listdir(tree.fd):
        found = _PROBE.fullmatch(name)
        if found is None or (Bin(home, found[1]).folder / "plan").exists():
            continue
        with suppress(OSError):
            probe = os.lstat(name, dir_fd=tree.fd)
            if stat.S_ISREG(probe.st_mode) and probe.st_size == 0:
                os.unlink(name, dir_fd=tree.fd)
                os.utime(tree.fd, ns=(before.st_atime_ns, before.st_mtime_ns))


def _need_room(bin: Bin, tree: Tree, near: bool, items: Sequence[Item]) -> None:
    new = sum(item.size + _SPARE for item in items if item.has_content)
    old = sum(
        item.before.size + _SPARE for item in items if item.before and item.kind in ("edited", "deleted")
    )
    disk = os.fstatvfs(tree.fd)
    _refuse_full(disk.f_bavail * disk.f_frsize, new)
    if not near:
        _refuse_full(shutil.disk_usage(bin.folder).free, old)


def _refuse_full(free: int, needed: int) -> None:
    if needed > free:
        raise BadFolder(
            f"There isn't room for these changes: they need {needed / 1e6:,.1f} MB, and {free / 1e6:,.1f} MB are free. Free some space first."
        )
