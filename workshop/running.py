"""Runs a program for a turn, and stores what it shows while it shows it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from generator.types import Program
from sandbox.base import (
    Event,
    Execution,
    Facts,
    InputFile,
    InstallStopped,
    Job,
    Limits,
    Output,
    Progressed,
    SandboxError,
    Shown,
    Started,
    Text,
    View,
    Wrote,
)
from sandbox.packages.install import PackageError
from workshop.folder.keeping import keep_changes
from workshop.folder.roots import BadFolder
from workshop.folder.types import Given
from workshop.folder.working import given_of, view_of
from workshop.pdf_pages import LIMITS, page_pictures
from workshop.sandboxes import Stopped
from workshop.workbench import Ended, Plain, Workbench, failed

_CONSOLE_SECONDS = 0.3  # printed text is stored at most this often
_KEPT = 200_000  # characters of printed text that are stored


@dataclass(frozen=True, slots=True)
class Grants:
    """What a program gets beyond its files: distributions to be installed, hosts that it may reach."""

    packages: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


def run_program(
    bench: Workbench,
    turn: str,
    version: str,
    program: Program,
    line: str = "Running it",
    grants: Grants = Grants(),
    shown: bool = True,
) -> Execution:
    """One run of a stored version, with its outputs stored; `shown`: as what the turn shows. Raises `Ended` when
    stopped or when we failed, PackageError where packages can't be had."""
    bench.store.start_run(version, turn, version, shown)
    listener = _Listener(bench, turn, version)
    if program.kind == "html":
        execution = _page(program)
    elif given := given_of(bench.store.turn(turn)):
        execution = _in_folder(
            bench, turn, version, given, partial(run_job, bench, turn, program.source, line, listener, grants)
        )
    else:
        execution = run_job(bench, turn, program.source, line, listener, grants)
    made = [*execution.outputs, *(_pages(bench, turn, execution) if shown else ())]
    bench.store.finish_run(version, [_row(bench, output) for output in made], **_ending(execution))
    return execution


def _in_folder(
    bench: Workbench, turn: str, run: str, given: Given, work: Callable[..., Execution]
) -> Execution:
    """In a view of the folder; what would change there is stored."""
    try:
        with view_of(given) as place:
            execution = work(view=place.view)
            bench.store.say(turn, "line", text="Looking at what would change")
            if execution.changed is not None:
                keep_changes(bench.store, bench.blobs, run, execution.changed, given, place.scan)
            return execution
    except BadFolder as error:
        raise failed(str(error)) from error


def _pages(bench: Workbench, turn: str, execution: Execution) -> tuple[Output, ...]:
    """Without them the PDF is a download: what we can't do here takes no result away."""

    def run(source: str, files: tuple[InputFile, ...]) -> Execution:
        return run_job(bench, turn, source, "Drawing the pages", files=files, limits=LIMITS)

    try:
        return page_pictures(bench.blobs, execution.outputs, run)
    except Ended as end:
        if end.status == "stopped":
            raise
        return ()


def run_job(
    bench: Workbench,
    turn: str,
    source: str,
    line: str,
    listener: _Listener | None = None,
    grants: Grants = Grants(),
    files: tuple[InputFile, ...] | None = None,
    limits: Limits | None = None,
    view: View | None = None,
    hunting: bool = False,
) -> Execution:
    """Run `source` on the files of the turn, or on `files`, within `limits` or the usual ones, in a `view` of a folder where one is
    given. Raises `Ended` when stopped or when we failed, PackageError."""
    given = files_of(bench, turn) if files is None else files
    on_event = listener or (lambda _event: None)

    def say(text: str) -> None:
        bench.store.say(turn, "line", text=text)

    with bench.at_work(turn, line) as token:
        try:
            sandbox = bench.sandboxes.prepared(say, token)
            layer = sandbox.install(grants.packages, say, token) if grants.packages else ""
            say(line)
            held = limits or bench.limits
            job = Job(source, given, {}, held, grants.hosts, layer, view, hunting)
            execution = sandbox.run(job, on_event=on_event, cancel=token)
        except (Stopped, InstallStopped):
            raise Ended("stopped") from None
        except PackageError:
            raise
        except SandboxError as error:
            raise failed(error.sentence, error.next_step) from error
        if listener:
            listener.flush()
        if execution.ended == "stopped":
            raise Ended("stopped")
        return execution


def files_of(bench: Workbench, turn: str) -> tuple[InputFile, ...]:
    """The files that were given to a turn, as they lie here."""
    return tuple(
        InputFile(file["name"], bench.blobs.path(file["blob"])) for file in bench.store.turn(turn).files
    )


class _Listener:
    """Stores what a program shows and prints, as it does."""

    def __init__(self, bench: Workbench, turn: str, run: str) -> None:
        self._bench, self._turn, self._run = bench, turn, run
        self._printed: list[str] = []
        self._said = self._progressed = float("-inf")  # the first words are stored at once

    def __call__(self, event: Event) -> None:
        match event:
            case Shown(output):
                self._bench.store.show_output(self._run, **_row(self._bench, output))
            case Wrote("stdout", text):
                self._printed.append(text)
                if time.monotonic() - self._said > _CONSOLE_SECONDS:
                    self.flush()
            case Progressed(done, total, label) if self._is_time():
                self._bench.store.say(self._turn, "progress", done=done, total=total, label=label)
            case Started() | Wrote() | Progressed():
                pass

    def _is_time(self) -> bool:
        now = time.monotonic()
        due = now - self._progressed > _CONSOLE_SECONDS
        self._progressed = now if due else self._progressed
        return due

    def flush(self) -> None:
        if self._printed:
            self._bench.store.say(self._turn, "console", text="".join(self._printed))
        self._printed, self._said = [], time.monotonic()


def _page(program: Program) -> Execution:
    """A page isn't run by us: it is shown, in a frame of its own, by the browser."""
    page = Output("page.html", "text/html", program.source.encode())
    return Execution(0, "exited", Text(), Text(), (page,), Facts(), 0.0)


def _row(bench: Workbench, output: Output) -> Plain:
    blob = bench.blobs.put(output.data)
    return {
        "name": output.name,
        "mime": output.mime,
        "blob": blob,
        "size": len(output.data),
        "text": output.text,
        "file": output.file,
        "cut": output.cut,
        "behind": output.behind,
    }


def _ending(execution: Execution) -> dict[str, Any]:
    return {
        "ended": execution.ended,
        "exit_code": execution.exit_code,
        "seconds": execution.seconds,
        "stdout": execution.stdout.text[:_KEPT],
        "stderr": execution.stderr.text[:_KEPT],
        "failure": asdict(execution.failure) if execution.failure else None,
        "facts": asdict(execution.facts),
        "limits_hit": [asdict(hit) for hit in execution.limits_hit],
    }


def in_words(execution: Execution, seconds: float) -> str:
    """Why a run gave no result, as a sentence for a person; "" where it isn't a limit that says it."""
    return {
        "timed_out": f"This took longer than {seconds:.0f} seconds, so I stopped it.",
        "out_of_memory": "This needed more memory than a program may use here, so it was stopped.",
        "too_much_output": "The program printed far more than anyone could read, so I stopped it.",
    }.get(execution.ended, "")
