"""What was taken out of folders, and the journals that know how it goes back: one folder for each application.

    bin/ID/plan      JSON lines, written and on the disk before anything is changed: a head, items, folders with their times
    bin/ID/journal   JSON lines: how far it is ("staged", "applied", "undoing", "undone"), and what was left as it is
    bin/ID/back      JSON lines: what went back
    bin/ID/old-N     what slot N took away; "fetched-N" once an undo has fetched it from another disk
    bin/ID/new-N     what slot N will put; "after-N": what an undo took away again
    bin/ID/reserve   room for the journal on a disk that is full
    bin/locks/       who is at work on which folder

Where the bin is on another disk than the folder, everything passes through a hidden folder in that one, `.oneoff-ID`.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from workshop.folder.names import as_path, stored
from workshop.folder.planning import Item, Skipped, Touched, item_of
from workshop.folder.roots import BadFolder
from workshop.folder.types import Seen
from workshop.folder.unpacking import FOLDERS

if sys.platform != "win32":
    import fcntl

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DAY = 24 * 3600
_NOTE = 300  # bytes of a line in the journal, about
FULL = (errno.ENOSPC, errno.EDQUOT)
STATES = {
    "": "applying",
    "staged": "applying",
    "applied": "applied",
    "undoing": "undoing",
    "undone": "undone",
}


class NotNow(BadFolder):
    """Somebody else is at work on that folder."""


@dataclass(frozen=True, slots=True)
class Plan:
    run: str
    root: str  # as `os.fsdecode` gives it
    inode: str
    near: bool  # the bin is on the folder's disk
    items: tuple[Item, ...]
    touched: tuple[Touched, ...]
    left: tuple[Skipped, ...]  # what isn't even tried
    file_system: str = ""  # see `file_systems`; journals of earlier versions have none


class Bin:
    """That of one application."""

    def __init__(self, home: Path, id: str) -> None:
        """`home`: ONEOFF_HOME."""
        if not _ID.fullmatch(id):
            raise ValueError("no id of an application")
        self.id, self.all = id, home / "bin"
        self.folder = self.all / id
        self._plan: Plan | None = None

    def write(self, plan: Plan) -> None:
        """It is on the disk when this returns."""
        head = {
            "version": 1,
            "run": plan.run,
            "root": stored(plan.root),
            "inode": plan.inode,
            "near": plan.near,
            "file_system": plan.file_system,
        }
        lines = [{**head, "left": list(plan.left), "items": len(plan.items), "touched": len(plan.touched)}]
        lines += [one.as_plain() for one in plan.items]
        lines += [{**asdict(one), "path": stored(one.path)} for one in plan.touched]
        part = self.folder / "plan.part"
        with part.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        with (self.folder / "reserve").open("wb") as reserve:
            reserve.write(bytes(_NOTE * (len(plan.items) + 100)))
            os.fsync(reserve.fileno())
        part.rename(self.folder / "plan")
        for folder in (self.folder, self.all):
            _sync(folder)

    @property
    def plan(self) -> Plan:
        """Raises FileNotFoundError where there is none (any more)."""
        if self._plan is None:
            with (self.folder / "plan").open(encoding="utf-8") as file:
                head = json.loads(file.readline())
                items = tuple(item_of(json.loads(file.readline())) for _ in range(head["items"]))
                rest = [json.loads(file.readline()) for _ in range(head["touched"])]
            touched = tuple(Touched(**{**one, "path": as_path(one["path"])}) for one in rest)
            root = as_path(head["root"])
            about = (head["run"], root, head["inode"], head["near"])
            disk = head.get("file_system", "")
            self._plan = Plan(*about, items, touched, tuple(head["left"]), disk)
        return self._plan

    @property
    def root(self) -> str:
        """Of the plan, without reading all of it. Raises OSError, ValueError."""
        with (self.folder / "plan").open(encoding="utf-8") as file:
            return as_path(json.loads(file.readline())["root"])

    def note(self, **line: Any) -> None:
        """Add a line to the journal; it is on the disk when this returns."""
        self._safely("journal", line)

    def went_back(self, slot: int, seen: Seen | None) -> None:
        """What slot N took is where it was, or beside it, and looks like that now."""
        self._safely("back", {"back": slot, "seen": asdict(seen) if seen else None})

    def back(self) -> list[dict[str, Any]]:
        """{"back": slot, "seen": ...} each."""
        return self._lines("back")

    def _safely(self, name: str, line: dict[str, Any]) -> None:
        try:
            self._add(name, line)
        except OSError as error:
            if error.errno not in FULL:
                raise
            (self.folder / "reserve").unlink(missing_ok=True)
            self._add(name, line)

    def _add(self, name: str, line: dict[str, Any]) -> None:
        with (self.folder / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{json.dumps(line)}\n")  # whatever was cut off before it stays a line of its own
            file.flush()
            if name == "journal":
                os.fsync(file.fileno())

    def notes(self) -> list[dict[str, Any]]:
        """The journal; a last line that was cut off is none."""
        return self._lines("journal")

    def _lines(self, name: str) -> list[dict[str, Any]]:
        found = []
        with suppress(FileNotFoundError), (self.folder / name).open(encoding="utf-8") as file:
            for line in file:
                with suppress(ValueError):
                    found.append(json.loads(line))
        return found

    def last(self) -> dict[str, Any]:
        """The last line that says how far it is: {"phase", ...}, {"phase": ""} before anything was changed."""
        return next((one for one in reversed(self.notes()) if "phase" in one), {"phase": ""})

    def said(self, phase: str) -> dict[str, Any]:
        """The last line with that phase, {} where there is none."""
        return next((one for one in reversed(self.notes()) if one.get("phase") == phase), {})

    def state(self) -> str:
        return STATES[self.last()["phase"]]

    def skipped(self) -> list[Skipped]:
        """In the last that was done."""
        return list(self.last().get("skipped", []))

    def trouble(self) -> str:
        """Why it was cut off, where it says so."""
        notes = self.notes()
        return str(notes[-1].get("trouble", "")) if notes else ""

    def far(self, done: int, total: int) -> None:
        """Tell others how far it is."""
        with suppress(OSError):
            (self.folder / "far").write_text(f"{done} {total}")

    def how_far(self) -> tuple[int, int]:
        try:
            done, total = (self.folder / "far").read_text().split()
            return int(done), int(total)
        except (OSError, ValueError):
            return 0, 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else works on this application, nor on its folder or one inside or around it. Raises `NotNow`."""
        locks = self.take_locks(self.plan.root)
        try:
            self.require()
            yield
        finally:
            release(locks)

    def require(self) -> None:
        """Raises `BadFolder` where its time ended while it was waited for."""
        if not (self.folder / "plan").exists():
            raise BadFolder("What these changes took out isn't kept any more: they can't be taken back.")

    def take_locks(self, root: str) -> list[IO[bytes]]:
        """They end with the process, whatever happens. Raises `NotNow`."""
        (self.all / "locks").mkdir(parents=True, exist_ok=True, mode=0o700)
        held: list[IO[bytes]] = []
        names = [*reversed([str(one) for one in Path(root).parents]), root]
        try:
            for name in names:
                kind = fcntl.LOCK_EX if name == root else fcntl.LOCK_SH
                digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:32]
                held.append(_locked(self.all / "locks" / digest, kind))
            held.append(_locked(self.folder / "at-work", fcntl.LOCK_EX))
        except BlockingIOError:
            release(held)
            raise NotNow(
                "Other changes are being made in this folder just now. Wait until they are done."
            ) from None
        return held

    def is_at_work(self) -> bool:
        try:
            release([_locked(self.folder / "at-work", fcntl.LOCK_SH, patience=0)])
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def size(self) -> int:
        """Bytes that it takes on the disk, but for folders."""
        total = 0
        for folder, _folders, names in os.walk(self.folder):
            for name in names:
                with suppress(OSError):
                    total += os.lstat(os.path.join(folder, name)).st_size
        return total

    def destroy(self) -> None:
        """Everything in it is gone for good."""
        aside = self.all / f"going-{self.id}"
        with suppress(FileNotFoundError):
            self.folder.rename(aside)
        _remove_all(aside)


def bins(home: Path) -> list[Bin]:
    """All that there are, half-made ones among them."""
    found = (home / "bin").iterdir() if (home / "bin").is_dir() else ()
    names = sorted(one.name for one in found if one.is_dir() and one.name != "locks")
    return [Bin(home, name) for name in names if _ID.fullmatch(name) and not name.startswith("going-")]


def unfinished(home: Path) -> list[Bin]:
    """Those that somebody began and nobody is at work on."""
    found = []
    for one in bins(home):
        with suppress(OSError, ValueError, KeyError):  # no plan, or not one of ours
            if one.root and one.state() in ("applying", "undoing") and not one.is_at_work():
                found.append(one)
    return found


def expire(home: Path, days: int) -> list[str]:
    """Remove the bins that ended more than `days` ago; those that are unfinished stay. Returns their ids."""
    for left in (home / "bin").glob("going-*"):
        _remove_all(left)
    gone = []
    for one in bins(home):
        planned = (one.folder / "plan").exists()
        if _is_over(one, planned, days, home) and _destroyed(one, planned, days):
            gone.append(one.id)
    return gone


def _is_over(bin: Bin, planned: bool, days: int, home: Path) -> bool:
    if planned and _is_lost(bin, home):
        return True
    if planned and bin.state() not in ("applied", "undone"):
        return False
    return _age(bin.folder) > days * _DAY


def _is_lost(bin: Bin, home: Path) -> bool:
    """The folder was a ZIP's, and went with its conversation: there is nowhere to put anything back."""
    try:
        root = Path(bin.root)
        if root.is_relative_to(home / FOLDERS):
            root.lstat()
    except FileNotFoundError:
        return True
    except (OSError, ValueError, KeyError):
        return False
    return False


def _destroyed(bin: Bin, planned: bool, days: int) -> bool:
    """Unless somebody is at work on it, or was since it was looked at."""
    try:
        lock = _locked(bin.folder / "at-work", fcntl.LOCK_EX)
    except OSError:
        return False
    try:
        now = (bin.folder / "plan").exists()
        if now != planned or (planned and not _is_over(bin, planned, days, bin.all.parent)):
            return False
        bin.destroy()
        return True
    finally:
        release([lock])


def size_of(home: Path) -> int:
    """Bytes in all of them."""
    return sum(one.size() for one in bins(home))


def release(locks: Sequence[IO[bytes]]) -> None:
    for one in reversed(locks):
        one.close()


def _locked(path: Path, kind: int, patience: float = 1.0) -> IO[bytes]:
    file, until = path.open("ab"), time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
            return file
        except BlockingIOError:  # perhaps somebody only looks whether it is held
            if time.monotonic() >= until:
                file.close()
                raise
            time.sleep(0.01)


def _age(folder: Path) -> float:
    """Seconds since the journal was last written."""
    for name in ("journal", "plan", ""):
        with suppress(OSError):
            return time.time() - (folder / name).stat().st_mtime
    return 0.0


def _remove_all(folder: Path) -> None:
    """Folders in it may be closed to their owner."""
    for inside, folders, _names in os.walk(folder):
        for name in folders:
            path = os.path.join(inside, name)
            with suppress(OSError):
                if not stat.S_ISLNK(os.lstat(path).st_mode):
                    os.chmod(path, 0o700)
    shutil.rmtree(folder, ignore_errors=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
