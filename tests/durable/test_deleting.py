"""A conversation is deleted while something of it runs: that ends, and nothing of it comes back or stays."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from dbos import DBOS
from sqlalchemy import create_engine, text

from tests.scripted_server import Reply, ScriptedServer
from tests.support import answer, until
from workshop.blobs import Blobs
from workshop.database import open_database
from workshop.deleting import BETWEEN, delete_conversation
from workshop.dials import Dials
from workshop.service import GivenFile, NotThere, Workshop
from workshop.store import Store

MakeWorkshop = Callable[..., Workshop]
SECRET = "a word that must not stay"


def remembered(home: Path) -> int:
    """Workflows of which the workflows' own database still knows."""
    engine = create_engine(f"sqlite:///{home / 'workflows.db'}")
    with engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM workflow_status")).scalar_one()
    engine.dispose()
    return int(count)


def gone(home: Path) -> bool:
    """Whether the sweeper has nothing left to do, and nothing is remembered."""
    engine = create_engine(f"sqlite:///{home / 'oneoff.db'}")
    with engine.connect() as connection:
        left = connection.execute(text("SELECT count(*) FROM remains")).scalar_one()
    engine.dispose()
    return not left and not remembered(home)


def age(home: Path) -> None:
    """As if all files had been put long ago."""
    for path in (home / "blobs").rglob("*"):
        if path.is_file():
            os.utime(path, (time.time() - 2 * BETWEEN,) * 2)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["here", "by another process"])
def test_a_run_that_is_deleted_ends(
    make_workshop: MakeWorkshop, home: Path, caplog: pytest.LogCaptureFixture, elsewhere: bool
) -> None:
    source = f"import time\nprint({SECRET!r}, flush=True)\ntime.sleep(300)"
    with ScriptedServer([Reply(answer(source))]) as server:
        workshop = make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)
        conversation = workshop.start_conversation()
        turn = workshop.ask(conversation, f"Say {SECRET}", [GivenFile("a.txt", SECRET.encode())])
        until(lambda: SECRET in workshop.turn(turn).console, "the program to print")
        spent = workshop.purse.today()
        age(home)
        if elsewhere:
            engine = open_database(f"sqlite:///{home / 'oneoff.db'}")
            assert delete_conversation(Store(engine), conversation)
            engine.dispose()
        else:
            begun = time.monotonic()
            workshop.history.delete(conversation)
            assert time.monotonic() - begun < 30
        with pytest.raises(NotThere):
            workshop.turn(turn)
        workshop.stop(turn)  # a button on a page that doesn't know yet
        until(lambda: alive_workflows() == 0, "the workflow to end")
        workshop.history.keep_for(None)  # wakes the sweeper, as a deletion here does
        until(lambda: gone(home), "what it left to be removed", 150)
        assert list(Blobs(home / "blobs").each()) == []
        assert workshop.purse.today() == spent
        assert workshop.history.page().total == 0
        assert "failed" not in caplog.text
        assert len(server.requests) == 1


def alive_workflows() -> int:
    return len(DBOS.list_workflows(status=["PENDING", "ENQUEUED"], load_input=False, load_output=False))


def test_a_model_call_that_is_deleted_is_hung_up_and_stays_counted(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([Reply("word " * 500, silent_after=20)]) as server:
        workshop = make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)
        conversation = workshop.start_conversation()
        workshop.ask(conversation, "Anything")
        until(lambda: len(server.requests) == 1, "the model call")
        workshop.history.delete(conversation)
        assert server.hang_ups.acquire(timeout=30), "the stream to the model is still open"
        until(lambda: workshop.purse.today().tokens > 0, "the call to be counted")
        assert workshop.history.page().total == 0


def test_a_result_that_is_being_checked_can_be_deleted(
    make_workshop: MakeWorkshop, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with ScriptedServer([Reply(answer("print(7)")), Reply("It is 7."), Reply(silent_after=0)]) as server:
        workshop = make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)
        conversation = workshop.start_conversation()
        turn = workshop.ask(conversation, "Seven, please", dials=Dials(tries="careful"))
        until(lambda: workshop.turn(turn).evidence.working and len(server.requests) > 2, "the checking")
        workshop.history.delete(conversation)
        until(lambda: gone(home), "what it left to be removed", 150)
        assert "failed" not in caplog.text
