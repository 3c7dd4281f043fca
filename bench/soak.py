"""`python -m bench soak`: many runs of mixed programs, and whether anything grows meanwhile.

Well-behaved ones, ones that fail, ones that are ended for time, memory and output, a stopped one. What is counted every
hundred runs: resident memory, threads and open files of this process; containers and volumes of the engine.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from bench.programs import PROGRAMS
from sandbox.base import Event, Execution, InputFile, Job, Limits, Started
from sandbox.cleaning import ours
from sandbox.demand import PoolPolicy
from sandbox.docker import DockerSandbox
from sandbox.engine import engine

EVERY = 100
CALLERS = 2
_SHORT = Limits(wall_seconds=1.0)
_MIX: tuple[tuple[str, Job], ...] = (
    *((one.name, Job(one.source)) for one in PROGRAMS.values()),
    ("fails", Job("raise ValueError('no')")),
    ("many outputs", Job("for n in range(60): display(n)\nopen('/out/x.csv', 'w').write('a' * 300_000)")),
    ("spins", Job("while True: pass", limits=_SHORT)),
    ("floods", Job("while True: print('x' * 10_000)", limits=Limits(stream_bytes=10_000))),
    ("eats", Job("x = []\nwhile True: x.append(bytes(10_000_000))", limits=Limits(memory_mb=128))),
    ("dies", Job("import os\nos.abort()")),
    ("stopped", Job("import time\ntime.sleep(30)")),
)
_ODD = 7  # of so many runs one is one of the odd ones, from the fourth on


@dataclass(frozen=True, slots=True)
class Count:
    runs: int
    seconds: float
    resident_mb: float
    threads: int
    files: int
    containers: int
    volumes: int


def soak(runs: int, data: Path, say: Callable[[str], None]) -> list[Count]:
    """Counts from before the first run to after the last, when what waited is settled."""
    sandbox = DockerSandbox(runtime="runc", waiting=PoolPolicy.for_this_machine())
    sandbox.prepare(say)
    begun, endings = time.monotonic(), Counter[str]()
    counts: list[Count] = []
    try:
        with ThreadPoolExecutor(CALLERS) as callers:
            for start in range(0, runs, EVERY):
                counts.append(_count(sandbox, start, begun))
                say(_line(counts[-1]))
                jobs = [_job(number, data) for number in range(start, min(start + EVERY, runs))]
                endings.update(callers.map(lambda job: _one(sandbox, *job), jobs))
        counts.append(_count(sandbox, runs, begun))
        say(_line(counts[-1]))
        say(", ".join(f"{name}: {count}" for name, count in sorted(endings.items())))
    finally:
        sandbox.close()
    return counts


def table_of(counts: list[Count]) -> str:
    names = [field.name for field in fields(Count)]
    rows = [f"| {' | '.join(f'{value:g}' for value in astuple(count))} |" for count in counts]
    return "\n".join([f"| {' | '.join(names)} |", "|---" * len(names) + "|", *rows])


def _job(number: int, data: Path) -> tuple[str, Job]:
    odd = number % _ODD == 0
    name, job = _MIX[3 + number // _ODD % (len(_MIX) - 3)] if odd else _MIX[number % 3]
    return name, Job(job.source, (InputFile("data.csv", data),), limits=job.limits)


def _one(sandbox: DockerSandbox, name: str, job: Job) -> str:
    cancel = threading.Event()

    def press(event: Event) -> None:
        if name == "stopped" and isinstance(event, Started):
            cancel.set()

    execution = sandbox.run(job, on_event=press, cancel=cancel)
    return f"{name} {_ending(execution)}"


def _ending(execution: Execution) -> str:
    return f"exited {execution.exit_code}" if execution.ended == "exited" else execution.ended


def _count(sandbox: DockerSandbox, runs: int, begun: float) -> Count:
    if sandbox.pool is not None:
        sandbox.pool.settle(60)
    time.sleep(1.0)  # for the removals under way
    with engine() as client:
        volumes = len(client.volumes()["Volumes"] or ())
    return Count(
        runs,
        round(time.monotonic() - begun, 1),
        round(_resident_mb(), 1),
        threading.active_count(),
        len(os.listdir("/proc/self/fd")),
        len(ours()),
        volumes,
    )


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def _line(count: Count) -> str:
    return ", ".join(f"{field.name} {getattr(count, field.name):g}" for field in fields(Count))


def lines(counts: list[Count]) -> Iterator[str]:
    """What grew between the first hundred runs and the end: nothing, or by how much."""
    first, last = counts[min(1, len(counts) - 1)], counts[-1]
    for field in fields(Count)[2:]:
        before, after = getattr(first, field.name), getattr(last, field.name)
        yield f"{field.name}: {before:g} after {first.runs} runs, {after:g} after {last.runs}"
