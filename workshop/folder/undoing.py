"""What was changed in a folder is put back, from the bin: in reverse, and nothing that somebody changed since is touched."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from workshop.folder.moving import Pen, copy, remove
from workshop.folder.names import as_path, shown, stored
from workshop.folder.planning import Item, Skipped, skip, touched
from workshop.folder.site import OF_ONE, Site


class Undoing:
    """Goes on from wherever it stands, in the middle of an application as well."""

    def __init__(self, site: Site) -> None:
        self._site, self._tree, self._bin, self._items = site, site.tree, site.bin, site.plan.items
        self._skipped: list[Skipped] = []
        self._changed: set[int] = set()  # what we put and somebody changed
        self._done = 0

    def run(self, because: str = "") -> None:
        """`because`: why an application goes back by itself, a sentence. Raises OSError where it can't go on; it can be called again."""
        notes = self._bin.notes()
        began = any(one.get("phase") == "staged" for one in notes)
        quiet = self.begin()
        if began:
            self._site.mend()
            self._site.fetch()
            self._put_back(notes)
        self._site.sync()
        self._clear()
        for one in self._site.plan.touched:
            if one.path in quiet and touched(self._tree, one.path):
                with suppress(PermissionError):  # it is somebody else's folder, that we may write to
                    self._tree.set_times(one.path, one.accessed, one.changed)
        said = [skip("", because)] if because else self._skipped
        self._bin.note(phase="undone", skipped=said)
        self._bin.far(len(self._items), len(self._items))

    def begin(self) -> set[str]:
        """Say in the journal that it is being taken back, where that isn't said yet. Returns the folders in which nobody but us changed anything since."""
        said = self._bin.said("undoing")
        if not said:
            after: dict[str, int] | None = self._bin.said("applied").get("after")
            quiet = [
                one.path for one in self._site.plan.touched if after is None or self._is_as(one.path, after)
            ]
            said = {"quiet": [stored(path) for path in quiet]}
            self._bin.note(phase="undoing", **said)
        return {as_path(path) for path in said["quiet"]}

    def _is_as(self, path: str, after: dict[str, int]) -> bool:
        now = touched(self._tree, path)
        return stored(path) not in after or now is None or now.changed == after[stored(path)]

    def _put_back(self, notes: list[dict[str, Any]]) -> None:
        back = {one["back"] for one in self._bin.back()}
        not_put = {slot for one in notes for slot in one.get("not_put", ())}
        mine = [item for item in self._items if item.slot not in not_put]
        for item in reversed(mine):
            self._progress()
            if item.has_content:
                self._take_content(item)
            elif item.kind == "renamed" and item.slot not in back:
                self._take_renamed(item)
        for item in sorted(mine, key=lambda one: -one.path.count("/")):
            if item.kind == "folder_made":
                self._remove_folder(item)
        for item in sorted(self._items, key=lambda one: (one.kind != "folder_deleted", one.taken.count("/"))):
            self._progress()
            if item.taken and self._site.is_near(f"old-{item.slot}"):
                self._give_back(item)

    def _take_content(self, item: Item) -> None:
        slot, name = item.slot, shown(item.put)
        if (
            self._site.is_near(f"new-{slot}")
            or self._site.is_near(f"after-{slot}")
            or self._site.is_far(f"after-{slot}")
        ):
            return
        if item.kind == "edited" and not self._site.is_near(f"old-{slot}"):
            return
        found = self._tree.stat(item.put)
        if found is None:
            return
        if self._tree.digest(item.put) != item.sha256:
            self._changed.add(slot)
            if item.kind == "made":
                self._skipped.append(skip(item.put, f"{name} was changed since: it stays."))
            return
        try:
            self._site.step(f"take again {slot}")
            self._tree.take(item.put, self._site.near, f"after-{slot}")
        except OSError as error:
            self._told(error, item.put)

    def _take_renamed(self, item: Item) -> None:
        slot, before = item.slot, item.before
        if self._site.is_near(f"old-{slot}") or before is None:
            return
        own, there = self._tree.seen(item.taken), self._tree.seen(item.put)
        one_name = there is not None and own is not None and own.inode == there.inode  # but for capitals
        if own is not None and own.inode == before.inode and not one_name:
            return
        if there is None:
            self._skipped.append(skip(item.put, f"{shown(item.put)} isn't there any more."))
            return
        same = (there.inode, there.size, there.mtime_ns) == (before.inode, before.size, before.mtime_ns)
        if not same and not (item.sha256 and self._tree.digest(item.put) == item.sha256):
            self._skipped.append(
                skip(item.put, f"{shown(item.put)} was changed since: it stays, under this name.")
            )
            return
        try:
            self._site.step(f"take again {slot}")
            self._tree.take(item.put, self._site.near, f"old-{slot}")
        except OSError as error:
            self._told(error, item.put)

    def _remove_folder(self, item: Item) -> None:
        if self._site.is_near(f"dir-{item.slot}"):
            return
        there = self._tree.seen(item.path)
        if there is None or there.kind != "folder":
            return
        try:
            if not self._tree.is_empty(item.path):
                self._skipped.append(skip(item.path, f"The folder {shown(item.path)} isn't empty: it stays."))
                return
            self._site.step(f"remove folder {item.slot}")
            with self._tree.parent(item.path) as (folder, name):
                os.rmdir(name, dir_fd=folder)
        except OSError as error:
            self._told(error, item.path)

    def _give_back(self, item: Item) -> None:
        place = self._site.give_back(item)
        if not place:
            return
        name, new = shown(item.taken), shown(place)
        if item.slot in self._changed:
            says = f"{name} was changed since: it stays. What was there before lies beside it, as {new}."
        else:
            says = f"{name} is something else now: it stays. What was there before lies beside it, as {new}."
        self._skipped.append(skip(item.taken, says))

    def _clear(self) -> None:
        site = self._site
        again = [
            item.slot for item in self._items if site.near != site.far and site.is_near(f"after-{item.slot}")
        ]
        pen = Pen(site.far, len(again))
        for slot in again:
            site.step(f"keep {slot}")
            with suppress(OSError):  # the bin's disk is full: its content is known, and kept with the run
                copy(site.near, f"after-{slot}", site.far, f"after-{slot}", pen)
            remove(site.near, f"after-{slot}")
        site.leave()

    def _progress(self) -> None:
        self._done += 1
        if self._done % 50 == 1:
            self._bin.far(min(len(self._items), self._done // 2), len(self._items))

    def _told(self, error: OSError, path: str) -> None:
        if error.errno not in OF_ONE:
            raise error
        reason = os.strerror(error.errno or 0)
        self._skipped.append(skip(path, f"{shown(path)} can't be put back now ({reason}): it stays."))
