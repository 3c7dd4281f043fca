"""Where an application works: the person's folder, the bin, and the place near the folder that everything passes through."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from workshop.folder.bins import Bin
from workshop.folder.file_systems import are_others
from workshop.folder.moving import NO_FOLLOW, Pen, copy, give_attributes, move, remove
from workshop.folder.names import shown
from workshop.folder.planning import Item, folders_of
from workshop.folder.roots import BadFolder
from workshop.folder.tree import Tree

OF_ONE = frozenset(
    (
        *(errno.EEXIST, errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.EACCES, errno.EPERM, errno.EINVAL),
        *(errno.ENAMETOOLONG, errno.EXDEV, errno.EILSEQ, errno.EBUSY, errno.ETXTBSY, errno.ENOTEMPTY),
    )
)  # fmt: skip
"""Errors that concern one file; any other (a full disk, a broken one) ends it all."""
_FOLDER = os.O_RDONLY | NO_FOLLOW | getattr(os, "O_DIRECTORY", 0)
_MOST_BESIDE = 100
Step = Callable[[str], None]


class Site:
    """`step(name)` is called before each thing that is changed on the disk."""

    def __init__(self, bin: Bin, step: Step) -> None:
        """Raises `BadFolder` where the folder isn't there, or is another one than it was."""
        self.bin, self.plan = bin, bin.plan
        self.step = step
        self._near: int | None = None
        name = shown(self.plan.root)
        try:
            self.tree = Tree(Path(self.plan.root))
        except OSError as error:
            raise BadFolder(f"The folder {name} can't be opened ({os.strerror(error.errno or 0)}). Put it back in its place and try again.") from error  # fmt: skip
        others = are_others(self.tree.file_system, self.plan.file_system)
        if self.tree.inode != self.plan.inode or others:
            self.tree.close()
            raise BadFolder(
                f"The folder {name} is another one than before. What was taken out lies in {bin.folder}."
            )
        self.far = os.open(bin.folder, _FOLDER)
        self._folders = {item.path: item for item in self.plan.items if item.kind == "folder_deleted"}

    def close(self) -> None:
        if self._near is not None:
            os.close(self._near)
        os.close(self.far)
        self.tree.close()

    @property
    def near(self) -> int:
        """The place near the folder: the bin, or a hidden folder in that one, which is made where it is missing."""
        if self.plan.near:
            return self.far
        if self._near is None:
            with suppress(FileExistsError):
                os.mkdir(self._name, 0o700, dir_fd=self.tree.fd)
            self._near = os.open(self._name, _FOLDER, dir_fd=self.tree.fd)
        return self._near

    def is_near(self, name: str) -> bool:
        return is_in(self.near, name)

    def is_far(self, name: str) -> bool:
        """In the bin, where that is on another disk."""
        return self.near != self.far and is_in(self.far, name)

    def is_taken(self, item: Item) -> bool:
        return self.is_near(f"old-{item.slot}") or self.is_far(f"old-{item.slot}")

    def mend(self) -> None:
        """Where there are no moves that never replace, a crash may leave one file under two names: one is taken away."""
        for item in self.plan.items:
            for name, places in (
                (f"old-{item.slot}", (item.taken, item.put)),
                (f"new-{item.slot}", (item.put,)),
            ):
                with suppress(FileNotFoundError):
                    found = os.lstat(name, dir_fd=self.near)
                    if found.st_nlink > 1 and any(self._is(path, found) for path in places if path):
                        os.unlink(name, dir_fd=self.near)

    def _is(self, path: str, found: os.stat_result) -> bool:
        there = self.tree.stat(path)
        return there is not None and not stat.S_ISDIR(there.st_mode) and os.path.samestat(there, found)

    def suit(self, name: str, path: str) -> None:
        """A new file or folder belongs to the group that its folder gives."""
        with suppress(OSError), self.tree.parent(path) as (folder, _name):
            found = os.fstat(folder)
            if found.st_mode & stat.S_ISGID:
                os.chown(name, -1, found.st_gid, dir_fd=self.near, follow_symlinks=False)

    def make_alike(self, new: str, old: str) -> None:
        """An edited file has the rights, the owner and the attributes that it had; never setuid."""
        found = os.lstat(old, dir_fd=self.near)
        if not stat.S_ISREG(found.st_mode):
            return
        to = os.open(new, os.O_RDONLY | NO_FOLLOW, dir_fd=self.near)
        try:
            with suppress(OSError):
                os.fchown(to, found.st_uid, found.st_gid)
            with suppress(OSError):
                source = os.open(old, os.O_RDONLY | NO_FOLLOW, dir_fd=self.near)
                try:
                    give_attributes(source, to)
                finally:
                    os.close(source)
            os.fchmod(to, stat.S_IMODE(found.st_mode) & 0o777)
        finally:
            os.close(to)

    def give_back(self, item: Item) -> str:
        """Put what was taken where it was, or beside what is there now. Returns its place, where that is another one."""
        name = f"old-{item.slot}"
        self.step(f"give back {item.slot}")
        place = item.taken
        try:
            self._make_way(item.taken)
            self.tree.put(self.near, name, item.taken)
        except OSError as error:
            if error.errno not in OF_ONE:
                raise
            there = self.tree.seen(item.taken)
            if item.kind == "folder_deleted" and there and there.kind == "folder":
                remove(self.near, name)
            else:
                place = self._put_beside(name, item.taken)
        self.bin.went_back(item.slot, self.tree.seen(place))
        return "" if place == item.taken else place

    def _make_way(self, path: str) -> None:
        for folder in folders_of(path):
            if self.tree.stat(folder) is None:
                gone = self._folders.get(folder)
                with suppress(FileExistsError), self.tree.parent(folder) as (outer, name):
                    if gone and self.is_near(f"old-{gone.slot}"):
                        move(self.near, f"old-{gone.slot}", outer, name)
                    else:
                        os.mkdir(name, dir_fd=outer)

    def _put_beside(self, name: str, path: str) -> str:
        for place in _places_beside(path):
            try:
                self.tree.put(self.near, name, place)
            except OSError as error:
                if error.errno not in OF_ONE:
                    raise
            else:
                return place
        raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), path)

    def fetch(self) -> None:
        """What lies in a bin on another disk comes near the folder, before anything in that is changed."""
        if self.near == self.far:
            return
        items = [item for item in self.plan.items if is_in(self.far, f"old-{item.slot}")]
        lying = [item.slot for item in items]
        pen = Pen(self.near, len(lying))
        for item in items:
            name = f"old-{item.slot}"
            self.step(f"fetch {item.slot}")
            if not self._is_whole(item):
                copy(self.far, name, self.near, name, pen)
        pen.close()
        for slot in lying:
            self.step(f"fetched {slot}")
            os.rename(f"old-{slot}", f"fetched-{slot}", src_dir_fd=self.far, dst_dir_fd=self.far)

    def _is_whole(self, item: Item) -> bool:
        """Whether it is near the folder as it was; a computer that lost its power may leave a part of a copy."""
        if item.before is None or not self.is_near(f"old-{item.slot}"):
            return False
        now = os.lstat(f"old-{item.slot}", dir_fd=self.near)
        same = (now.st_size, now.st_mtime_ns) == (item.before.size, item.before.mtime_ns)
        return same or item.before.kind == "folder"

    def leave(self) -> None:
        """What was made ready and isn't needed goes; the place near the folder, too, where it is in it."""
        for item in self.plan.items:
            for name in (f"new-{item.slot}", f"dir-{item.slot}", f"new-{item.slot}.part"):
                if self.is_near(name):
                    self.step(f"clear {name}")
                    remove(self.near, name)
        if self.near != self.far:
            self.step("leave")
            with suppress(OSError):
                os.rmdir(self._name, dir_fd=self.tree.fd)
            if self._near is not None:
                os.close(self._near)
                self._near = None

    @property
    def _name(self) -> str:
        return f".oneoff-{self.bin.id}"

    def sync(self) -> None:
        """Names that came and went in the folder are so on the disk."""
        for one in self.plan.touched:
            with suppress(OSError):
                self.tree.sync(one.path)
        os.fsync(self.near)


def is_in(folder: int, name: str) -> bool:
    try:
        os.lstat(name, dir_fd=folder)
    except FileNotFoundError:
        return False
    return True


def _places_beside(path: str) -> Iterator[str]:
    """ "a/b.txt": "a/b (before).txt", "a/b (before 2).txt", … and the same in the folders around it."""
    folder, _slash, name = path.rpartition("/")
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    while True:
        for number in range(1, _MOST_BESIDE):
            more = f" (before{'' if number == 1 else f' {number}'}){ending}"
            short = os.fsdecode(os.fsencode(stem)[: 240 - len(os.fsencode(more))])
            yield f"{folder}/{short}{more}" if folder else f"{short}{more}"
        if not folder:
            return
        folder = folder.rpartition("/")[0]
