"""What must hold, and whether it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

OURS, HARDENED = "ours_waiting", "docker_hardened"
ISOLATING = ("llm_sandbox_fresh", "llm_sandbox_pooled")  # a container of its own for each program

Medians = Mapping[str, Mapping[str, Mapping[str, float]]]
"""By contestant, program, and "first_byte_ms" or "done_ms"."""
Throughput = Mapping[str, Mapping[str, float]]
"""Programs a second by contestant and number of callers."""


@dataclass(frozen=True)
class Bar:
    says: str
    holds: bool


def bars(medians: Medians, throughput: Throughput) -> list[Bar]:
    return [*_latency(medians), *_throughput(throughput)]


def _latency(medians: Medians) -> Iterator[Bar]:
    for what, share in (("first_byte_ms", 20), ("done_ms", 10)):
        ours, theirs = medians[OURS]["P2"][what], medians[HARDENED]["P2"][what]
        says = f"P2 {what}: {OURS} {ours:.0f}, at most 1/{share} of {HARDENED}'s {theirs:.0f}: 1/{theirs / ours:.1f}"
        yield Bar(says, ours * share <= theirs)
    for peer in ISOLATING:
        for program, ours_timings in medians[OURS].items():
            ours, theirs = ours_timings["done_ms"], medians[peer][program]["done_ms"]
            yield Bar(f"{program} done_ms: {OURS} {ours:.0f}, below {peer}'s {theirs:.0f}", ours < theirs)


def _throughput(throughput: Throughput) -> Iterator[Bar]:
    for callers, ours in throughput[OURS].items():
        theirs = throughput[HARDENED][callers]
        says = f"callers {callers}: {OURS} {ours:.2f} programs a second, at least {HARDENED}'s {theirs:.2f}"
        yield Bar(says, ours >= theirs)
