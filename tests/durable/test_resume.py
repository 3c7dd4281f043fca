"""A process is killed in the middle; another one goes on, and no finished model call is made twice."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.scripted_server import Reply, Script, ScriptedServer
from tests.support import EXPLAINER, WRITER, answer, environ, start, until
from workshop import tables as t
from workshop.database import open_database
from workshop.reading import read_turn
from workshop.store import Store

SLOW = "import time\ntime.sleep(4)\nprint('The total is 42.')"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    home.mkdir()
    engine = open_database(f"sqlite:///{home / 'oneoff.db'}")
    yield Store(engine)
    engine.dispose()


def the_turn(store: Store) -> str | None:
    with store.session() as session:
        return session.scalars(select(t.Turn.id)).first()


def is_at(store: Store, line: str) -> bool:
    turn = the_turn(store)
    return turn is not None and read_turn(store, turn).line == line


def calls(server: ScriptedServer, prompt: str) -> int:
    return sum(prompt in json.dumps(body) for body in server.requests)


def end(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> None:
    process.send_signal(number)
    process.communicate(timeout=30)


@pytest.mark.parametrize(
    ("line", "explainer_calls"),
    [("Running it", 1), ("Putting it into words", 2)],
    ids=["while the program runs", "while the model explains"],
)
def test_a_killed_process_is_taken_up_after_its_last_finished_step(
    home: Path, store: Store, line: str, explainer_calls: int
) -> None:
    script = Script(
        [
            {"contains": WRITER, "replies": [Reply(answer(SLOW))]},
            {"contains": EXPLAINER, "replies": [Reply("The total is 42.", first=3.0)]},
        ]
    )
    with ScriptedServer(script) as server:
        env = environ(
            home, ONEOFF_SANDBOX="built-in", ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url
        )
        asking = start("workshop", "ask", "What is the total?", "--tries", "quick", env=env)
        until(lambda: is_at(store, line), line)
        if line == "Putting it into words":
            until(lambda: calls(server, EXPLAINER) == 1, "the call")
        end(asking, signal.SIGKILL)
        turn = the_turn(store)
        assert turn is not None
        assert read_turn(store, turn).active
        worker = start("workshop", "worker", env=env)
        try:
            until(lambda: not read_turn(store, turn).active, "the turn to end")
        finally:
            end(worker)
        view = read_turn(store, turn)
        assert (view.status, view.words, view.console.strip()) == (
            "done",
            "The total is 42.",
            "The total is 42.",
        )
        assert calls(server, WRITER) == 1
        assert calls(server, EXPLAINER) == explainer_calls
