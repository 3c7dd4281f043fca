"""The two measurements, interleaved, so that what drifts on the machine drifts for all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

from bench.contestant import Contestant
from bench.programs import PROGRAMS
from bench.timing import Timing, WrongResult

CALLERS = (1, 2, 4)
Timings = dict[str, dict[str, list[Timing]]]
"""By contestant and program."""
Rates = dict[str, dict[int, list[float]]]
"""Programs a second by contestant and number of callers, one of each block."""
Say = Callable[[str], None]


def latency(contestants: Sequence[Contestant], rounds: int, say: Say) -> Timings:
    """They take turns, forwards and backwards; the first round isn't counted. Raises WrongResult."""
    found: Timings = {one.name: {name: [] for name in PROGRAMS} for one in contestants}
    for number in range(rounds + 1):
        say(f"Latency: round {number} of {rounds}" if number else "Latency: a round to warm up")
        for name in PROGRAMS:
            for one in _in_turn(contestants, number):
                timing = _timing(one, name)
                if number:
                    found[one.name][name].append(timing)
    return found


def _timing(one: Contestant, program: str) -> Timing:
    with _named(one):
        timing = one.run(PROGRAMS[program])
        one.settle()  # or the next in turn would share the processors with what this one still does
    return timing


def throughput(blocks: Sequence[Sequence[Contestant]], each: int, say: Say) -> Rates:
    """`each`: how many of each program. Every block measures its contestants with each number of callers."""
    found: Rates = {one.name: {} for one in max(blocks, key=len)}
    programs = list(PROGRAMS.values()) * each
    for number, contestants in enumerate(blocks, 1):
        for callers in CALLERS:
            say(f"Throughput: block {number} of {len(blocks)}, callers: {callers}")
            for one in _in_turn(contestants, number):
                with _named(one):
                    rate = len(programs) / one.seconds(programs, callers)
                found[one.name].setdefault(callers, []).append(rate)
    return found


def _in_turn(contestants: Sequence[Contestant], number: int) -> Sequence[Contestant]:
    return contestants[:: -1 if number % 2 else 1]


@contextlib.contextmanager
def _named(one: Contestant) -> Iterator[None]:
    try:
        yield
    except WrongResult as wrong:
        raise WrongResult(f"{one.name} can't be compared: {wrong}") from wrong
