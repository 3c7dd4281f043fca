"""What pages and the command line are shown of a person's folder and of what would change in it: plain values.

Paths are shown ones (`names.shown`) where nothing else is said; they name nothing, numbers and ids do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sandbox.base import ChangeKind
from workshop.folder.types import Given


@dataclass(frozen=True, slots=True)
class Places:
    """A folder to walk on from. `path`, `up` and `folders` are as `os.fsdecode` gives them, `up` and `path` absolute; `up` is "" at the top.
    `sentence` says what keeps it from being looked into, "" for nothing."""

    path: str
    up: str
    folders: tuple[str, ...]  # names, sorted; hidden ones aren't among them
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A folder that may be asked about. `line`: "214 files, 38 MB"; `notes`: a sentence each on what is left out."""

    given: Given
    line: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One file or folder that would be otherwise. `number` names it among those of its run."""

    number: int
    kind: ChangeKind
    path: str  # in the folder
    was: str = ""  # of a renamed one: where it is now
    size: int = 0  # bytes it would have
    before_size: int | None = None  # bytes it has; None: nothing is there
    folder: str = ""  # that `path` is in, "" for the chosen one itself
    hidden: bool = False  # a hidden or secret-looking name: never applied


State = Literal["applying", "applied", "undoing", "undone"]


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """Changes that were made in the folder itself, once. `done` of `total` files are."""

    id: str
    state: State
    done: int
    total: int
    skipped: tuple[tuple[str, str], ...]  # (path, sentence that says why it was left as it was)
    at: datetime
    interrupted: bool = False  # who worked on it is gone: it can be gone on with or taken back
    can_undo: bool = False

    @property
    def working(self) -> bool:
        """Somebody is at work on it now."""
        return self.state in ("applying", "undoing") and not self.interrupted

    @property
    def trouble(self) -> str:
        """The sentence on all of it, "" for none."""
        return next((says for path, says in self.skipped if not path), "")

    @property
    def left(self) -> tuple[str, ...]:
        """A sentence on each file that was left as it was."""
        return tuple(says for path, says in self.skipped if path)

    @property
    def changed(self) -> int:
        """How many of `done` aren't among those."""
        return max(self.done - len(self.left), 0)


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What a run left otherwise in its view of a folder. Nothing of it is in the folder but by an application.

    `line`: "148 photos renamed; 3 files deleted", "" where nothing changed. `complete`: False where more changed than is kept.
    `left_out`: sentences on what can't be among `changes`. `why_not`: a sentence where `may_apply` is False.
    """

    run: str
    root: str
    zip: str  # name of the ZIP that it was unpacked from, "" for a folder
    line: str
    changes: tuple[ChangeLine, ...] = ()
    complete: bool = True
    left_out: tuple[str, ...] = ()
    may_apply: bool = True
    why_not: str = ""
    applications: tuple[ApplicationLine, ...] = ()  # newest first

    @property
    def current(self) -> ApplicationLine | None:
        """What holds now: None where nothing was made, or all of it was put back."""
        newest = self.applications[0] if self.applications else None
        return newest if newest and newest.state != "undone" else None

    @property
    def possible(self) -> tuple[ChangeLine, ...]:
        """What may be done at all."""
        return tuple(one for one in self.changes if not one.hidden)

    @property
    def has_folders(self) -> bool:
        """Not all of it are files."""
        return any(one.kind.startswith("folder") for one in self.changes)


@dataclass(frozen=True, slots=True)
class CutOff:
    """Changes in the folder `root` that are half done, and the conversation that they were asked for in, "" where that is gone."""

    conversation: str
    root: str
    application: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, to be looked at (`comparing.content_of` makes one). `path`: on this computer, only read; None where it lies nowhere
    as a file. `text`: of texts and tables in text, the beginning, decoded; "" else."""

    mime: str  # by its name, and by its first bytes where those say otherwise
    path: Path | None
    size: int  # bytes
    text: str = ""
    cut: bool = False  # there is more than `text`
