"""A workshop of its own for each test: real SQLite, real DBOS, the real built-in sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import environ
from workshop import wiring
from workshop.config import Config
from workshop.dials import Dials
from workshop.service import Workshop


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def make_workshop(home: Path) -> Iterator[Callable[..., Workshop]]:
    """Builds this process's workshop with the given ONEOFF_ settings. Quick: what isn't about evidence isn't asked for any."""

    def make(**settings: str) -> Workshop:
        settings = {"ONEOFF_SANDBOX": "built-in", **settings}
        workshop = wiring.workshop(Config.from_environ(environ(home, **settings)))
        workshop.purse.set_dials(Dials(tries="quick"))
        return workshop

    yield make
    wiring.close()
