"""What holds for every test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.abilities import FOUND

_TESTS = Path(__file__).resolve().parent
_TIMED = ("abuse", "browser", "contract", "durable")
"""Folders of tests in which real engines, browsers and processes have to answer in time: what another process of the
machine takes from them isn't a defect, so one that failed is tried once more, and the summary counts it ("rerun")."""

_SETUP = Path(__file__).resolve().parents[1] / "tools" / "setup.py"


@pytest.fixture(autouse=True)
def no_lessons_from_another_test() -> Iterator[None]:
    """What a server of one test taught about its model isn't true of the next one, which may get the same port."""
    yield
    FOUND.forget()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(_TESTS).parts[0] in _TIMED:
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_configure(config: pytest.Config) -> None:
    """Catalogs as the build makes them, also where pytest is called without it; once, before workers begin."""
    if not hasattr(config, "workerinput"):
        subprocess.run([sys.executable, _SETUP, "catalogs"], check=True)
