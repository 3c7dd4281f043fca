"""A watched folder, with real processes: each file is run once and its result is there once, whatever is killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.recipes import Book
from tests.by_itself import TINY, drop, each_once, kill, until_handled, worker
from tests.support import environ
from workshop.blobs import Blobs
from workshop.database import open_database
from workshop.kept import KeptTools
from workshop.store import Store
from workshop.toolbox import Toolbox
from workshop.watching import Watches
from workshop.workers import Workers


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    home.mkdir()
    engine = open_database(f"sqlite:///{home / 'oneoff.db'}")
    yield Store(engine)
    engine.dispose()


@pytest.fixture
def tools(store: Store, home: Path) -> Toolbox:
    return Toolbox(store, Blobs(home / "blobs"), KeptTools(store, Book.load), lambda turn, segment: None)


def test_files_are_run_once_though_the_process_is_killed(
    home: Path, store: Store, tools: Toolbox, tmp_path: Path
) -> None:
    """Killed while it works on one, then once more; two others wait to take its place, and files go on coming."""
    folder, env = tmp_path / "in", environ(home, ONEOFF_SANDBOX="built-in")
    folder.mkdir()
    watch = Watches(store, tools.tool, Workers(store).host, lambda: None).add(tools.add(TINY), str(folder))
    with worker(env) as first:
        drop(folder, range(16))
        until_handled(store, watch, 3)
        with worker(env), worker(env) as third:
            kill(first)
            drop(folder, range(16, 24), 0.2)
            until_handled(store, watch, 12)
            kill(third)
            until_handled(store, watch, 24)
    assert each_once(store, watch, folder / "Results", 24) == []
