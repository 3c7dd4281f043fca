"""Which files have come to rest: half-written ones are waited for."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workshop.folders import Mark

STILL = 2.0  # seconds for which size and time must stay as they are
PATIENCE = 300.0  # seconds after which a person is told that a file doesn't come to rest


@dataclass(slots=True)
class _Waiting:
    mark: Mark
    since: float  # of this mark
    first: float


class Settling:
    """Looks are handed in as they are made; the clock is one that nobody sets."""

    def __init__(
        self, still: float = STILL, patience: float = PATIENCE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._still, self._patience, self._clock = still, patience, clock
        self._waiting: dict[bytes, _Waiting] = {}

    def look(self, files: Mapping[bytes, Mark]) -> list[bytes]:
        """Those of `files` that are at rest, first noticed first. A file without content isn't: more is to come."""
        now = self._clock()
        before, self._waiting = self._waiting, {}
        for name in sorted(files, key=lambda one: (before[one].first if one in before else now, one)):
            known = before.get(name) or _Waiting(files[name], now, now)
            if known.mark != files[name]:
                known.mark, known.since = files[name], now
            self._waiting[name] = known
        return [
            name for name, one in self._waiting.items() if one.mark.size and now - one.since >= self._still
        ]

    def again(self, name: bytes) -> None:
        """It is being written, or can't be read: wait once more."""
        if name in self._waiting:
            self._waiting[name].since = self._clock()

    def restless(self) -> list[bytes]:
        """Those that have been waited for longer than a person would expect, though nothing is before them."""
        now = self._clock()
        return [
            name
            for name, one in self._waiting.items()
            if now - one.first > self._patience and (now - one.since < self._still or not one.mark.size)
        ]

    def unsettled(self) -> bool:
        """Whether a look soon would tell more."""
        now = self._clock()
        return any(
            now - one.since < self._still and now - one.first < self._patience
            for one in self._waiting.values()
        )
