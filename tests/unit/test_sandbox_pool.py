"""The pool, with cells that are only counted. That real ones are never used twice is the contract suite's to show."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from sandbox import pool as module
from sandbox.base import Limits, SandboxUnavailable
from sandbox.demand import PoolPolicy
from sandbox.pool import Pool
from sandbox.profiles import Profile, profile_of
from sandbox.shapes import Hardware, Shape

HARDWARE = Hardware.of(Limits())


class Cell:
    def __init__(self, shape: Shape) -> None:
        self.shape, self.alive, self.discarded = shape, True, 0

    def is_waiting(self) -> bool:
        return self.alive

    def discard(self) -> None:
        self.discarded += 1


class Starter:
    """Starts cells, or fails while `broken`."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.broken = False
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    def __call__(self, shape: Shape) -> Cell:
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.01)
        with self.lock:
            self.at_once -= 1
            if self.broken:
                raise SandboxUnavailable("Docker isn't running.")
            self.cells.append(Cell(shape))
            return self.cells[-1]


@pytest.fixture
def starter() -> Starter:
    return Starter()


@pytest.fixture
def pool(starter: Starter) -> Iterator[Pool[Cell]]:
    one = Pool(starter, PoolPolicy(most=4))
    yield one
    one.close()


def shape(profile: Profile) -> Shape:
    return Shape(HARDWARE, profile)


def use(pool: Pool[Cell], profile: Profile) -> Cell | None:
    with pool.lend(shape(profile)) as cell:
        return cell


def waiting(pool: Pool[Cell]) -> dict[Profile, int]:
    return {one.profile: count for one, count in pool.waiting().items()}


def test_nothing_waits_before_it_is_wanted(pool: Pool[Cell], starter: Starter) -> None:
    time.sleep(0.05)
    assert starter.cells == []
    pool.expect(HARDWARE)
    assert pool.settle(5)
    assert waiting(pool) == {"plain": 1, "charts": 1}


def test_the_first_program_starts_cold_and_the_next_doesnt(pool: Pool[Cell]) -> None:
    assert use(pool, "tables") is None
    assert pool.settle(5)
    assert use(pool, "tables") is not None


def test_each_is_lent_once(pool: Pool[Cell], starter: Starter) -> None:
    seen: list[Cell] = []
    for _ in range(30):
        if cell := use(pool, "plain"):
            seen.append(cell)
        pool.settle(5)
    assert len(seen) > 20
    assert len({id(cell) for cell in seen}) == len(seen)
    assert starter.most_at_once <= 2


def test_a_burst_is_served_by_what_waits_and_then_cold(pool: Pool[Cell]) -> None:
    pool.expect(HARDWARE)
    assert pool.settle(5)
    taken: list[Cell | None] = []
    barrier = threading.Barrier(6)

    def one() -> None:
        barrier.wait()
        with pool.lend(shape("plain")) as cell:
            taken.append(cell)
            barrier.wait()

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lent = [cell for cell in taken if cell is not None]
    assert 1 <= len(lent) <= 2
    assert len({id(cell) for cell in lent}) == len(lent)


def test_it_follows_what_programs_import(pool: Pool[Cell]) -> None:
    for profile in ("tables", "tables", "charts", "plain"):
        use(pool, profile)
    assert pool.settle(5)
    assert set(waiting(pool)) == {"tables", "charts", "plain"}


def test_less_imported_is_taken_before_more(pool: Pool[Cell]) -> None:
    for profile in ("plain", "all"):
        use(pool, profile)
    assert pool.settle(5)
    first = use(pool, "tables")
    assert first is not None
    assert first.shape.profile == "plain"


def test_other_hardware_is_never_taken(pool: Pool[Cell]) -> None:
    use(pool, "plain")
    assert pool.settle(5)
    with pool.lend(Shape(Hardware.of(Limits(memory_mb=64)), "plain")) as cell:
        assert cell is None


def test_limits_that_were_asked_for_once_arent_waited_for(pool: Pool[Cell]) -> None:
    for _ in range(2):
        use(pool, "plain")
    for memory in range(64, 70):
        with pool.lend(Shape(Hardware.of(Limits(memory_mb=memory)), "plain")):
            pass
    assert pool.settle(5)
    assert {one.hardware for one in pool.waiting()} == {HARDWARE}


def test_what_died_isnt_lent(pool: Pool[Cell], starter: Starter) -> None:
    use(pool, "plain")
    assert pool.settle(5)
    for cell in starter.cells:
        cell.alive = False
    assert use(pool, "plain") is None
    assert any(cell.discarded for cell in starter.cells)
    for cell in starter.cells:
        cell.alive = True
    assert pool.settle(5)
    assert use(pool, "plain") is not None


def test_where_starting_fails_it_tries_again(pool: Pool[Cell], starter: Starter) -> None:
    starter.broken = True
    use(pool, "plain")
    assert not pool.settle(0.3)
    starter.broken = False
    assert pool.settle(10)
    assert use(pool, "plain") is not None


def test_after_long_idleness_none_waits(starter: Starter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK", 0.05)
    pool = Pool(starter, PoolPolicy(idle_seconds=0.3))
    use(pool, "plain")
    assert pool.settle(5)
    deadline = time.monotonic() + 10
    while pool.waiting() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert pool.waiting() == {}
    pool.close()
    assert all(cell.discarded == 1 for cell in starter.cells)


def test_closing_discards_all(starter: Starter) -> None:
    pool = Pool(starter, PoolPolicy())
    pool.expect(HARDWARE)
    pool.settle(5)
    pool.close()
    assert all(cell.discarded == 1 for cell in starter.cells)
    assert use(pool, "plain") is None


def test_the_size_follows_the_memory() -> None:
    assert 1 <= PoolPolicy.for_this_machine().most <= 8


@pytest.mark.parametrize(
    ("source", "profile"),
    [
        ("print(1)", "plain"),
        ("import json, os.path", "plain"),
        ("import pandas as pd", "tables"),
        ("from pandas import DataFrame", "tables"),
        ("def f():\n    import matplotlib.pyplot as plt", "charts"),
        ("import pandas\nimport seaborn as sns", "all"),
        ("from . import pandas", "plain"),
        ("not python at all (", "plain"),
        ("(" * 10_000, "plain"),
    ],
)
def test_a_programs_imports_choose(source: str, profile: Profile) -> None:
    assert profile_of(source) == profile
