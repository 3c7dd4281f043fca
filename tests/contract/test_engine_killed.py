"""The engine is killed with SIGKILL while it creates, runs and collects; and the process that owns containers is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from sandbox.base import Event, Execution, Job, Limits, SandboxUnavailable, Started, Wrote
from sandbox.cleaning import clean, ours
from sandbox.demand import PoolPolicy
from sandbox.docker import DockerSandbox

from .conftest import missing, prepared
from .own_engine import OwnEngine

pytestmark = pytest.mark.docker
SOON = 10.0  # seconds, on a busy machine


@pytest.fixture(scope="module")
def loaded() -> Iterator[OwnEngine]:
    if shutil.which("dockerd") is None or os.geteuid() != 0:
        missing("An engine of its own needs root and dockerd.")
    machine = DockerSandbox(runtime="runc")
    prepared(machine)
    engine = OwnEngine()
    try:
        engine.start()
        engine.load(machine.tag)
        yield engine
    finally:
        engine.close()
        machine.close()


@pytest.fixture
def engine(loaded: OwnEngine, monkeypatch: pytest.MonkeyPatch) -> OwnEngine:
    """Running, and the one that DOCKER_HOST names."""
    monkeypatch.setenv("DOCKER_HOST", loaded.address)
    return loaded


@pytest.fixture
def sandbox(engine: OwnEngine) -> Iterator[DockerSandbox]:
    one = DockerSandbox(runtime="runc", waiting=PoolPolicy())
    one.prepare()
    assert one.pool is not None
    assert one.pool.settle(60)
    yield one
    one.close()


def outcome(do: Callable[[], Execution]) -> Execution | SandboxUnavailable:
    try:
        return do()
    except SandboxUnavailable as error:
        return error


def test_killed_while_a_program_runs(engine: OwnEngine, sandbox: DockerSandbox) -> None:
    killed: list[float] = []

    def kill(event: Event) -> None:
        if isinstance(event, Started):
            engine.kill()
            killed.append(time.monotonic())

    try:
        found = outcome(lambda: sandbox.run(Job("import time; time.sleep(60)"), on_event=kill))
        assert isinstance(found, SandboxUnavailable)
        assert found.sentence == "Docker isn't running."
        assert time.monotonic() - killed[0] < SOON
        assert isinstance(outcome(lambda: sandbox.run(Job("print(1)"))), SandboxUnavailable)
    finally:
        engine.start()
    assert sandbox.run(Job("print(2)")).stdout.text == "2\n", "the pool doesn't give away what died"
    assert sandbox.pool is not None
    assert sandbox.pool.settle(90), "and fills again"
    assert sandbox.run(Job("print(3)")).stdout.text == "3\n"


def test_killed_while_it_collects(engine: OwnEngine, sandbox: DockerSandbox) -> None:
    def kill(event: Event) -> None:
        if isinstance(event, Wrote):
            engine.kill()

    source = "import os\nfor n in range(9): open(f'/out/{n}', 'wb').write(os.urandom(9_000_000))\nos.write(1, b'!')"
    try:
        found = outcome(lambda: sandbox.run(Job(source), on_event=kill))
        assert isinstance(found, SandboxUnavailable)
    finally:
        engine.start()


def test_killed_while_it_creates(engine: OwnEngine) -> None:
    sandbox = DockerSandbox(runtime="runc")
    sandbox.prepare()
    found: list[Execution | SandboxUnavailable] = []
    threads = [
        threading.Thread(target=lambda: found.append(outcome(lambda: sandbox.run(Job("print(1)")))))
        for _ in range(6)
    ]
    try:
        for number, thread in enumerate(threads):
            thread.start()
            if number == 3:
                time.sleep(0.15)
                engine.kill()
        for thread in threads:
            thread.join(30)
        assert len(found) == 6, "none is stuck"
        assert any(isinstance(one, SandboxUnavailable) for one in found)
        assert all(isinstance(one, SandboxUnavailable) or one.stdout.text == "1\n" for one in found)
    finally:
        engine.start()
        sandbox.close()


def test_what_a_killed_engine_left_is_removed(engine: OwnEngine) -> None:
    """By the owner's next clean-up: these containers have a living owner, so they are removed when it ends."""
    code = (
        "from sandbox.docker import DockerSandbox\nfrom sandbox.pool import PoolPolicy\n"
        "s = DockerSandbox(runtime='runc', waiting=PoolPolicy()); s.prepare(); s.pool.settle(60)\n"
        "print('ready', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "ready\n"
        mine = [one for one in ours() if one["Labels"]["oneoff.owner"].startswith(f"{owner.pid}@")]
        assert len(mine) == 2
        assert clean().containers == 0, "their owner lives"
        owner.kill()
    clean()
    assert not [one for one in ours() if one["Labels"]["oneoff.owner"].startswith(f"{owner.pid}@")]


def test_an_engine_that_never_answers_holds_nobody_up(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/none")
    sandbox = DockerSandbox(runtime="runc", waiting=PoolPolicy())
    assert isinstance(
        outcome(lambda: sandbox.run(Job("print(1)", limits=Limits(wall_seconds=1)))), SandboxUnavailable
    )
    sandbox.close()
