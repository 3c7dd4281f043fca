"""Drops files into a watched folder and kills what works on them in the middle; tells how it went and how long it took.

    python -m bench.watching [FILES] [one|all]

Each file must be run once and its result lie in the folder once. `all`: dropped in one go, `one`: one by one.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from generator.recipes import Book
from tests.by_itself import TINY, drop, each_once, handled, kill, until_handled, worker
from tests.support import environ
from workshop.blobs import Blobs
from workshop.database import open_database
from workshop.kept import KeptTools
from workshop.store import Store
from workshop.toolbox import Toolbox
from workshop.watching import Watches
from workshop.workers import Workers


def main(count: int, way: str) -> int:
    with tempfile.TemporaryDirectory(prefix="watching-") as place:
        home, folder = Path(place) / "home", Path(place) / "in"
        home.mkdir()
        folder.mkdir()
        store = Store(open_database(f"sqlite:///{home / 'oneoff.db'}"))
        tools = Toolbox(store, Blobs(home / "blobs"), KeptTools(store, Book.load), lambda turn, segment: None)
        watch = Watches(store, tools.tool, Workers(store).host, lambda: None).add(
            tools.add(TINY), str(folder)
        )
        env = environ(home, ONEOFF_SANDBOX="built-in")
        began = time.monotonic()
        with worker(env) as first, worker(env):
            drop(folder, range(count), 0.1 if way == "one" else 0.0)
            until_handled(store, watch, count // 2, 3600.0)
            at = handled(store, watch)
            kill(first)
            print(f"killed at {at} files after {time.monotonic() - began:.1f} s", flush=True)
            with worker(env):
                until_handled(store, watch, count, 3600.0)
        seconds = time.monotonic() - began
        wrong = each_once(store, watch, folder / "Results", count)
        print(
            f"{count} files, {way}: {seconds:.1f} s, {seconds / count:.2f} s a file; wrong: {wrong or 'nothing'}"
        )
        return 1 if wrong else 0


if __name__ == "__main__":
    chosen = [*sys.argv[1:], "500", "all"][:2] if len(sys.argv) < 3 else sys.argv[1:3]
    sys.exit(main(int(chosen[0]), chosen[1]))
