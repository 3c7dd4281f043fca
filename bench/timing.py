"""A stopwatch for one run, and callers that work off a list. Standard library only, like programs.py."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.programs import Program


class WrongResult(Exception):
    """A contestant that doesn't do the work can't be compared."""


@dataclass(frozen=True)
class Timing:
    """Milliseconds from the call to the program's first byte, and to the complete result, on the host."""

    first_byte_ms: float
    done_ms: float


class Stopwatch:
    """Runs from the moment that it is made."""

    def __init__(self) -> None:
        self._begun = time.perf_counter()
        self._first: float | None = None

    def wrote(self, *_anything: object) -> None:
        """The program's output has come; only the first time counts."""
        self._first = self._first or self._elapsed()

    def stop(self, program: Program, stdout: str, picture: bytes = b"") -> Timing:
        """The result is complete. Raises WrongResult."""
        done = self._elapsed()
        if wrong := program.objection(stdout, picture):
            raise WrongResult(wrong)
        return Timing(self._first or done, done)

    def _elapsed(self) -> float:
        return (time.perf_counter() - self._begun) * 1000


def work_off(run: Callable[[Program], object], programs: Sequence[Program], callers: int) -> None:
    """Each caller takes the next program as soon as it is free. The first error ends it."""
    with ThreadPoolExecutor(callers, "caller") as pool:
        for _ in pool.map(run, programs):
            pass
