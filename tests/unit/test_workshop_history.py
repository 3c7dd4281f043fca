"""What was said and made is found, kept as long as it should be, and gone when it is deleted: in both databases."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import create_engine, func, inspect, select, text, update

from tests import postgres
from tests.pages.seeds import Made, Seeds
from workshop import tables as t
from workshop.blobs import Blobs
from workshop.database import open_database
from workshop.deleting import BETWEEN, clear, delete_conversation, remove_unused
from workshop.disk import Disk
from workshop.history import History
from workshop.retention import retention_of, set_retention
from workshop.spending import Spending
from workshop.store import NotThere, Store
from workshop.sweeping import Sweeper


@pytest.fixture(scope="module")
def urls() -> Iterator[dict[str, str]]:
    programs = postgres.installed()
    if programs is None:
        yield {}
        return
    with postgres.running(programs) as url:
        yield {"postgres": url}


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, urls: dict[str, str], tmp_path: Path) -> Iterator[Store]:
    url = {"sqlite": f"sqlite:///{tmp_path / 'oneoff.db'}", **urls}.get(request.param)
    if url is None:
        pytest.skip("There is no PostgreSQL here.")
    engine = open_database(url)
    with engine.begin() as connection:
        for table in reversed(t.Base.metadata.sorted_tables):
            connection.execute(table.delete())
    yield Store(engine)
    engine.dispose()


@pytest.fixture
def seeds(store: Store, tmp_path: Path) -> Seeds:
    return Seeds(store, Blobs(tmp_path / "blobs"))


@pytest.fixture
def history(seeds: Seeds) -> History:
    return History(seeds.store, Disk(seeds.store, seeds.blobs), lambda _turn: None, lambda: None)


def found(history: History, said: str) -> list[str]:
    return [line.title for line in history.page(said).lines]


def aged(store: Store, conversation: str, **fields: Any) -> None:
    with store.session() as session:
        session.execute(update(t.Conversation).where(t.Conversation.id == conversation).values(**fields))


def old(blobs: Blobs, digest: str) -> str:
    """As if it had been put long ago."""
    os.utime(blobs.path(digest), (time.time() - 2 * BETWEEN,) * 2)
    return digest


# searching


def test_all_that_was_said_and_made_is_found(history: History, seeds: Seeds) -> None:
    made = Made("Bericht.xlsx", "application/x", b"x", text="Zeile Äpfel", file=True)
    turn = seeds.result(
        seeds.conversation(),
        "Count the 订单 by region",
        (made,),
        printed="grand total",
        title="Orders by region",
        files={"umsatz 销售.csv": b"a"},
        words="There are twelve.",
    )
    answers = [{"question": "Which year?", "answer": "Only 2024"}]
    seeds.store.update_turn(turn, answers=answers, error={"sentence": "Nobody knew why."})
    for said in (
        *("订单", "COUNT region", "bericht", "äpfel", "zeile ÄPFEL", "d tot", "Orders by", "umsatz", "销售"),
        *("twelve", "only 2024", "which year", "nobody knew", "单"),
    ):
        assert found(history, said) == ["Count the 订单 by region"], said
    for said in ("订单 elephant", "sales", "ab", "%", "_", '"', "\\", "'", "单订", "\0q"):
        assert found(history, said) == [], said


def test_what_changes_is_found_as_it_is_now(history: History, seeds: Seeds) -> None:
    conversation = seeds.conversation()
    turn = seeds.result(conversation, "first words", printed="printed once")
    seeds.store.update_turn(turn, words="said afterwards")
    assert found(history, "afterwards printed") == ["first words"]
    history.rename(conversation, "Another name")
    assert found(history, "another") == ["Another name"]
    version = seeds.other(turn, printed="of a program that isn't shown")
    assert found(history, "isn't shown") == []
    seeds.store.update_turn(turn, run_id=version, version_id=version)
    assert found(history, "isn't shown") == ["Another name"]
    assert found(history, "printed once") == []
    history.delete(conversation)
    assert found(history, "another") == []


def test_the_place_is_the_newest_turn_in_which_the_words_stand(history: History, seeds: Seeds) -> None:
    conversation = seeds.conversation()
    first = seeds.result(conversation, "add up", printed="one whale")
    seeds.result(conversation, "again", printed="no fish")
    (line,) = history.page("whale").lines
    assert line.place is not None
    assert line.place.turn == first
    (place,) = line.place.others
    assert (place.field, [piece for piece in place.pieces if piece.hit]) == ("printed", [("whale", True)])
    assert line.requests == 2


def test_long_searches_and_long_texts_are_no_error(history: History, seeds: Seeds) -> None:
    printed = "".join(chr(0x4E00 + number) for number in range(5_000))
    seeds.result(seeds.conversation(), "signs", printed=printed)
    assert found(history, printed[:190]) == ["signs"]
    assert found(history, " ".join(printed[at : at + 4] for at in range(0, 60, 6))) == ["signs"]
    (line,) = history.page(printed[3000:3010]).lines
    assert line.place is not None
    assert len("".join(piece.text for piece in line.place.others[0].pieces)) < 200


def test_a_database_of_before_is_filled(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'before.db'}")
    config = AlembicConfig()
    config.set_main_option("script_location", "workshop/migrations")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        now = "2026-01-01 00:00:00.000000"
        for said in (
            f"INSERT INTO conversations VALUES ('c', 'An old one', '{now}', '{now}')",
            "INSERT INTO turns (id, conversation_id, number, request, files, status, segment, stop_requested, created_at, "
            f"profiles, answers, words) VALUES ('t', 'c', 1, 'the walrus', '[]', 'done', 1, 0, '{now}', '[]', '[]', '')",
            "INSERT INTO calls (turn_id, role, model, prompt_tokens, completion_tokens, cost_usd, seconds, error, created_at) "
            f"VALUES ('t', 'writer', 'm', 5, 6, 0.25, 1, '', '{now}')",
        ):
            connection.execute(text(said))
        connection.commit()
    engine.dispose()
    engine = open_database(f"sqlite:///{tmp_path / 'before.db'}")
    store = Store(engine)
    history = History(store, Disk(store, Blobs(tmp_path)), lambda _turn: None, lambda: None)
    assert found(history, "walrus") == ["An old one"]
    with store.session() as session:
        assert session.scalars(select(t.Call)).one().turn_id == "t"
    assert "ix_calls_turn_id" in {index["name"] for index in inspect(engine).get_indexes("calls")}
    engine.dispose()


# deleting


def test_deleting_leaves_nothing_but_what_was_spent(history: History, seeds: Seeds) -> None:
    store, blobs = seeds.store, seeds.blobs
    gone, kept = seeds.conversation(), seeds.conversation()
    out = Made("o.csv", "text/csv", b"only here", file=True)
    turn = seeds.result(gone, "secret words", (out,), files={"a.csv": b"shared", "b.csv": b"own"})
    seeds.result(kept, "other words", files={"c.csv": b"shared"})
    store.say(turn, "line", text="Running it")
    store.save_evidence(store.turn(turn).run_id or "", turn, "done", {})
    store.add_call(turn, role="writer", model="m", prompt_tokens=7, completion_tokens=3, cost_usd=0.5)
    own, shared, made = (old(blobs, blobs.put(data)) for data in (b"own", b"shared", b"only here"))
    history.delete(gone)
    with store.session() as session:
        left = {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in t.Base.metadata.sorted_tables
        }
    assert left["turns"] == left["versions"] == left["runs"] == left["conversations"] == 1
    assert (left["events"], left["evidence"], left["outputs"]) == (0, 0, 0)
    assert Spending(store).today().usd == 0.5
    forgotten: list[str] = []

    def forget(name: str) -> bool:
        forgotten.append(name)
        return True

    assert clear(store, blobs, forget) == 4
    assert forgotten == [turn]
    assert [digest for digest in (own, shared, made) if exists(blobs, digest)] == [shared]
    assert clear(store, blobs, lambda _name: True) == 0
    with pytest.raises(NotThere):
        history.delete(gone)


def exists(blobs: Blobs, digest: str) -> bool:
    try:
        return blobs.path(digest).is_file()
    except FileNotFoundError:
        return False


def test_what_was_just_put_stays_until_it_is_sure_that_nobody_needs_it(
    history: History, seeds: Seeds
) -> None:
    conversation = seeds.conversation()
    seeds.turn(conversation, "x", {"a.csv": b"given again at this moment"})
    digest = seeds.blobs.put(b"given again at this moment")
    history.delete(conversation)
    clear(seeds.store, seeds.blobs, lambda _name: True)
    assert exists(seeds.blobs, digest)
    old(seeds.blobs, digest)
    clear(seeds.store, seeds.blobs, lambda _name: True)
    assert not exists(seeds.blobs, digest)


def test_what_still_runs_keeps_what_the_workflows_remember(history: History, seeds: Seeds) -> None:
    conversation = seeds.conversation()
    seeds.turn(conversation, "x")
    history.delete(conversation)
    assert clear(seeds.store, seeds.blobs, lambda _name: False) == 0
    assert clear(seeds.store, seeds.blobs, lambda _name: True) == 1


def test_who_still_works_on_what_was_deleted_is_told_so(history: History, seeds: Seeds) -> None:
    store, conversation = seeds.store, seeds.conversation()
    turn = seeds.working(conversation, "x")
    assert store.stops_among([turn]) == set()
    assert delete_conversation(store, conversation)
    assert store.stops_among([turn]) == {turn}
    store.say(turn, "line", text="nobody hears it")
    store.add_call(turn, role="writer", model="m", prompt_tokens=1, completion_tokens=1, cost_usd=0.25)
    assert Spending(store).today().usd == 0.25
    for write in (
        lambda: store.save_version("v", turn, source="1"),
        lambda: store.save_evidence("r", turn, "done", {}),
        lambda: store.add_turn(conversation, "x", []),
    ):
        with pytest.raises(NotThere):
            write()


def test_files_that_no_row_names_are_removed_after_a_while(seeds: Seeds) -> None:
    seeds.turn(seeds.conversation(), "x", {"a.csv": b"used"})
    stray = old(seeds.blobs, seeds.blobs.put(b"of a request that was refused"))
    used = old(seeds.blobs, seeds.blobs.put(b"used"))
    assert remove_unused(seeds.store, seeds.blobs, 3 * BETWEEN) == 0
    assert remove_unused(seeds.store, seeds.blobs, BETWEEN) == 1
    assert [exists(seeds.blobs, digest) for digest in (stray, used)] == [False, True]


# keeping


def test_only_what_is_past_its_time_expires(history: History, seeds: Seeds) -> None:
    store = seeds.store
    names = ("old", "pinned", "opened", "busy", "new")
    ids = {name: seeds.conversation() for name in names}
    for name in names:
        seeds.turn(ids[name], name, status="working" if name == "busy" else "done")
        aged(store, ids[name], updated_at=t.now() - timedelta(days=0 if name == "new" else 40))
    aged(store, ids["pinned"], pinned=True)
    aged(store, ids["opened"], used_at=t.now() - timedelta(days=2))
    sweeper = Sweeper(store, seeds.blobs, lambda _turn: True)
    assert sweeper.expire() == 0
    history.keep_for(30)
    assert sweeper.expire() == 0, "it was chosen just now: a day to see it and take it back"
    assert history.soon()[0] == 1
    long_ago = (t.now() - timedelta(days=2)).isoformat()
    store.set_setting("retention", {"days": 30, "since": long_ago})
    assert sweeper.expire() == 1
    assert {line.title for line in history.page().lines} == set(names) - {"old"}
    assert history.soon() == (0, None)


def test_opening_a_conversation_counts_as_use(history: History, seeds: Seeds) -> None:
    conversation = seeds.conversation()
    seeds.turn(conversation, "x")
    aged(seeds.store, conversation, updated_at=t.now() - timedelta(days=40))
    history.keep_for(30)
    assert history.soon()[0] == 1
    history.opened(conversation)
    assert history.soon()[0] == 0


def test_several_processes_may_sweep_at_once(seeds: Seeds) -> None:
    store = seeds.store
    for number in range(12):
        conversation = seeds.conversation()
        seeds.turn(conversation, str(number), {"a.csv": b"the same"})
        aged(store, conversation, updated_at=t.now() - timedelta(days=40))
    old(seeds.blobs, seeds.blobs.put(b"the same"))
    store.set_setting("retention", {"days": 7, "since": (t.now() - timedelta(days=2)).isoformat()})
    gone, failed = list[int](), list[Exception]()

    def sweep() -> None:
        sweeper = Sweeper(store, seeds.blobs, lambda _turn: True)
        try:
            gone.append(sweeper.expire())
            sweeper.clear()
        except Exception as error:  # noqa: BLE001 - collected to be shown
            failed.append(error)

    threads = [threading.Thread(target=sweep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sum(gone) == 12
    assert list(seeds.blobs.each()) == []


def test_an_unknown_time_is_refused_and_a_damaged_one_deletes_nothing(store: Store) -> None:
    with pytest.raises(ValueError, match="3 days"):
        set_retention(store, 3)
    store.set_setting("retention", {"days": 0})
    assert retention_of(store).days is None


def test_the_disk_that_is_used_is_told(history: History, seeds: Seeds) -> None:
    seeds.turn(seeds.conversation(), "x", {"a.csv": b"a" * 5000, "b.csv": b"a" * 5000})
    used = history.disk()
    assert used.files == 5000
    assert used.records > 10_000
