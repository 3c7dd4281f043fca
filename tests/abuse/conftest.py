"""Canaries for the whole session, and what is there when nothing runs, for each sandbox."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sandbox.base import Job
from tests.contract.conftest import *  # noqa: F403  (the fixture `sandbox` takes others by their names)
from tests.contract.conftest import AnySandbox

from .canaries import Canaries
from .leftovers import Leftovers

NEXT = (Path(__file__).parent / "next_program.py").read_text("utf-8")


@pytest.fixture(scope="session")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canaries]:
    with Canaries.planted(tmp_path_factory.mktemp("host")) as planted:
        yield planted


@dataclass(frozen=True)
class Quiet:
    """How it is before anything hostile ran: what is there, and what `NEXT` says."""

    known: dict[AnySandbox, Quiet]
    left: Leftovers
    says: str

    def complaints(self, *, starting: int = 2) -> list[str]:
        """What is there now besides."""
        return list(self.left.complaints(tuple(self.known), starting=starting))


@pytest.fixture(scope="session")
def known() -> dict[AnySandbox, Quiet]:
    return {}


@pytest.fixture
def quiet(sandbox: AnySandbox, canaries: Canaries, known: dict[AnySandbox, Quiet]) -> Quiet:
    """Taken once a sandbox: what leaks a little at each run must add up."""
    if sandbox not in known:
        says = sandbox.run(Job(NEXT, (canaries.sales,))).stdout.text
        assert says.startswith("42 [")
        settle(sandbox)
        known[sandbox] = Quiet(known, Leftovers.now((*known, sandbox)), says)
    return known[sandbox]


def settle(sandbox: AnySandbox) -> None:
    """Until no sandbox is being started or removed."""
    time.sleep(2)
    if sandbox.pool is not None:
        assert sandbox.pool.settle(60)
