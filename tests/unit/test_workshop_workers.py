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
from workshop.blobs import NoRoom
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


def recovered(watcher: Workers) -> list[str]:
    """Ids of the dead processes whose turns `watcher` hands over."""
    found: list[str] = []
    watcher.recover_dead(found.append)
    return found


def test_a_living_process_is_left_alone_until_it_ends(store: Store) -> None:
    first, second = Workers(store), Workers(store)
    first.register()
    assert recovered(second) == []
    first.close()
    assert recovered(second) == [first.id]
    assert recovered(second) == []


def test_a_dead_process_of_this_host_is_recovered_at_once(store: Store) -> None:
    watcher = Workers(store)
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    add(store, "dead", host=watcher._host, pid=gone.pid)
    assert recovered(watcher) == ["dead"]


def test_a_pid_that_was_given_anew_is_not_taken_for_the_old_process(store: Store) -> None:
    watcher = Workers(store)
    add(store, "old", host=watcher._host, pid=watcher._pid, born="another start")
    assert recovered(watcher) == ["old"]


def test_on_another_host_only_silence_tells(store: Store) -> None:
    add(store, "late", beat_at=t.now() - timedelta(minutes=1))
    add(store, "beating", beat_at=t.now())
    assert recovered(Workers(store)) == ["late"]


def test_a_claim_dies_with_its_claimer(store: Store) -> None:
    add(store, "beating", beat_at=t.now())
    add(store, "late", beat_at=t.now() - timedelta(minutes=1), claimed_by="beating")
    assert recovered(Workers(store)) == []
    with store.session() as session:
        session.get_one(t.Worker, "late").claimed_by = "gone long ago"
    assert recovered(Workers(store)) == ["late"]


def test_a_failed_recovery_is_tried_again(store: Store) -> None:
    add(store, "late", beat_at=t.now() - timedelta(minutes=1))
    watcher = Workers(store)
    watcher.register()

    def fail(_worker: str) -> None:
        raise NoRoom

    with pytest.raises(NoRoom):
        watcher.recover_dead(fail)
    assert recovered(watcher) == ["late"]


def test_several_watchers_claim_a_dead_process_once(store: Store) -> None:
    add(store, "late", beat_at=t.now() - timedelta(minutes=1))
    claimed: list[str] = []
    watchers = [Workers(store) for _ in range(8)]
    for one in watchers:
        one.register()
    threads = [threading.Thread(target=lambda one=one: claimed.extend(recovered(one))) for one in watchers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert claimed == ["late"]


def test_the_heart_beats_on_after_a_bad_moment(store: Store) -> None:
    beats, enough, watcher = list[int](), threading.Event(), Workers(store)

    def each_beat() -> None:
        beats.append(1)
        if len(beats) == 1:
            raise NoRoom
        enough.set()

    watcher.begin(each_beat)
    assert enough.wait(20)
    watcher.close()
