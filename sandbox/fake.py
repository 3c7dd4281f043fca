"""A sandbox that plays executions from a script: for tests and demonstrations of the other rooms."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from sandbox.base import (
    Event,
    Execution,
    Facts,
    Finding,
    Job,
    SandboxError,
    SandboxUnavailable,
    Shown,
    Started,
    Text,
    Wrote,
    ignore,
)

Played = Execution | SandboxError | Callable[[Job], Execution]


class FakeSandbox:
    """Gives one entry of `executions` a run, in order; an error is raised, a function is asked.

    `jobs` holds what was asked for. With nothing left it raises SandboxUnavailable.
    """

    name = "fake"

    def __init__(self, executions: Iterable[Played] = ()) -> None:
        self._script = deque(executions)
        self.jobs: list[Job] = []
        self.installed: list[tuple[str, ...]] = []
        self.prepared = 0

    def prepare(self, on_progress: Callable[[str], None] = ignore) -> None:
        self.prepared += 1
        on_progress("The sandbox is ready")

    def prepare_hunting(self, on_progress: Callable[[str], None] = ignore) -> None:
        """Nothing is needed."""

    def run(
        self,
        job: Job,
        *,
        on_event: Callable[[Event], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Execution:
        self.jobs.append(job)
        if not self._script:
            raise SandboxUnavailable("Nothing is left in the script.")
        if cancel is not None and cancel.is_set():
            return Execution(None, "stopped", Text(), Text(), (), Facts(sandbox=self.name), 0.0)
        played = self._script.popleft()
        if isinstance(played, SandboxError):
            raise played
        execution = played if isinstance(played, Execution) else played(job)
        _tell(execution, on_event)
        return execution

    def install(
        self,
        packages: Sequence[str],
        on_progress: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> str:
        self.installed.append(tuple(packages))
        return "-".join(packages)

    def findings(self) -> tuple[Finding, ...]:
        return (Finding("Sandbox", True, "Scripted: no program runs."),)

    def close(self) -> None:
        """Nothing to close."""


def _tell(execution: Execution, on_event: Callable[[Event], None]) -> None:
    on_event(Started())
    if execution.stdout.text:
        on_event(Wrote("stdout", execution.stdout.text))
    if execution.stderr.text:
        on_event(Wrote("stderr", execution.stderr.text))
    for output in execution.outputs:
        if not output.file:
            on_event(Shown(output))
