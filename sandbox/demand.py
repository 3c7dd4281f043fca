"""How many sandboxes should wait, and which: by what was asked for lately."""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from dataclasses import dataclass, field

from sandbox.profiles import Profile
from sandbox.shapes import Shape


@dataclass(frozen=True)
class PoolPolicy:
    """`most`: sandboxes that wait at a time. `idle_seconds`: without a program for so long, none wait.

    `first`: what waits before anything was used.
    """

    most: int = 6
    idle_seconds: float = 600.0
    first: tuple[Profile, ...] = ("plain", "charts")

    @classmethod
    def for_this_machine(cls) -> PoolPolicy:
        """A twentieth of the memory, at 80 MB each."""
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024 / 1024
        return cls(most=max(1, min(8, int(memory / 20 / 80))))


_RECENT = 24  # programs that are remembered


@dataclass
class Demand:
    """What was asked for lately, newest last: (when, shape, how many ran at once)."""

    asked: deque[tuple[float, Shape, int]] = field(default_factory=lambda: deque(maxlen=_RECENT))

    def wanted(self, policy: PoolPolicy) -> Counter[Shape]:
        """How many of which should wait: one of each recent shape, then more of the frequent ones."""
        since = time.monotonic() - policy.idle_seconds
        recent = [(shape, at_once) for when, shape, at_once in self.asked if when > since]
        if not recent:
            return Counter()
        uses = Counter(shape.hardware for shape, _ in recent)
        if len(uses) > 1:  # limits that were asked for once may never be asked for again
            recent = [(shape, at_once) for shape, at_once in recent if uses[shape.hardware] > 1]
        if not recent:
            return Counter()
        size = min(policy.most, max(len({shape for shape, _ in recent}), 1 + max(n for _, n in recent)))
        shapes = [shape for shape, _ in reversed(recent)]
        often = [shape for shape, _ in Counter(shapes).most_common()]
        distinct = list(dict.fromkeys(shapes))
        return Counter((distinct + often * size)[:size])
