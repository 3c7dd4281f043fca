"""What happens is stored the moment it happens, once, and read back as it was."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect

from workshop import tables as t
from workshop.database import migrate, open_database
from workshop.reading import read_conversation, read_recent, read_turn
from workshop.store import Busy, NotThere, Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    engine = open_database(f"sqlite:///{tmp_path / 'deep' / 'oneoff.db'}")
    yield Store(engine)
    engine.dispose()


def test_the_migrations_make_what_the_tables_say(store: Store) -> None:
    found = inspect(store.engine)
    for table in t.Base.metadata.sorted_tables:
        assert {column["name"] for column in found.get_columns(table.name)} == set(table.columns.keys())
    migrate(store.engine)  # a second time changes nothing


def test_several_processes_may_open_a_fresh_database_at_once(tmp_path: Path) -> None:
    url, failed = f"sqlite:///{tmp_path / 'fresh.db'}", []

    def open_it() -> None:
        try:
            open_database(url).dispose()
        except Exception as error:  # noqa: BLE001 - collected to be shown
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_files_stay_given_in_the_next_turn(store: Store) -> None:
    conversation = store.start_conversation()
    old, other = {"name": "a.csv", "blob": "1", "size": 1}, {"name": "b.csv", "blob": "2", "size": 1}
    new = {"name": "a.csv", "blob": "3", "size": 1}
    first = store.add_turn(conversation, "first", [old, other, {**old, "name": "request.txt"}])
    store.move_turn(first, ["queued"], "done")
    second = store.add_turn(conversation, "second", [new])
    assert store.turn(second).files == [other, new]
    assert store.turn(second).number == 2


def test_the_first_request_names_the_conversation(store: Store) -> None:
    conversation = store.start_conversation()
    assert read_recent(store, 10) == ()
    store.add_turn(conversation, "sum  the amount\nby month " + "x" * 100, [])
    (line,) = read_recent(store, 10)
    assert line.title.startswith("sum the amount by month xx")
    assert len(line.title) <= 60


def test_a_status_moves_only_from_where_it_is_expected(store: Store) -> None:
    turn = store.add_turn(store.start_conversation(), "x", [])
    assert store.move_turn(turn, ["queued"], "working")
    assert not store.move_turn(turn, ["queued"], "working")
    assert store.turn(turn).status == "working"


def test_a_run_that_begins_again_forgets_what_it_showed(store: Store) -> None:
    turn = store.add_turn(store.start_conversation(), "x", [])
    store.save_version("v", turn, source="1")
    store.start_run("v", turn, "v")
    output = {"name": "a", "mime": "text/plain", "blob": "b", "size": 1}
    store.show_output("v", **output)
    store.show_output("v", **output)
    assert [row.position for row in store.run("v")[1]] == [0, 1]
    store.start_run("v", turn, "v")
    assert store.run("v")[1] == []


def test_events_tell_what_happens_now(store: Store) -> None:
    conversation = store.start_conversation()
    turn = store.add_turn(conversation, "x", [])
    store.move_turn(turn, ["queued"], "working", started_at=t.now())
    store.say(turn, "line", text="Running it")
    store.say(turn, "progress", done=3.0, total=10.0, label="rows")
    view = read_turn(store, turn)
    assert (view.line, view.active) == ("Running it", True)
    assert view.progress is not None
    assert (view.progress.done, view.progress.total) == (3.0, 10.0)
    store.say(turn, "line", text="Putting it into words")
    assert read_turn(store, turn).progress is None


def test_costs_are_summed_and_no_price_is_not_zero(store: Store) -> None:
    turn = store.add_turn(store.start_conversation(), "x", [])
    assert read_turn(store, turn).cost_usd is None
    store.add_call(turn, role="writer", model="m", prompt_tokens=10, completion_tokens=5, cost_usd=None)
    assert read_turn(store, turn).cost_usd is None
    store.add_call(turn, role="explainer", model="m", prompt_tokens=1, completion_tokens=1, cost_usd=0.25)
    view = read_turn(store, turn)
    assert (view.cost_usd, view.tokens, view.unpriced) == (0.25, 17, 15)


def test_a_call_that_took_nothing_doesnt_make_the_others_free(store: Store) -> None:
    turn = store.add_turn(store.start_conversation(), "x", [])
    store.add_call(turn, role="writer", model="m", cost_usd=0.0, error="KeyRefused")
    assert read_turn(store, turn).cost_usd is None
    store.add_call(turn, role="writer", model="other", prompt_tokens=4000, completion_tokens=1000)
    view = read_turn(store, turn)
    assert (view.cost_usd, view.tokens, view.unpriced) == (None, 5000, 5000)


def test_only_the_last_turns_are_read(store: Store) -> None:
    conversation = store.start_conversation()
    for number in range(7):
        store.move_turn(store.add_turn(conversation, str(number), []), ["queued"], "done")
    view = read_conversation(store, conversation, last=3)
    assert [turn.request for turn in view.turns] == ["4", "5", "6"]
    assert view.earlier == 4


def test_of_many_requests_at_once_one_is_taken(store: Store) -> None:
    conversation, outcomes = store.start_conversation(), list[str]()

    def ask() -> None:
        try:
            store.add_turn(conversation, "x", [])
            outcomes.append("taken")
        except Busy:
            outcomes.append("busy")

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["busy"] * 4 + ["taken"]


def test_what_is_not_there_is_said(store: Store) -> None:
    for ask in (store.turn, lambda turn: read_turn(store, turn), store.version):
        with pytest.raises(NotThere):
            ask("nowhere")
    with pytest.raises(NotThere):
        store.add_turn("nowhere", "x", [])
