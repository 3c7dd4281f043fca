"""A folder of a person's for a view, what it is afterwards, and what a program did to it."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.base import Execution, InputFile, Job, Limits, View

if TYPE_CHECKING:
    from tests.contract.conftest import AnySandbox


def plant(root: Path, files: dict[str, bytes]) -> None:
    """Files by their paths, a folder for a path that ends with "/"."""
    for path, data in files.items():
        place = root / path
        (place if path.endswith("/") else place.parent).mkdir(parents=True, exist_ok=True)
        if not path.endswith("/"):
            place.write_bytes(data)


def tree(root: Path) -> dict[str, tuple[object, ...]]:
    """All that can be told of a folder, but for times of reading."""
    found: dict[str, tuple[object, ...]] = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            place = os.path.join(folder, name)
            about = os.lstat(place)
            held = ""
            if stat.S_ISREG(about.st_mode):
                held = hashlib.sha256(Path(place).read_bytes()).hexdigest()
            elif stat.S_ISLNK(about.st_mode):
                held = os.readlink(place)
            times = about.st_mtime_ns, about.st_ctime_ns
            found[os.path.relpath(place, root)] = (about.st_mode, about.st_uid, *times, about.st_ino, held)
    return found


OWNER = 1234  # of a folder that a view can be laid over


def give(root: Path, owner: int) -> None:
    """The folder and all in it to somebody else."""
    for folder, _, files in os.walk(root):
        for place in (folder, *(os.path.join(folder, name) for name in files)):
            os.chown(place, owner, owner, follow_symlinks=False)


@dataclass
class Worked:
    """A run in a view, with what was held against its folder. `how` it must have been made; "" for any way."""

    sandbox: AnySandbox
    root: Path
    spool: Path
    how: str = ""
    owner: int | None = None  # who the folder is given to
    left_out: tuple[str, ...] = ()
    files: tuple[InputFile, ...] = ()
    hunting: bool = False
    hold: bool = True  # the folder against what it was before
    limits: Limits = field(default_factory=lambda: Limits(wall_seconds=60))

    def run(self, source: str, **more: object) -> Execution:
        if self.owner is not None:
            give(self.root, self.owner)
        before = tree(self.root) if self.hold else {}
        self.spool.mkdir(exist_ok=True)
        view = View(self.root, self.spool, self.left_out)
        job = Job(source, self.files, limits=self.limits, view=view, hunting=self.hunting)
        execution = self.sandbox.run(job, **more)  # type: ignore[arg-type]
        assert not self.hold or tree(self.root) == before
        assert execution.changed is not None
        assert self.how in ("", execution.changed.how)
        return execution


def told(execution: Execution) -> list[str]:
    """What changed, in one line each: "renamed a -> b"."""
    assert execution.changed is not None
    return [
        f"{one.kind} {one.was} -> {one.path}" if one.was else f"{one.kind} {one.path}"
        for one in execution.changed.changes
    ]


def complete(execution: Execution) -> list[str]:
    """`told`, of a run that went well in a view whose changes are all known, with what they hold."""
    assert execution.ok, (execution.failure, execution.stderr)
    assert execution.changed is not None
    assert execution.changed.complete, execution.limits_hit
    for one in execution.changed.changes:
        assert (one.content is not None) == (one.kind in ("made", "edited"))
        if one.content is not None:
            data = one.content.read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (one.size, one.sha256)
    return told(execution)
