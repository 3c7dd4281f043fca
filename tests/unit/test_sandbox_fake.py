from __future__ import annotations

import threading

import pytest

from sandbox.base import (
    DiskFull,
    Event,
    Execution,
    Facts,
    Job,
    Output,
    Sandbox,
    SandboxUnavailable,
    Shown,
    Started,
    Text,
    Wrote,
)
from sandbox.docker import DockerSandbox
from sandbox.fake import FakeSandbox
from sandbox.local import LocalSandbox

CHART = Output("chart-1.png", "image/png", b"x")
WELL = Execution(
    0, "exited", Text("hi\n"), Text(), (CHART, Output("a.csv", "text/csv", b"", file=True)), Facts(), 1.0
)


def test_it_plays_its_script() -> None:
    events: list[Event] = []
    fake = FakeSandbox(
        [
            WELL,
            DiskFull("Full."),
            lambda job: Execution(1, "exited", Text(job.source), Text(), (), Facts(), 0),
        ]
    )
    assert fake.run(Job("a"), on_event=events.append) is WELL
    assert events == [Started(), Wrote("stdout", "hi\n"), Shown(CHART)]
    with pytest.raises(DiskFull):
        fake.run(Job("b"))
    assert fake.run(Job("c")).stdout.text == "c"
    with pytest.raises(SandboxUnavailable):
        fake.run(Job("d"))
    assert [job.source for job in fake.jobs] == ["a", "b", "c", "d"]


def test_it_can_be_stopped() -> None:
    cancel = threading.Event()
    cancel.set()
    assert FakeSandbox([WELL]).run(Job(""), cancel=cancel).ended == "stopped"


def test_all_keep_the_protocol() -> None:
    kinds: list[type[Sandbox]] = [FakeSandbox, DockerSandbox, LocalSandbox]
    assert len({kind.__name__ for kind in kinds}) == 3
