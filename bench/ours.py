"""Our own sandboxes as contestants. What the pool of waiting containers is asked for is asked here and nowhere else."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.containers import settled, standing
from bench.contestant import seconds_of
from bench.memory import mib
from bench.programs import DATA, PICTURE, Program
from bench.timing import Stopwatch, Timing, WrongResult
from sandbox.base import Event, InputFile, Job, Wrote
from sandbox.demand import PoolPolicy
from sandbox.docker import DockerSandbox
from sandbox.local import LocalSandbox

BASE = "debian:bookworm-slim"
_PROFILE = "oneoff.profile"  # the label that says what a waiting container has imported


class Ours:
    """`fill` blocks until the pool has what it wants; without a pool there is nothing to wait for."""

    def __init__(
        self,
        name: str,
        sandbox: DockerSandbox | LocalSandbox,
        data: Path,
        fill: Callable[[], object] | None = None,
    ) -> None:
        self.name, self._sandbox, self._fill = name, sandbox, fill
        self._given = (InputFile(Path(DATA).name, data),)
        self._before = 0

    def run(self, program: Program) -> Timing:
        watch = Stopwatch()

        def hear(event: Event) -> None:
            if isinstance(event, Wrote) and event.stream == "stdout":
                watch.wrote()

        execution = self._sandbox.run(
            Job(program.source, self._given if program.given else ()), on_event=hear
        )
        picture = next((one.data for one in execution.outputs if one.name == Path(PICTURE).name), b"")
        if not execution.ok:
            raise WrongResult(f"{program.name} {execution.ended}: {execution.failure}")
        return watch.stop(program, execution.stdout.text, picture)

    def settle(self) -> float:
        if self._fill is not None:
            self._fill()
        if isinstance(self._sandbox, LocalSandbox):
            return time.perf_counter()
        moment = settled(self._before)
        self._before = len(standing())
        return moment

    def seconds(self, programs: Sequence[Program], callers: int) -> float:
        return seconds_of(self, programs, callers)

    def close(self) -> None:
        self._sandbox.close()


def waiting(data: Path) -> Ours:
    """With as many containers waiting as there are by default, before each program."""
    sandbox = DockerSandbox(BASE, runtime="runc", waiting=PoolPolicy.for_this_machine())
    sandbox.prepare()
    pool = sandbox.pool
    return Ours("ours_waiting", sandbox, data, (lambda: pool.settle(60)) if pool else None)


def idle_mib() -> dict[str, float]:
    """Median MiB of a container that waits, by its profile; nothing may run meanwhile."""
    profiles: dict[str, list[float]] = {}
    for container, marks in standing().items():
        profiles.setdefault(marks.get(_PROFILE, "waiting"), []).append(mib(container))
    return {name: round(statistics.median(values), 1) for name, values in sorted(profiles.items())}
