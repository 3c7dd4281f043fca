"""Runs of a hunt: each in a view of the folder that is thrown away after it."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from generator.hunt.context import RESULT
from generator.hunt.job import Result, result_of
from sandbox.base import Execution, InputFile, Limits, SandboxError, View
from workshop.folder.roots import BadFolder
from workshop.folder.types import Given, Scan
from workshop.folder.working import Place, given_of, view_of
from workshop.hunting_rows import HuntRows
from workshop.running import run_job
from workshop.sandboxes import Stopped
from workshop.workbench import Ended, Workbench, failed

PROBE = 60.0  # seconds of a run, the sandbox's own
INSIDE = 50.0  # seconds after which a probe is ended inside, so that what it said is kept
_GIVEN = 30_000_000  # bytes of earlier outputs that a run is given
_LOOK = 0.2
_HEAVY = {"node_modules", "venv", "env", "site-packages", "target", "dist", "build", "vendor", "__pycache__"}
_OF_HISTORY = {"HEAD", "ORIG_HEAD", "index", "info", "objects", "packed-refs", "refs", "reftable", "shallow"}

_ENDED = {
    "timed_out": f"It was ended after {PROBE:.0f} seconds.",
    "out_of_memory": "It needed more memory than a program may use here, and was ended.",
    "too_much_output": "It printed far more than anyone could read, and was ended.",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """`outputs`: what was left in /out, by name; `result`: how it went, always there."""

    outputs: Mapping[str, bytes]
    result: Result
    how: str  # in words, for the model
    seconds: float


class HuntRuns:
    """Of one turn, in views of its folder."""

    def __init__(self, bench: Workbench, turn: str) -> None:
        self._bench, self._turn = bench, turn
        self._rows, self._prepared = HuntRows(bench.store, turn), False

    def given(self) -> Given:
        """Raises `Ended` where the turn has no folder."""
        given = given_of(self._bench.store.turn(self._turn))
        if given is None:
            raise failed("There is no folder to hunt in.", "Choose one, then ask again.")
        return given

    def _prepare(self, line: str) -> None:
        """The sandbox of this process with what hunts need; the first time this may take a minute. Raises `Ended`."""
        if self._prepared:
            return
        with self._bench.at_work(self._turn, line) as token:
            try:
                sandbox = self._bench.sandboxes.prepared(self._say, token)
            except Stopped:
                raise Ended("stopped") from None
            except SandboxError as error:
                raise failed(error.sentence, error.next_step) from error
            problem: list[SandboxError] = []

            def work() -> None:
                try:
                    sandbox.prepare_hunting(self._say)
                except SandboxError as error:
                    problem.append(error)

            preparing = threading.Thread(target=work, name="oneoff-prepare-hunting", daemon=True)
            preparing.start()
            while preparing.is_alive():
                if token.wait(_LOOK):
                    raise Ended("stopped")
        if problem:
            raise failed(problem[0].sentence, problem[0].next_step) from problem[0]
        self._prepared = True

    def run(self, source: str, line: str, files: tuple[InputFile, ...] = (), nowhere: bool = False) -> Ran:
        """One of our programs in a fresh view of the folder, or `nowhere`: of an empty one. Raises `Ended`."""
        begun = time.monotonic()
        with self._empty() if nowhere else self.place() as place:
            execution = self.execute(source, line, place, files)
        outputs = {output.name: output.data for output in execution.outputs if output.file}
        result = result_of(outputs)
        how = _how(execution, result)
        return Ran(outputs, result or Result(None, execution.stderr.text), how, time.monotonic() - begun)

    def execute(self, source: str, line: str, place: Place, files: tuple[InputFile, ...] = ()) -> Execution:
        self._prepare(line)
        given = (*files, *self._earlier())
        limits = replace(self._bench.limits, wall_seconds=PROBE)
        return run_job(
            self._bench, self._turn, source, line, files=given, limits=limits, view=place.view, hunting=True
        )

    def is_history_large(self) -> bool:
        """Whether the records of its version control are left out, since they are too large. Raises `Ended`."""
        try:
            with view_of(self.given()) as place:
                return with_history(place, self._bench.limits)[1]
        except BadFolder as error:
            raise failed(str(error)) from error

    @contextmanager
    def place(self) -> Iterator[Place]:
        """A view that has the records of its version control, too. Raises `Ended`."""
        try:
            with view_of(self.given()) as place:
                left, _large = with_history(place, self._bench.limits)
                yield place._replace(view=replace(place.view, left_out=left))
        except BadFolder as error:
            raise failed(str(error)) from error

    @contextmanager
    def _empty(self) -> Iterator[Place]:
        with (
            TemporaryDirectory(prefix="oneoff-empty-") as root,
            TemporaryDirectory(prefix="oneoff-view-") as spool,
        ):
            yield Place(self.given(), View(Path(root), Path(spool)), Scan({}))

    def _earlier(self) -> tuple[InputFile, ...]:
        """Outputs that were longer than what was told of them; the latest, as far as there is room."""
        found, room = list[InputFile](), _GIVEN
        for step in reversed(self._rows.steps()):
            if not step.blob:
                continue
            path = self._bench.blobs.path(step.blob)
            size = path.stat().st_size
            if RESULT < size <= room:
                room -= size
                found.append(InputFile(f"output-{step.number}.txt", path))
        return tuple(found)

    def _say(self, text: str) -> None:
        self._bench.store.say(self._turn, "line", text=text)


def with_history(place: Place, limits: Limits) -> tuple[tuple[str, ...], bool]:
    """What is left out where the history (.git) is seen; and whether one isn't, since it is too large to be copied.

    Of a history only what git reads commits from is seen: its settings, journals and hooks may hold passwords.
    """
    heavy = heavy_in(place.scan, limits)
    files, size = _all_of(place.scan, heavy)
    left, large = [*heavy], False
    for name in place.view.left_out:
        git = place.view.root / name
        if PurePosixPath(name).name != ".git" or git.is_symlink() or not git.is_dir():
            left.append(name)
            continue
        own = _own(git)
        more_files, more_size = _all_below(git, set(own))
        if files + more_files > limits.view_files or size + more_size > limits.view_mb * 1_000_000:
            left.append(name)
            large = True
        else:
            left += [f"{name}/{one}" for one in own]
            files, size = files + more_files, size + more_size
    for path, entry in place.scan.entries.items():  # where hidden ones are seen, too
        if entry.kind == "folder" and PurePosixPath(path).name == ".git":
            left += [f"{path}/{one}" for one in _own(place.view.root / path)]
    return tuple(dict.fromkeys(left)), large


def _own(git: Path) -> list[str]:
    return sorted(one for one in os.listdir(git) if one not in _OF_HISTORY)


def _all_of(scan: Scan, heavy: Sequence[str]) -> tuple[int, int]:
    """How many files, and their bytes, but for those in the folders `heavy`."""
    without = tuple(f"{one}/" for one in heavy)
    sizes = [
        one.size
        for path, one in scan.entries.items()
        if one.kind == "file" and not (without and path.startswith(without))
    ]
    return len(sizes), sum(sizes)


def _all_below(git: Path, own: Collection[str]) -> tuple[int, int]:
    files = size = 0
    for folder, folders, found in os.walk(git):
        if folder == str(git):
            folders[:] = [one for one in folders if one not in own]
            found = [one for one in found if one not in own]
        files += len(found)
        for one in found:
            with contextlib.suppress(OSError):  # git may be at work
                size += os.lstat(os.path.join(folder, one)).st_size
    return files, size


def heavy_in(scan: Scan, limits: Limits) -> list[str]:
    """Folders of installed packages and of what was built, where the folder is too large to be copied with them."""
    files = [one for one in scan.entries.values() if one.kind == "file"]
    if len(files) <= limits.view_files and scan.size <= limits.view_mb * 1_000_000:
        return []
    found = list[str]()
    for path, entry in scan.entries.items():  # sorted: a folder comes before what is in it
        inside = bool(found) and any(path.startswith(f"{one}/") for one in found)
        if entry.kind == "folder" and not inside and PurePosixPath(path).name in _HEAVY:
            found.append(path)
    return found


def _how(execution: Execution, result: Result | None) -> str:
    if result is None:
        failure = execution.failure
        told = (
            f"It couldn't be done: {failure.kind}: {failure.message}"[:300] if failure else "It ended early."
        )
        return _ENDED.get(execution.ended, told)
    if result.timed_out:
        return f"It was ended after {INSIDE:.0f} seconds."
    if result.code is None:
        return "It didn't end by itself."
    if result.code < 0:
        return f"It was ended by signal {-result.code}."
    return f"It ended with exit code {result.code}."
