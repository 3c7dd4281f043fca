"""What takes part: something that runs a program to its complete result on the host."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Protocol

from bench.programs import Program
from bench.timing import Timing, work_off


class Contestant(Protocol):
    """One way to run a program."""

    name: str

    def run(self, program: Program) -> Timing:
        """Raises WrongResult. Safe to call from several threads where `seconds` is called with several."""

    def settle(self) -> float:
        """Block until all it used is removed and what it keeps ready is ready; `perf_counter()` of that moment."""

    def seconds(self, programs: Sequence[Program], callers: int) -> float:
        """From the first call until everything is done and settled."""

    def close(self) -> None:
        """Nothing of it is left."""


def seconds_of(contestant: Contestant, programs: Sequence[Program], callers: int) -> float:
    """`Contestant.seconds` of one that runs in this process."""
    contestant.settle()
    begun = time.perf_counter()
    work_off(contestant.run, programs, callers)
    return contestant.settle() - begun
