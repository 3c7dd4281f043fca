"""A folder like a person's, small, and changes in it as a run would have left them."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from workshop import tables as t
from workshop.folder.names import stored
from workshop.folder.scanning import scan
from workshop.folder.types import Scan


def fill(root: Path, photos: int = 400, texts: int = 400, exports: int = 220) -> None:
    """Some 1,000 files in folders, with times, modes, an attribute, a link and a name that isn't UTF-8."""
    for number in range(photos):
        _file(
            root / f"photos/{2020 + number % 5}/IMG_{number:04}.jpg",
            b"\xff\xd8" + bytes([number % 256]) * (number % 90),
            number,
        )
    for number in range(texts):
        _file(root / f"texts/note {number}.txt", f"Note {number}\n".encode() * (number % 7), number)
    for number in range(exports):
        _file(
            root / f"exports/{number % 12 + 1:02}/export-{number}.csv", b"a;b\n" + b"1;2\n" * number, number
        )
    (root / "texts/note 3.txt").chmod(0o600)
    (root / "texts/note 4.txt").chmod(0o755)
    (root / "texts/link").symlink_to("note 1.txt")
    with open(os.fsencode(root) + b"/texts/caf\xe9.txt", "wb") as file:
        file.write(b"odd")
    with suppress(OSError):
        os.setxattr(root / "texts/note 5.txt", "user.tag", b"red")
    _file(root / ".git/HEAD", b"ref", 1)
    for number, folder in enumerate(sorted(one for one in root.rglob("*") if one.is_dir())):
        os.utime(folder, ns=(10**18 + number, 10**18 + number * 7))
    os.utime(root, ns=(10**18, 10**18 + 5))


def _file(path: Path, content: bytes, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, ns=(1_600_000_000_000_000_000 + number, 1_500_000_000_123_456_789 + number * 1_000_003))


def picture(root: Path) -> dict[bytes, tuple[Any, ...]]:
    """Everything that undo brings back: names, kinds, content, modes, times, attributes."""
    found = {b".": _of(os.fsencode(root))}
    for folder, folders, names in os.walk(os.fsencode(root)):
        for name in (*folders, *names):
            path = os.path.join(folder, name)
            found[os.path.relpath(path, os.fsencode(root))] = _of(path)
    return found


def _of(path: bytes) -> tuple[Any, ...]:
    now = os.lstat(path)
    if stat.S_ISLNK(now.st_mode):
        return "link", os.readlink(path), now.st_mtime_ns
    attributes = {name: os.getxattr(path, name) for name in os.listxattr(path)}
    content = ""
    if stat.S_ISREG(now.st_mode):
        with open(path, "rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    return (
        stat.S_IFMT(now.st_mode),
        content,
        stat.S_IMODE(now.st_mode),
        now.st_mtime_ns,
        tuple(attributes.items()),
    )


class Run:
    """Changes of a run in `root`. Content lies in `blobs`."""

    def __init__(self, root: Path, blobs: Path, hidden: bool = False) -> None:
        self.root, self.blobs = root, blobs
        self.scan: Scan = scan(root, hidden)
        self.rows: list[t.FolderChange] = []
        blobs.mkdir(exist_ok=True)

    def content(self, blob: str) -> Path:
        return self.blobs / blob

    def add(self, kind: str, path: str, was: str = "", content: bytes = b"", mode: int = 0o644) -> Run:
        before = self.scan.entries.get(was or path)
        digest = hashlib.sha256(content).hexdigest() if kind in ("made", "edited") else ""
        if digest:
            (self.blobs / digest).write_bytes(content)
        elif kind == "renamed" and before and before.kind == "file":
            digest = hashlib.sha256((self.root / was).read_bytes()).hexdigest()
        row = t.FolderChange(
            run_id="run",
            number=len(self.rows),
            kind=kind,
            path=stored(path),
            was=stored(was),
            size=len(content),
            mode=mode,
            sha256=digest,
            blob=digest if kind in ("made", "edited") else "",
            before=asdict(before) if before else None,
        )
        self.rows.append(row)
        return self

    @property
    def all(self) -> range:
        return range(len(self.rows))


def much(root: Path, blobs: Path, each: int = 1) -> Run:
    """A bit of everything in what `fill` made, in `1/each` of the files."""
    run = Run(root, blobs)
    for number, path in enumerate(sorted(run.scan.entries)):
        name = path.rpartition("/")[2]
        if number % each or run.scan.entries[path].kind == "folder":
            continue
        if path.startswith("photos/2020/"):
            run.add("renamed", f"albums/{number % 3}/{name}", was=path)
        elif path.startswith("photos/"):
            run.add("renamed", path.replace("IMG_", "Photo "), was=path)
        elif path.startswith("texts/note") and number % 2:
            run.add("edited", path, content=f"edited {number}".encode())
        elif path.startswith("exports/01/"):
            run.add("deleted", path)
        elif path.startswith("exports/"):
            run.add("edited", path, content=f"x;y\n{number}".encode())
    for number in range(3):
        run.add("folder_made", f"albums/{number}", mode=0o755)
    run.add("folder_made", "albums", mode=0o755)
    if each == 1:
        run.add("folder_deleted", "photos/2020").add("folder_deleted", "exports/01")
    run.add("renamed", "texts/way", was="texts/link")
    run.add("renamed", "texts/cafe.txt", was=os.fsdecode(b"texts/caf\xe9.txt"))
    run.add("made", "reports/all/report.txt", content=b"new", mode=0o4777).add(
        "made", "list.txt", content=b""
    )
    return run


def let_others_in(folder: Path) -> None:
    """pytest's own folders are for their owner alone: another user is to get as far as `folder`."""
    for one in (folder, *folder.parents):
        if one.is_relative_to(gettempdir()) and one != Path(gettempdir()):
            one.chmod(0o755)
