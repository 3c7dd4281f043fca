"""Turns that a crash, a full moment or an ending process left in between are begun again or ended; nothing is paid twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scripted_server import Reply, ScriptedServer
from tests.support import answer, environ, start, until
from workshop import wiring
from workshop.config import Config
from workshop.database import open_database
from workshop.reading import read_turn
from workshop.reconciling import Reconciler
from workshop.service import Workshop
from workshop.store import Store

MakeWorkshop = Callable[..., Workshop]


def with_model(make_workshop: MakeWorkshop, server: ScriptedServer) -> Workshop:
    return make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)


def test_a_request_whose_work_was_never_begun_is_begun(make_workshop: MakeWorkshop, home: Path) -> None:
    workshop = make_workshop()
    store = Store(open_database(f"sqlite:///{home / 'oneoff.db'}"))
    turn = store.add_turn(workshop.start_conversation(), "write a poem", [])  # and here the process died
    assert workshop.wait(turn, 60).status == "declined"
    store.engine.dispose()


def test_work_that_is_over_without_an_end_gets_one(make_workshop: MakeWorkshop, home: Path) -> None:
    workshop = make_workshop()
    store = Store(open_database(f"sqlite:///{home / 'oneoff.db'}"))
    turn = workshop.ask(workshop.start_conversation(), "write a poem")
    workshop.wait(turn, 60)
    store.update_turn(turn, status="working")  # as if its end could not be stored
    view = workshop.wait(turn, 60)
    assert view.status == "failed"
    assert view.error is not None
    assert view.error.next_step == "Ask the same again."
    store.engine.dispose()


@pytest.mark.parametrize(("state", "status"), [("alive", "working"), ("over", "failed")])
def test_only_what_is_over_is_ended(tmp_path: Path, state: str, status: str) -> None:
    store = Store(open_database(f"sqlite:///{tmp_path / 'oneoff.db'}"))
    turn = store.add_turn(store.start_conversation(), "x", [])
    store.move_turn(turn, ["queued"], "working")
    Reconciler(store, lambda *_: state, lambda *_: None).look()  # type: ignore[arg-type]
    assert store.turn(turn).status == status
    store.engine.dispose()


def test_a_queued_turn_stops_at_once(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([Reply(silent_after=0)]) as server:
        workshop = with_model(make_workshop, server)
        turns = [workshop.ask(workshop.start_conversation(), "Anything") for _ in range(5)]
        until(lambda: len(server.requests) == 4, "four at work")
        (waiting,) = [turn for turn in turns if workshop.turn(turn).status == "queued"]
        workshop.stop(waiting)
        assert workshop.turn(waiting).status == "stopped"
        for turn in turns:
            workshop.stop(turn)
        until(lambda: not any(workshop.turn(turn).active for turn in turns), "all to end")
        time.sleep(0.5)
        assert len(server.requests) == 4, "a stopped turn was begun"


def test_a_process_that_ends_well_hands_its_turn_over(home: Path) -> None:
    """The call in the middle is given up before another process may make it: never two at once."""
    with ScriptedServer([Reply("word " * 300, between=0.2), answer("print(7)"), "It is 7."]) as server:
        settings = {
            "ONEOFF_SANDBOX": "built-in",
            "ONEOFF_MODEL": "openai/x",
            "ONEOFF_API_BASE": server.base_url,
        }
        env = environ(home, **settings)
        workshop = wiring.workshop(Config.from_environ(env))
        turn = workshop.ask(workshop.start_conversation(), "Seven, please")
        until(lambda: len(server.requests) == 1, "the model call")
        worker = start("workshop", "worker", env=env)
        try:
            time.sleep(3)
            wiring.close()
            assert server.hang_ups.acquire(timeout=5), "the first call is still open"
            store = Store(open_database(f"sqlite:///{home / 'oneoff.db'}"))
            until(lambda: not read_turn(store, turn).active, "the turn to end")
            assert (read_turn(store, turn).status, len(server.requests)) == ("done", 3)
            store.engine.dispose()
        finally:
            worker.terminate()
            worker.communicate(timeout=30)


def test_a_question_in_place_of_a_repair_is_asked(make_workshop: MakeWorkshop) -> None:
    question = "TITLE: Zero\nASK: Divide by what? | one | two\n"
    with ScriptedServer([answer("print(1 / 0)"), question, answer("print(1)"), "One."]) as server:
        workshop = with_model(make_workshop, server)
        turn = workshop.ask(workshop.start_conversation(), "divide")
        assert workshop.wait(turn, 60).status == "asking"
        workshop.answer(turn, "one")
        assert workshop.wait(turn, 60).status == "done"


def test_words_in_place_of_a_repair_have_no_program_beside_them(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([answer("print(1 / 0)"), "Nothing can be divided by zero."]) as server:
        view_of = with_model(make_workshop, server)
        view = view_of.wait(view_of.ask(view_of.start_conversation(), "divide"), 60)
    assert (view.status, view.words, view.source) == ("done", "Nothing can be divided by zero.", "")


def test_stop_while_it_is_put_into_words_keeps_the_result(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([answer("print(5)"), Reply(silent_after=0)]) as server:
        workshop = with_model(make_workshop, server)
        turn = workshop.ask(workshop.start_conversation(), "five")
        until(lambda: len(server.requests) == 2, "the words")
        workshop.stop(turn)
        view = workshop.wait(turn, 10)
    assert (view.status, view.console.strip(), view.words) == ("done", "5", "")


def test_every_paid_call_is_recorded(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(["no program here:\n```\n```", "and none here:\n```\n```"]) as server:
        workshop = with_model(make_workshop, server)
        view = workshop.wait(workshop.ask(workshop.start_conversation(), "Anything"), 60)
        assert view.status in ("failed", "done")
        assert view.tokens > 0


def test_an_answer_goes_to_the_one_who_asked(make_workshop: MakeWorkshop, home: Path) -> None:
    """A model that is connected while a recipe's question waits doesn't get its answer."""
    from workshop.service import GivenFile

    workshop = make_workshop()
    table = b"day,amount\n2024-01-01,5\n2024-01-02,7\n"
    turn = workshop.ask(workshop.start_conversation(), "", [GivenFile("a.csv", table)])
    view = workshop.wait(turn, 60)
    assert view.status == "asking"
    assert view.question is not None
    with ScriptedServer([]) as server:
        workshop.models.choose("compatible", "scripted", server.base_url)
        workshop.answer(turn, view.question.choices[0].value)
        assert workshop.wait(turn, 60).status == "done"
        assert server.requests == []


def test_threads_end_with_the_workshop(make_workshop: MakeWorkshop) -> None:
    make_workshop()
    wiring.close()
    until(
        lambda: not [t for t in threading.enumerate() if t.name == "oneoff-heartbeat"],
        "the heart to stop",
        10,
    )
