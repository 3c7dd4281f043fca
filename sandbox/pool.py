"""Started sandboxes that wait for a program: each for one program, then thrown away.

A waiting sandbox answers in milliseconds, but what it imported in advance costs processor time at every refill, and
memory while it waits. So the pool follows use: which kinds, by what recent programs imported; how many, by how many ran
at once; none after long idleness. A burst larger than the pool starts cold; nothing is ever used twice.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, Protocol, TypeVar

from sandbox.base import SandboxError
from sandbox.demand import Demand, PoolPolicy
from sandbox.profiles import PROFILES, Profile
from sandbox.shapes import Hardware, Shape

log = logging.getLogger(__name__)

_AT_ONCE = 2  # sandboxes that are started at a time
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0  # seconds until the next try, where starting fails
_LOOK = 15.0  # seconds between two looks at what has waited too long
_UNDISTURBED = 0.5  # seconds that a program has the processors for itself, before others are started


class Cell(Protocol):
    """One started sandbox, for one program."""

    def is_waiting(self) -> bool:
        """It is alive and nobody used it."""

    def discard(self) -> object:
        """End and remove it; may go on in the background. Never raises."""


C = TypeVar("C", bound=Cell)


class Pool(Generic[C]):
    """`start` makes a cell that waits, and raises SandboxError where it can't. Safe from several threads."""

    def __init__(self, start: Callable[[Shape], C], policy: PoolPolicy) -> None:
        self._start_cell, self._policy = start, policy
        self._waiting: dict[Shape, list[C]] = {}
        self._starting: Counter[Shape] = Counter()
        self._demand = Demand()
        self._running = 0
        self._pause, self._not_before = 0.0, 0.0
        self._changed = threading.Condition()
        self._starters = ThreadPoolExecutor(_AT_ONCE, "oneoff-pool")
        self._keeper: threading.Thread | None = None
        self._closed = False

    @contextlib.contextmanager
    def lend(self, shape: Shape) -> Iterator[C | None]:
        """A waiting cell that serves `shape`, now the caller's to discard; None: start one."""
        with self._changed:
            self._running += 1
            self._demand.asked.append((time.monotonic(), shape, self._running))
        try:
            yield self._take(shape)
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def expect(self, hardware: Hardware) -> None:
        """Before anything was used: make the first ones ready."""
        with self._changed:
            if not self._demand.asked:
                for profile in self._policy.first:
                    self._demand.asked.append((time.monotonic(), Shape(hardware, profile), 1))
            self._keep()

    def waiting(self) -> dict[Shape, int]:
        """How many wait, by shape."""
        with self._changed:
            return {shape: len(cells) for shape, cells in self._waiting.items() if cells}

    def settle(self, timeout: float) -> bool:
        """Block until as many wait as should, at most `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._missing() and not self._starting.total(), timeout)

    def close(self) -> None:
        """Discard all that wait; nothing is lent any more."""
        with self._changed:
            self._closed = True
            cells = self._all()
            self._changed.notify_all()
        self._starters.shutdown(wait=True)
        for cell in (*cells, *self._all()):
            cell.discard()

    # choosing

    def _take(self, shape: Shape) -> C | None:
        while cell := self._pick(shape):
            if cell.is_waiting():
                return cell
            cell.discard()  # its engine was restarted, perhaps
        return None

    def _pick(self, shape: Shape) -> C | None:
        with self._changed:
            self._keep()
            for profile in self._order(shape.profile):
                if cells := self._waiting.get(Shape(shape.hardware, profile)):
                    return cells.pop(0)
        return None

    def _order(self, profile: Profile) -> list[Profile]:
        """The same; then with less imported, which wastes nothing; then with more, where that is quicker still."""
        at = PROFILES.index(profile)
        more = [] if self._busy() else PROFILES[at + 1 :]
        return [profile, *reversed(PROFILES[:at]), *more]

    def _busy(self) -> bool:
        """All processors have a program: to start others in advance would only take time from these."""
        return self._running >= (os.cpu_count() or 1)

    def _disturbs(self) -> bool:
        """A program has just begun, and most are over soon."""
        return self._running > 0 and time.monotonic() - self._demand.asked[-1][0] < _UNDISTURBED

    # keeping

    def _keep(self) -> None:
        if self._keeper is None and not self._closed:
            self._keeper = threading.Thread(target=self._keep_on, name="oneoff-pool-keeper", daemon=True)
            self._keeper.start()
        self._changed.notify_all()

    def _keep_on(self) -> None:
        with self._changed:
            while not self._closed:
                for cell in self._surplus():
                    self._starters.submit(cell.discard)
                if not self._disturbs():
                    self._begin_missing()
                self._changed.wait(self._until_next_look())

    def _until_next_look(self) -> float:
        if self._disturbs():
            return _UNDISTURBED
        return _LOOK if self._not_before == 0 else _FIRST_PAUSE

    def _begin_missing(self) -> None:
        if time.monotonic() < self._not_before or self._busy():
            return
        for shape in self._missing():
            if self._starting.total() < _AT_ONCE:
                self._starting[shape] += 1
                self._starters.submit(self._fill, shape)

    def _missing(self) -> list[Shape]:
        wanted = self._demand.wanted(self._policy)
        wanted.subtract({shape: len(cells) for shape, cells in self._waiting.items()})
        wanted.subtract(self._starting)
        return [shape for shape, count in wanted.items() for _ in range(count)]

    def _surplus(self) -> list[C]:
        """What waits and isn't wanted: all after long idleness, else what is too much altogether."""
        wanted = self._demand.wanted(self._policy)
        spare = sum(map(len, self._waiting.values())) + self._starting.total() - wanted.total()
        found = []
        for shape, cells in self._waiting.items():
            for _ in range(min(max(spare, 0), len(cells) - min(wanted[shape], len(cells)))):
                found.append(cells.pop(0))
                spare -= 1
        return found

    def _fill(self, shape: Shape) -> None:
        cell: C | None = None
        try:
            cell = self._start_cell(shape)
        except SandboxError as error:
            log.warning("A waiting sandbox couldn't be started: %s", error)
        finally:
            self._filled(shape, cell)

    def _filled(self, shape: Shape, cell: C | None) -> None:
        with self._changed:
            self._starting[shape] -= 1
            if cell is not None:
                self._pause = self._not_before = 0.0
                self._waiting.setdefault(shape, []).append(cell)
            else:
                self._pause = min(max(_FIRST_PAUSE, self._pause * 2), _LONGEST_PAUSE)
                self._not_before = time.monotonic() + self._pause
            self._changed.notify_all()

    def _all(self) -> list[C]:
        cells = [cell for cells in self._waiting.values() for cell in cells]
        self._waiting.clear()
        return cells
