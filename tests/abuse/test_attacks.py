"""Every attack against every sandbox: it ends as its head says, nothing outside is harmed, the next run is right."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from sandbox.base import Event, Execution, Job
from tests.contract.conftest import AnySandbox

from . import shape
from .attack import Attack, attacks
from .canaries import Canaries
from .conftest import NEXT, Quiet, settle
from .watch import Watch, wait_for_calm

_START = 10.0  # seconds beyond the wall time, for making and throwing away what it runs in
_TRIES = 3  # other work on this host fills its disk too; an attack that does will do it each time


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.name)
def test_nothing_gets_out(attack: Attack, sandbox: AnySandbox, canaries: Canaries, quiet: Quiet) -> None:
    complaints = [
        *during(attack, sandbox, canaries),
        *quiet.complaints(),
        *after(sandbox, canaries, quiet.says),
    ]
    assert not complaints, "\n".join(complaints)


def test_nothing_is_left_after_all(sandbox: AnySandbox, quiet: Quiet) -> None:
    settle(sandbox)
    assert quiet.complaints(starting=0) == []


def during(attack: Attack, sandbox: AnySandbox, canaries: Canaries) -> Iterator[str]:
    """Runs the attack; what is wrong with its end and what it did to the host."""
    job = Job(attack.source, canaries.files, limits=attack.limits)
    for _ in range(_TRIES):
        watch, execution, events, took = watched(job, sandbox)
        if not watch.disturbed():
            break
        wait_for_calm()
    if took > attack.limits.wall_seconds + _START:
        yield f"It came back after {took:.1f} s."
    yield from attack.complaints(execution)
    yield from shape.complaints(execution, job, events)
    yield from canaries.complaints(execution)
    yield from watch.complaints()


def watched(job: Job, sandbox: AnySandbox) -> tuple[Watch, Execution, list[Event], float]:
    """With the seconds that it took."""
    events, began = list[Event](), time.monotonic()
    with Watch(job.limits) as watch:
        execution = sandbox.run(job, on_event=events.append)
    return watch, execution, events, time.monotonic() - began


def after(sandbox: AnySandbox, canaries: Canaries, says: str) -> Iterator[str]:
    execution = sandbox.run(Job(NEXT, (canaries.sales,)))
    if (execution.ended, execution.stdout.text) != ("exited", says):
        yield f"The next run says {execution.stdout.text!r} {execution.failure or execution.stderr.text}."
