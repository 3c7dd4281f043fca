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
    """How it is when nothing hostile ran yet: what is there, and what `NEXT` says."""

    left: Leftovers
    says: str


@pytest.fixture(scope="session")
def known() -> dict[str, Quiet]:
    return {}


@pytest.fixture
def quiet(sandbox: AnySandbox, canaries: Canaries, known: dict[str, Quiet]) -> Quiet:
    """Taken once a sandbox: what leaks a little at each run must add up."""
    if sandbox.name not in known:
        says = sandbox.run(Job(NEXT, (canaries.sales,))).stdout.text
        assert says.startswith("42 [")
        time.sleep(2)
        known[sandbox.name] = Quiet(Leftovers.now(), says)
    return known[sandbox.name]
