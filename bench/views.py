"""How long until a program can start in a view of a folder, by how the view is made, and what reading it afterwards costs."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sandbox.base import Execution, Job, Limits, View
from sandbox.docker import DockerSandbox
from sandbox.engine import answers
from sandbox.local import LocalSandbox

_PYTHON = Path(__file__).parents[1] / ".venv-sandbox" / "bin" / "python"
_OWNER = 1234  # of the folder, where root measures: a view can't be laid over root's own
_SIZES = (1_000, 10_000)  # files
_LENGTH = 20_000  # bytes of a file
_RENAMES = """
import os
for folder, _, names in os.walk("."):
    for name in names[::10]:
        os.rename(os.path.join(folder, name), os.path.join(folder, "renamed " + name))
"""
Ran = tuple[float, float, str]  # seconds until it could start, and after its end; how the view was made


def measure(rounds: int, say: Callable[[str], None]) -> str:
    """A table in Markdown, with medians in milliseconds."""
    lines = [
        "| | files | a view by | ready, ms | without a view, ms | reading 10 % renamed, ms |",
        "|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        for count in _SIZES:
            root = _planted(Path(place) / str(count), count)
            for name, sandbox, owner in _ways():
                _give(root, owner)
                sandbox.prepare()
                runs = [_run(sandbox, root, Path(tempfile.mkdtemp(dir=place))) for _ in range(rounds)]
                bare = [_bare(sandbox) for _ in range(rounds)]
                cells = [_middle(run[0] for run in runs), _middle(bare), _middle(run[1] for run in runs)]
                how = runs[-1][2]
                lines.append(f"| {name} | {count:,} | {how} | {cells[0]} | {cells[1]} | {cells[2]} |")
                say(lines[-1])
                sandbox.close()
    return "\n".join(lines)


def _ways() -> Iterator[tuple[str, DockerSandbox | LocalSandbox, int]]:
    """Name, sandbox, and who the folder belongs to."""
    if answers():
        if os.getuid() == 0:
            yield "Docker", DockerSandbox(runtime="runc"), _OWNER
        yield "Docker", DockerSandbox(runtime="runc"), os.getuid()
        yield "Docker, gVisor", DockerSandbox(runtime="runsc"), os.getuid()
    yield "built-in", LocalSandbox(_PYTHON), os.getuid()


def _planted(root: Path, count: int) -> Path:
    for number in range(count):
        place = root / f"{number // 100:03}" / f"{number:05}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(number.to_bytes(4, "big") + b"x" * (_LENGTH - 4))
    return root


def _give(root: Path, owner: int) -> None:
    if os.getuid() == 0:
        for folder, _, names in os.walk(root):
            for place in (folder, *(os.path.join(folder, name) for name in names)):
                os.chown(place, owner, owner)


def _run(sandbox: DockerSandbox | LocalSandbox, root: Path, spool: Path) -> Ran:
    began = time.monotonic()
    limits = Limits(wall_seconds=120)
    execution = _good(sandbox.run(Job(_RENAMES, view=View(root, spool), limits=limits)))
    took, changed = time.monotonic() - began, execution.changed
    if changed is None or not changed.complete or not changed.changes:
        raise RuntimeError(f"The changes aren't right: {execution.limits_hit}")
    return changed.ready_seconds, took - changed.ready_seconds - execution.seconds, changed.how


def _bare(sandbox: DockerSandbox | LocalSandbox) -> float:
    began, started = time.monotonic(), list[float]()
    _good(sandbox.run(Job("pass"), on_event=lambda _event: started.append(time.monotonic())))
    return started[0] - began


def _good(execution: Execution) -> Execution:
    if not execution.ok:
        raise RuntimeError(str(execution.failure))
    return execution


def _middle(seconds: Iterator[float] | list[float]) -> str:
    return f"{1000 * statistics.median(seconds):,.0f}"
