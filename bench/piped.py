"""Contestants that are a process: its output comes through a pipe."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.contestant import seconds_of
from bench.programs import DATA, PICTURE, Program
from bench.timing import Stopwatch, Timing, WrongResult


def output_of(
    command: Sequence[str], watch: Stopwatch, environment: Mapping[str, str] | None = None
) -> bytes:
    """All that it writes to stdout. Raises WrongResult where it fails."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=pipe,
        stderr=pipe,
        env=environment,
        start_new_session=True,  # Ctrl-C is ours to handle
    )
    try:
        return _read(process, watch)
    except BaseException:
        process.communicate()  # it ends soon by itself; a command that is killed would leave its container
        raise


def _read(process: subprocess.Popen[bytes], watch: Stopwatch) -> bytes:
    assert process.stdout is not None
    first = os.read(process.stdout.fileno(), 64 * 1024)
    if first:
        watch.wrote()
    rest, errors = process.communicate()
    if process.returncode:
        raise WrongResult(f"It ended with {process.returncode}: {errors.decode('utf-8', 'replace')[-500:]}")
    return first + rest


class HostPython:
    """The interpreter and the libraries of .venv-sandbox with no protection: what Python itself costs."""

    name = "host_python"

    def __init__(self, python: Path, data: Path) -> None:
        self._python, self._data = python, data
        self._fonts = (
            tempfile.TemporaryDirectory()
        )  # matplotlib lists the fonts once, in the round that isn't counted

    def run(self, program: Program) -> Timing:
        with tempfile.TemporaryDirectory() as folder:
            chart = Path(folder) / "chart.png"
            source = program.source.replace(DATA, str(self._data)).replace(PICTURE, str(chart))
            environment = {**os.environ, "MPLCONFIGDIR": self._fonts.name}
            watch = Stopwatch()
            said = output_of([str(self._python), "-u", "-c", source], watch, environment)
            return watch.stop(program, said.decode(), chart.read_bytes() if program.draws else b"")

    def settle(self) -> float:
        return time.perf_counter()

    def seconds(self, programs: Sequence[Program], callers: int) -> float:
        return seconds_of(self, programs, callers)

    def close(self) -> None:
        self._fonts.cleanup()
