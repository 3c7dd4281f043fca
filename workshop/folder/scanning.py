"""What lies in a folder, by its names and marks alone: no file is opened, no link followed."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workshop.folder.names import shown
from workshop.folder.roots import BadFolder
from workshop.folder.secret_looking import why_left_out
from workshop.folder.types import Kind, Scan, Seen

MOST = 100_000
_READ = {"effective_ids": True} if os.access in os.supports_effective_ids else {}


def scan(root: Path, hidden: bool, most: int = MOST) -> Scan:
    """Look through `root`. `hidden`: hidden files are seen, too; what looks like a key or a password never is.

    Raises `BadFolder` where more than `most` files and folders are in it, or it can't be looked into.
    """
    look = _Look(str(root), hidden, most)
    look.through()
    entries = dict(sorted(look.entries.items()))
    size = sum(one.size for one in entries.values() if one.kind == "file")
    return Scan(entries, tuple(sorted(look.left_out)), tuple(sorted(look.unreadable)), size, look.notes())


def seen(found: os.stat_result) -> Seen | None:
    """None for what is neither file, folder nor link."""
    kinds: dict[int, Kind] = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link"}
    kind = kinds.get(stat.S_IFMT(found.st_mode))
    if kind is None:
        return None
    times = found.st_mtime_ns, found.st_ctime_ns
    return Seen(kind, found.st_size, *times, str(found.st_ino), stat.S_IMODE(found.st_mode))


@dataclass
class _Look:
    root: str
    hidden: bool
    most: int
    entries: dict[str, Seen] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def through(self) -> None:
        try:
            self._disk = os.stat(self.root).st_dev
            waiting = self._folder("")
        except OSError as error:
            raise BadFolder(
                f"The folder {shown(self.root)} can't be looked into ({os.strerror(error.errno or 0)}). Choose another one."
            ) from error
        while waiting:
            path = waiting.pop()
            try:
                waiting += self._folder(path)
            except FileNotFoundError:
                self.entries.pop(path, None)
            except OSError:
                self.entries.pop(path, None)
                self.unreadable.append(path)

    def _folder(self, path: str) -> list[str]:
        """The folders in it, which are to be looked through, too."""
        inside: list[str] = []
        with os.scandir(os.path.join(self.root, path) if path else self.root) as found:
            for entry in found:
                name = f"{path}/{entry.name}" if path else entry.name
                if self._entry(name, entry):
                    inside.append(name)
                if len(self.entries) + len(self.left_out) + len(self.unreadable) > self.most:
                    raise BadFolder(
                        f"There are more than {self.most:,} files in it. Choose a folder inside it."
                    )
        return inside

    def _entry(self, path: str, entry: os.DirEntry[str]) -> bool:
        """Whether it is a folder to be looked through."""
        try:
            found = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return False
        except OSError:
            self.unreadable.append(path)
            return False
        mark, why = seen(found), why_left_out(entry.name)
        if why == "secret" or (why and not self.hidden):
            self._leave_out(path, why)
            self.counts["hidden folders"] += why == "hidden" and stat.S_ISDIR(found.st_mode)
        elif mark is None:
            self._leave_out(path, "special")
        elif mark.kind == "folder" and found.st_dev != self._disk:
            self._leave_out(path, "disk")
        elif mark.kind == "file" and not os.access(entry.path, os.R_OK, **_READ):
            self.unreadable.append(path)
        else:
            self.entries[path] = mark
            if mark.kind == "link" and self._leads_out(path, entry.path):
                self.counts["out"] += 1
            return mark.kind == "folder"
        return False

    def _leave_out(self, path: str, why: str) -> None:
        self.left_out.append(path)
        self.counts[why] += 1

    def _leads_out(self, path: str, full: str) -> bool:
        try:
            there = os.path.normpath(os.path.join(os.path.dirname(path), os.readlink(full)))
        except OSError:
            return False
        return there.startswith(("/", "../")) or there == ".."

    def notes(self) -> tuple[str, ...]:
        """What was left out, in sentences."""
        return tuple(filter(None, (self._names(), *self._others())))

    def _names(self) -> str:
        hidden, secret = self.counts["hidden"], self.counts["secret"]
        if hidden and secret:
            dots = f"{hidden:,} hidden {self._kinds()}"
            keys = (
                "1 that looks like a key or a password"
                if secret == 1
                else f"{secret:,} that look like keys or passwords"
            )
            return f"{dots} and {keys} are left out."
        if secret:
            return (
                "1 file that looks like a key or a password is left out."
                if secret == 1
                else f"{secret:,} files that look like keys or passwords are left out."
            )
        return (
            f"{hidden:,} hidden {self._kinds()} {'is' if hidden == 1 else 'are'} left out." if hidden else ""
        )

    def _kinds(self) -> str:
        if self.counts["hidden folders"]:
            return "files and folders"
        return "file" if self.counts["hidden"] == 1 else "files"

    def _others(self) -> Iterator[str]:
        counts = (self.counts["disk"], self.counts["special"], len(self.unreadable))
        one, many = (
            "1 folder is on another disk and is left out.",
            "folders are on another disk and are left out.",
        )
        yield _said(counts[0], one, many)
        one, many = (
            "1 is neither a file nor a folder and is left out.",
            "are neither files nor folders and are left out.",
        )
        yield _said(counts[1], one, many)
        yield _said(counts[2], "1 can't be opened and is left out.", "can't be opened and are left out.")
        one, many = (
            "1 link leads out of the folder: where it leads isn't seen.",
            "links lead out of the folder: where they lead isn't seen.",
        )
        yield _said(self.counts["out"], one, many)


def _said(count: int, one: str, many: str) -> str:
    return "" if not count else one if count == 1 else f"{count:,} {many}"
