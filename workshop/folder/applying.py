"""Changes are made in a folder. What is to be put is made ready first; then everything is taken that has to go; then it is put."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from workshop.folder.moving import NO_FOLLOW, Pen, copy, remove
from workshop.folder.names import shown, stored
from workshop.folder.planning import Item, Skipped, skip, touched
from workshop.folder.roots import BadFolder
from workshop.folder.scanning import seen
from workshop.folder.site import OF_ONE, Site, is_in
from workshop.folder.tree import is_empty
from workshop.folder.types import Seen

_PIECE = 1 << 20


class Applying:
    """Goes on from wherever it stands, which is read from the bin and the folder. `content(blob)`: where what is to be put lies."""

    def __init__(self, site: Site, content: Callable[[str], Path]) -> None:
        self._site, self._tree, self._bin, self._content = site, site.tree, site.bin, content
        self._items = site.plan.items
        self._skipped: list[Skipped] = []
        self._not_put: set[int] = set()
        self._putting = {item.put: item for item in self._items if item.put}
        self._done = 0

    def run(self) -> None:
        """Raises OSError where it can't go on (a full disk), `BadFolder` where what is to be put isn't kept any more."""
        if self._bin.last()["phase"] == "":
            self._make_ready()
        self._site.mend()
        settled = next((one for one in self._bin.notes() if "not_put" in one), None)
        if settled is None:
            self._change()
            settled = {"not_put": sorted(self._not_put), "skipped": [*self._site.plan.left, *self._skipped]}
            self._bin.note(**settled)
        self._site.leave()
        after = {
            one.path: now.changed for one in self._site.plan.touched if (now := touched(self._tree, one.path))
        }
        known = {stored(path): changed for path, changed in after.items()}
        self._bin.note(phase="applied", skipped=settled["skipped"], after=known)
        self._bin.far(len(self._items), len(self._items))

    def _make_ready(self) -> None:
        pen = Pen(self._site.near, sum(item.has_content for item in self._items))
        for item in self._items:
            if item.has_content:  # once more where it was cut off: only now is it sure to be on the disk
                self._site.step(f"make ready {item.slot}")
                self._write(item, pen)
            elif item.kind == "folder_made" and not self._site.is_near(f"dir-{item.slot}"):
                self._site.step(f"make ready {item.slot}")
                os.mkdir(f"dir-{item.slot}", (item.mode & 0o777) | 0o700, dir_fd=self._site.near)
            self._progress()
        pen.close()
        self._bin.note(phase="staged")

    def _write(self, item: Item, pen: Pen) -> None:
        near, part, digest = self._site.near, f"new-{item.slot}.part", hashlib.sha256()
        remove(near, part)
        rights = (item.mode & 0o777) | 0o600  # and what the person's umask takes off
        try:
            source = self._content(item.blob).open("rb")
        except (FileNotFoundError, ValueError):
            raise BadFolder(
                f"What {shown(item.path)} should hold isn't kept any more. Ask for it again."
            ) from None
        with (
            source,
            os.fdopen(
                os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, rights, dir_fd=near), "wb"
            ) as new,
        ):
            while piece := source.read(_PIECE):
                digest.update(piece)
                new.write(piece)
            new.flush()
            pen.wrote(new.fileno())
        if digest.hexdigest() != item.sha256:
            raise BadFolder(f"What {shown(item.path)} should hold is damaged. Ask for it again.")
        os.rename(part, f"new-{item.slot}", src_dir_fd=near, dst_dir_fd=near)

    def _change(self) -> None:
        folders = [item for item in self._items if item.kind == "folder_deleted"]
        for item in self._items:
            if item.taken and item.kind != "folder_deleted":
                self._take(item)
        self._sort_out()
        for item in sorted(folders, key=lambda one: -one.path.count("/")):
            self._take(item)
        for item in sorted(self._items, key=lambda one: one.path.count("/")):
            if item.kind == "folder_made":
                self._put(item, f"dir-{item.slot}")
        for item in self._items:
            if item.has_content:
                self._put(item, f"new-{item.slot}")
            elif item.kind == "renamed":
                self._put(item, f"old-{item.slot}")
        self._site.sync()
        self._settle()

    def _take(self, item: Item) -> None:
        self._progress()
        if self._site.is_taken(item) or item.before is None:
            return
        try:
            now = self._tree.seen(item.taken)
            if item.kind == "renamed" and now != item.before and self._is_put(item, now):
                return
            if reason := self._objection(item, now):
                self._refuse(item, reason)
                return
            self._site.step(f"take {item.slot}")
            self._tree.take(item.taken, self._site.near, f"old-{item.slot}")
        except OSError as error:
            self._refuse(item, _sentence(error, item.taken))
            return
        self._look_again(item, item.before)

    def _objection(self, item: Item, now: Seen | None) -> str:
        name, before = shown(item.taken), item.before
        if now is None or before is None:
            return f"{name} isn't there any more."
        if item.kind == "folder_deleted":
            if (now.kind, now.inode) != (before.kind, before.inode):
                return f"{name} was changed after this was made: left as it is."
            return "" if self._tree.is_empty(item.taken) else f"The folder {name} isn't empty: it stays."
        return "" if now == before else f"{name} was changed after this was made: left as it is."

    def _look_again(self, item: Item, before: Seen) -> None:
        """It may have changed between the look and the move."""
        taken = f"old-{item.slot}"
        now = seen(os.lstat(taken, dir_fd=self._site.near))
        if item.kind == "folder_deleted":
            changed = not is_empty(self._site.near, taken)
        else:
            changed = now is None or replace(now, ctime_ns=before.ctime_ns) != before
        if changed:
            self._refuse(item, f"{shown(item.taken)} was changed after this was made: left as it is.")

    def _is_put(self, item: Item, now: Seen | None) -> bool:
        """Whether it has its new name already; on some disks that is the old one, too, but for capitals."""
        there = self._tree.seen(item.put)
        if there is None or item.before is None or there.inode != item.before.inode:
            return False
        return now is None or now.inode == there.inode

    def _sort_out(self) -> None:
        """What has no place, since something else is there, goes back at once; and so does what would have come to where that was."""
        for item in self._items:
            if item.put and item.kind != "folder_made" and self._waits(item) and self._is_occupied(item.put):
                self._refuse(item, _occupied(item))

    def _waits(self, item: Item) -> bool:
        if item.slot in self._not_put:
            return False
        ready = not item.has_content or self._site.is_near(f"new-{item.slot}")
        return ready and (item.kind == "made" or self._site.is_taken(item))

    def _is_occupied(self, path: str) -> bool:
        there = self._tree.seen(path)
        if there is None:
            return self._tree.stat(path) is not None
        return not (
            there.kind == "folder"
            and any(one.kind == "folder_deleted" and one.path == path for one in self._items)
        )

    def _put(self, item: Item, name: str) -> None:
        self._progress()
        if not self._site.is_near(name) or (item.kind != "folder_made" and not self._waits(item)):
            if item.kind == "edited" and not self._site.is_taken(item):
                self._not_put.add(item.slot)
            return
        try:
            if item.kind == "folder_made" and (there := self._tree.seen(item.put)) and there.kind == "folder":
                self._not_put.add(item.slot)  # it is there already, and not ours
                return
            if item.kind == "edited" and self._site.is_near(f"old-{item.slot}"):
                self._site.make_alike(name, f"old-{item.slot}")
            elif item.kind != "renamed":
                self._site.suit(name, item.put)
            self._site.step(f"put {item.slot}")
            self._tree.put(self._site.near, name, item.put)
        except FileExistsError:
            self._refuse(item, _occupied(item))
        except OSError as error:
            self._refuse(item, _sentence(error, item.put))

    def _refuse(self, item: Item, says: str) -> None:
        """It isn't done; what was taken for it goes back, and what waited for that place has none."""
        waiting = [(item, says)]
        while waiting:
            one, reason = waiting.pop()
            if one.slot in self._not_put:
                continue
            self._not_put.add(one.slot)
            self._skipped.append(skip(one.taken or one.path, reason))
            if self._site.is_near(f"old-{one.slot}") and (place := self._site.give_back(one)):
                self._skipped.append(
                    skip(one.taken, f"{shown(one.taken)} lies beside it now, as {shown(place)}.")
                )
            other = self._putting.get(one.taken)
            if other and other.slot != one.slot and self._waits(other) and self._is_occupied(one.taken):
                waiting.append((other, _occupied(other)))

    def _settle(self) -> None:
        """Where the bin is on another disk, what was taken is copied there, all of it, before any is removed from near the folder."""
        site = self._site
        if site.near == site.far:
            return
        taken = [item for item in self._items if is_in(site.near, f"old-{item.slot}")]
        pen = Pen(site.far, len(taken))
        for item in taken:
            site.step(f"copy {item.slot}")
            copy(site.near, f"old-{item.slot}", site.far, f"old-{item.slot}", pen)
        pen.close()
        for item in taken:
            site.step(f"let go {item.slot}")
            remove(site.near, f"old-{item.slot}")

    def _progress(self) -> None:
        self._done += 1
        if self._done % 50 == 1:
            rounds = sum(1 + bool(one.taken) + bool(one.put) for one in self._items)
            total = len(self._items)
            self._bin.far(min(total, self._done * total // max(rounds, 1)), total)


def _occupied(item: Item) -> str:
    name = shown(item.put)
    if item.kind == "renamed":
        return f"{shown(item.taken)} keeps its name: there is something called {name} already."
    return f"There is something called {name} already: it is left as it is."


_SAID = {
    errno.EACCES: "{name} can't be changed: you have no permission for it.",
    errno.EPERM: "{name} can't be changed: you have no permission for it.",
    errno.ELOOP: "The way to {name} leads through a link: left as it is.",
    errno.ENOTDIR: "The way to {name} isn't there: left as it is.",
    errno.ENOENT: "The way to {name} isn't there: left as it is.",
    errno.EXDEV: "{name} lies on another disk: left as it is.",
    errno.EINVAL: "This disk can't hold the name {name}.",
    errno.EILSEQ: "This disk can't hold the name {name}.",
    errno.ENAMETOOLONG: "This disk can't hold the name {name}.",
}


def _sentence(error: OSError, path: str) -> str:
    """Of what concerns one file; anything else is raised again."""
    if error.errno not in OF_ONE:
        raise error
    name = shown(path)
    if said := _SAID.get(error.errno or 0):
        return said.replace("{name}", name)
    return f"{name} can't be changed now ({os.strerror(error.errno or 0)}): left as it is."
