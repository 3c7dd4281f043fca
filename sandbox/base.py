"""The seam between a program and what runs it.

SandboxError
├── SandboxUnavailable   no engine, or it went away
├── ImageMissing         the image is not there and could not be made
├── DiskFull             the machine has no room for a run
├── FolderTooLarge       a folder can't be laid under a view here, and is too large to be copied
├── InstallStopped       the person stopped it
└── PackageError         packages can't be installed (packages/install.py)

"The program failed" is never raised: it is an `Execution` with an exit code that isn't zero.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

Ended = Literal["exited", "timed_out", "out_of_memory", "too_much_output", "stopped"]
LimitName = Literal[
    "wall_seconds",
    "memory_mb",
    "cpus",
    "processes",
    "scratch_mb",
    "scratch_files",
    "stream_bytes",
    "outputs",
    "output_bytes",
    "network_mb",
    "view_files",
    "view_mb",
    "changes",
    "change_bytes",
]

TABLE = "application/vnd.dataresource+json"
"""Media type of a table: {"schema": {"fields": [{"name", "type"}]}, "data": [{...}], "total_rows": int}."""


class SandboxError(Exception):
    """The sandbox can't do its work. `sentence` is for a person, `next_step` says what to do."""

    def __init__(self, sentence: str, next_step: str = "", detail: str = "") -> None:
        super().__init__(f"{sentence} {detail}".strip())
        self.sentence, self.next_step, self.detail = sentence, next_step, detail


class SandboxUnavailable(SandboxError):
    """No engine answers, or it stopped while a program ran."""


class ImageMissing(SandboxError):
    """The image isn't there and can't be pulled or built."""


class DiskFull(SandboxError):
    """The machine has no room left for a run."""


class FolderTooLarge(SandboxError):
    """No view of this folder can be made here: it can't be laid under one, and copying it goes beyond the limits."""


class InstallStopped(SandboxError):
    """Packages weren't installed: the person pressed Stop."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use. Every limit that is hit is said in the `Execution`, by the name it has here."""

    wall_seconds: float = 60.0
    memory_mb: int = 1024
    cpus: float = 1.0
    processes: int = 128
    scratch_mb: int = 256  # /tmp, /job and /out hold this much each, and so does a file
    scratch_files: int = 65_536  # and this many files
    stream_bytes: int = 1_000_000  # stdout and stderr, each
    outputs: int = 200  # displayed and files, together
    output_bytes: int = 100_000_000  # all outputs together
    table_rows: int = 10_000  # a shown table is cut here, and says so
    network_mb: int = 500  # from and to allowed hosts, together
    view_files: int = 20_000  # of a folder that has to be copied into a view
    view_mb: int = 512  # likewise; and of what a program may write into a view
    changes: int = 20_000  # that are taken out of a view
    change_bytes: int = 1_000_000_000  # contents of these, together


@dataclass(frozen=True, slots=True)
class InputFile:
    """One given file: it is found at /in/NAME. `path` is on the host and only read."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class View:
    """A folder that the program finds as its working directory (/job), to change as it likes: the folder itself stays as it is.

    `root`: absolute, on the host, only read. `left_out`: paths in it (see `Change.path`) of files and folders that the
    program doesn't find there. `spool`: an empty folder of the host's, for the contents of files that were made or edited.
    Links, pipes, sockets and devices in it: links are there and lead nowhere outside, the others aren't.
    """

    root: Path
    spool: Path
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One program with its files. `inputs` replace constants at the top of the program.

    `hosts`: names ("api.weather.gov") that it may reach by http and https, nothing else.
    `layer`: the key of packages installed for it (`Sandbox.install`), "" for none.
    """

    source: str
    files: tuple[InputFile, ...] = ()
    inputs: Mapping[str, object] = field(default_factory=dict)
    limits: Limits = Limits()
    hosts: tuple[str, ...] = ()
    layer: str = ""
    view: View | None = None
    hunting: bool = False  # git and node are there, too


@dataclass(frozen=True, slots=True)
class Text:
    """Decoded with replacement, without control sequences. `cut`: there was more."""

    text: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """One thing to show, with a media type."""

    name: str  # ours: "table-1.json", "chart-1.png"; for files the name in /out, made safe
    mime: str
    data: bytes
    text: str = ""  # the same as plain text, where there is one
    file: bool = False  # a file left in /out; else displayed by the program
    cut: str = ""  # "" or what is missing, e.g. "first 10,000 of 31,204 rows"
    behind: str = (
        ""  # of a chart that is a picture: {"series": [{"name", "x", "y"}]} as JSON, "" where unknown
    )


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a program failed, as Python said it. `traceback` is kept, never shown."""

    kind: str  # the exception's class, e.g. "KeyError"
    message: str
    line: int | None  # in the program, from 1
    traceback: str


@dataclass(frozen=True, slots=True)
class Read:
    """A table that a library read from a given file, as that library had it before anything was done to it.

    `rows`, `columns`: None where they couldn't be measured. `part` of a file: a sheet's name, "" elsewhere.
    `some`: it was told to read only some of the rows (nrows, skiprows, a sample), or to skip bad lines.
    """

    file: str
    by: str  # "pandas", "polars", "duckdb", "csv", "openpyxl"
    rows: int | None = None
    columns: int | None = None
    part: str = ""
    some: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """Rows (or values) that a step of the program left out: `how` is "dropna", "missing values" (of one column), "drop_duplicates", "inner merge",
    "to_numeric", "to_datetime" (values that became missing)."""

    how: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Measured by the sandbox, not said by the program."""

    given: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()  # of `given`; names, in the order of opening
    made: tuple[str, ...] = ()  # files left in /out
    warnings: tuple[str, ...] = ()
    peak_memory_bytes: int | None = None
    sandbox: str = ""  # "docker" or "built-in"
    runtime: str = ""  # of Docker: "runc", "runsc"
    hosts_asked: tuple[str, ...] = ()  # names and addresses on the network, in the order of asking
    hosts_refused: tuple[str, ...] = ()  # of these, what the program wasn't let through to
    reads: tuple[Read, ...] = ()
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class LimitHit:
    """A limit, by its name in `Limits` ("" for something left out that has none), and a sentence."""

    limit: LimitName | Literal[""]
    says: str


ChangeKind = Literal["made", "edited", "renamed", "deleted", "folder_made", "folder_deleted"]


@dataclass(frozen=True, slots=True)
class Change:
    """One file or folder that a program left otherwise than it found it in its view. Untrusted, but for its form.

    `path`: relative, with "/" between its parts, none of them empty, "." or ".."; as `os.fsdecode` gives it, so bytes that
    aren't UTF-8 are surrogates. `was`: of what was renamed or moved, where it was. What was renamed has the same content; a file that was
    renamed and edited is one deleted and one made. A renamed folder is its files, one by one.
    """

    kind: ChangeKind
    path: str
    was: str = ""
    size: int = 0  # bytes, of what there is now
    mode: int = 0o644  # permission bits, of what there is now; never setuid, setgid or sticky
    sha256: str = ""  # of what there is now; "" for folders and what was deleted
    content: Path | None = None  # in the view's spool: of what was made or edited


@dataclass(frozen=True, slots=True)
class Changes:
    """All of them, sorted by path. `complete` is False where a limit was hit or what ran didn't end by itself in a state that can be
    read: then `limits_hit` of the execution says why, and nothing of it should be applied.

    `files`: how many the program found in its view. `how`: it was laid over the folder, or copied from it. `ready_seconds`: until it stood.
    """

    changes: tuple[Change, ...] = ()
    complete: bool = True
    files: int = 0
    how: Literal["overlay", "copy"] = "copy"
    ready_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Execution:
    """How one run went."""

    exit_code: int | None  # None: it didn't end by itself
    ended: Ended
    stdout: Text
    stderr: Text
    outputs: tuple[Output, ...]
    facts: Facts
    seconds: float  # wall time from the first instruction to the end
    failure: Failure | None = None
    limits_hit: tuple[LimitHit, ...] = ()
    changed: Changes | None = None  # where the job had a view

    @property
    def ok(self) -> bool:
        return self.ended == "exited" and self.exit_code == 0


@dataclass(frozen=True, slots=True)
class Started:
    """The program's first instruction is about to run."""


@dataclass(frozen=True, slots=True)
class Wrote:
    stream: Literal["stdout", "stderr"]
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    output: Output


@dataclass(frozen=True, slots=True)
class Progressed:
    """From tqdm. `total` is None where the program doesn't know it."""

    done: float
    total: float | None
    label: str


Event = Started | Wrote | Shown | Progressed


def ignore(_event: object) -> None:
    """The default listener."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor."""

    name: str  # "Docker engine"
    ok: bool
    says: str  # a sentence for a person
    fix: str = ""  # a step, where it isn't ok
    command: str = ""  # in place of it, one that mends it, or tells more


class Sandbox(Protocol):
    """Runs one program, once, in isolation.

    A program that fails is an `Execution` with a non-zero `exit_code`; only a sandbox that
    can't do its work raises (`SandboxUnavailable`, `ImageMissing`, `DiskFull`).
    Inside: /in the given files, /out what is kept, /job the working directory, no network.
    """

    name: str  # "docker" or "built-in"

    def prepare(self, on_progress: Callable[[str], None] = ignore) -> None:
        """Make it ready to run; at once when it is. Seconds to minutes the first time.

        `on_progress` gets short lines for a person. Safe to call from several threads.
        """

    def prepare_hunting(self, on_progress: Callable[[str], None] = ignore) -> None:
        """Make it ready for jobs that are `hunting`; `prepare` comes first. At once when it is, else as `prepare`."""

    def run(
        self,
        job: Job,
        *,
        on_event: Callable[[Event], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Execution:
        """Run `job`; blocks until it ends, at most `job.limits.wall_seconds` plus two seconds.

        `cancel` set: ended "stopped" within a second. `on_event` is called from this thread.
        """

    def install(
        self,
        packages: Sequence[str],
        on_progress: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> str:
        """A layer with `packages` (names of distributions) for `Job.layer`; at once where it is there already.

        Raises `packages.install.PackageError` with a sentence, `packages.names.BadPackage` for what isn't a name,
        `InstallStopped` when `cancel` is set.
        """

    def findings(self) -> tuple[Finding, ...]:
        """What works, what doesn't, what it can't hold. Never raises."""

    def close(self) -> None:
        """End what waits for a program; no run may follow."""
