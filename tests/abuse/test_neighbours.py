"""A run beside an attack ends as it would alone, and Stop stops the attack."""

from __future__ import annotations

import threading
import time

import pytest

from sandbox.base import Event, Execution, Job, Limits, Started
from tests.contract.conftest import AnySandbox

from .attack import FOLDER, Attack
from .canaries import Canaries
from .conftest import Quiet

_LATEST = 20.0  # seconds for a small program beside an attack, on a busy machine
_STOP = 2.0  # seconds, where the contract says one: an attack takes the processor from us too


@pytest.mark.parametrize("name", ["forks_forever", "eats_memory_list", "spins_in_64_threads"])
def test_a_run_beside_an_attack_is_right(
    name: str, sandbox: AnySandbox, canaries: Canaries, quiet: Quiet
) -> None:
    attack = Attack.read(FOLDER / f"{name}.py")
    job, begun, ends = (
        Job(attack.source, canaries.files, limits=attack.limits),
        threading.Event(),
        list[Execution](),
    )

    def listen(event: Event) -> None:
        if isinstance(event, Started):
            begun.set()

    aside = threading.Thread(target=lambda: ends.append(sandbox.run(job, on_event=listen)))
    aside.start()
    assert begun.wait(_LATEST)
    began = time.monotonic()
    execution = sandbox.run(Job("print(sum(range(10)))"))
    took = time.monotonic() - began
    aside.join()
    assert (execution.ended, execution.exit_code, execution.stdout.text) == ("exited", 0, "45\n")
    assert took < _LATEST
    assert ends[0].ended in attack.ends


@pytest.mark.parametrize("name", ["ignores_signals", "prints_byte_by_byte", "starves_process_one"])
def test_stop_stops_an_attack(name: str, sandbox: AnySandbox, quiet: Quiet) -> None:
    cancel, pressed = threading.Event(), list[float]()

    def press() -> None:
        pressed.append(time.monotonic())
        cancel.set()

    def listen(event: Event) -> None:
        if isinstance(event, Started):
            threading.Timer(0.5, press).start()

    job = Job(
        (FOLDER / f"{name}.py").read_text("utf-8"), limits=Limits(wall_seconds=60, stream_bytes=50_000_000)
    )
    execution = sandbox.run(job, on_event=listen, cancel=cancel)
    assert time.monotonic() - pressed[0] < _STOP
    assert execution.ended == "stopped"
    assert quiet.complaints() == []
