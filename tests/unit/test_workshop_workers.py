"""A process that died is claimed once; one that lives is left alone."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from workshop import tables as t
from workshop.database import open_database
from workshop.store import Store
from workshop.workers import Workers


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    engine = open_database(f"sqlite:///{tmp_path / 'oneoff.db'}")
    yield Store(engine)
    engine.dispose()


def add(store: Store, name: str, **fields: object) -> None:
    with store.session() as session:
        session.add(t.Worker(**{"id": name, "host": "elsewhere", "pid": 1, "born": "", **fields}))


def test_a_living_process_is_not_claimed(store: Store) -> None:
    first, second = Workers(store), Workers(store)
    first.begin(lambda _dead: None)
    assert second.claim_dead() == []
    first.close()
    assert second.claim_dead() == [first.id]
    assert second.claim_dead() == []


def test_a_dead_process_of_this_host_is_claimed_at_once(store: Store) -> None:
    watcher = Workers(store)
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    add(store, "dead", host=watcher._host, pid=gone.pid)
    assert watcher.claim_dead() == ["dead"]


def test_a_pid_that_was_given_anew_is_not_taken_for_the_old_process(store: Store) -> None:
    watcher = Workers(store)
    add(store, "old", host=watcher._host, pid=watcher._pid, born="another start")
    assert watcher.claim_dead() == ["old"]


def test_on_another_host_only_silence_tells(store: Store) -> None:
    add(store, "late", beat_at=t.now() - timedelta(minutes=1))
    add(store, "beating", beat_at=t.now())
    assert Workers(store).claim_dead() == ["late"]


def test_several_watchers_claim_a_dead_process_once(store: Store) -> None:
    add(store, "late", beat_at=t.now() - timedelta(minutes=1))
    claimed: list[str] = []
    watchers = [Workers(store) for _ in range(8)]
    threads = [threading.Thread(target=lambda one=one: claimed.extend(one.claim_dead())) for one in watchers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert claimed == ["late"]


def test_what_dies_later_is_taken_up_by_the_heartbeat(store: Store) -> None:
    taken, watcher = threading.Event(), Workers(store)
    watcher.begin(lambda dead: taken.set() if "late" in dead else None)
    add(store, "late", beat_at=t.now() - timedelta(minutes=1))
    assert taken.wait(20)
    watcher.close()
