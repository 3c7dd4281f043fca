"""The canaries sing: each harm, done on purpose here, is complained about."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox.base import Event, Execution, Facts, Job, LimitHit, Limits, Output, Progressed, Text, Wrote

from . import shape
from .attack import FOLDER, Attack
from .canaries import MARK, Canaries
from .leftovers import Leftovers
from .watch import Watch

WELL = Execution(0, "exited", Text("TRIED\n"), Text(), (), Facts(given=("a.csv",)), 1.0)
OUTPUT = Output("a.csv", "text/csv", b"x", file=True)
JOB = Job("", limits=Limits(wall_seconds=1.0, outputs=2, output_bytes=10, stream_bytes=10))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Canaries]:
    """Others than the session's, to be harmed."""
    with Canaries.planted(tmp_path) as planted:
        yield planted


def connect(family: int, address: Any) -> None:
    with socket.socket(family) as caller:
        caller.connect(address)


def send(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
        caller.sendto(b"x", ("127.0.0.1", port))


HARMS: dict[str, Callable[[Canaries], object]] = {
    "The tcp door": lambda own: connect(socket.AF_INET, ("127.0.0.1", own.tells["tcp"])),
    "The udp door": lambda own: send(int(str(own.tells["udp"]))),
    "The abstract door": lambda own: connect(socket.AF_UNIX, f"\0{own.tells['abstract']}"),
    "The path door": lambda own: connect(socket.AF_UNIX, own.tells["path"]),
    "A process": lambda own: own.process.kill(),
    "A secret file": lambda own: own.planted_at[0].write_text("other"),
    "The given file": lambda own: own.sales.path.touch(),
    "Left in the temporary folder": lambda own: tempfile.mkdtemp(),
    "Left in this host's shared memory": lambda own: Path(f"/dev/shm/{MARK}-own").touch(),
}


@pytest.mark.parametrize("says", HARMS)
def test_a_harm_is_complained_about(says: str, own: Canaries) -> None:
    assert list(own.complaints(WELL)) == []
    HARMS[says](own)
    time.sleep(0.05)
    complaints = list(own.complaints(WELL))
    Path(f"/dev/shm/{MARK}-own").unlink(missing_ok=True)
    assert len(complaints) == 1
    assert complaints[0].startswith(says)


def test_a_secret_that_gets_out_is_complained_about(own: Canaries) -> None:
    told = replace(WELL, outputs=(replace(OUTPUT, data=b"\xff" + own.secret.encode()),))
    assert list(own.complaints(told)) == ["A secret of this host is in the execution."]
    assert os.environ["ONEOFF_SECRET"] == own.secret


def test_what_a_run_takes_is_complained_about(tmp_path: Path) -> None:
    with Watch(Limits()) as watch:
        hog = bytearray(b"x") * 350_000_000
        (tmp_path / "large").write_bytes(memoryview(hog)[:250_000_000])
        time.sleep(0.2)
    (tmp_path / "large").unlink()
    said = " ".join(watch.complaints())
    assert "This process grew" in said
    assert "this host's disks" in said
    assert watch.disturbed()


def test_what_a_run_leaves_is_complained_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.abuse.leftovers._PATIENCE", 0.0)
    before, over = Leftovers.now(()), threading.Event()
    assert list(before.complaints((), starting=0)) == []
    threads = [threading.Thread(target=over.wait) for _ in range(20)]
    pipes = [os.pipe() for _ in range(10)]
    for thread in threads:
        thread.start()
    child = os.posix_spawn("/bin/true", ["true"], {})
    time.sleep(0.2)
    said = " ".join(before.complaints((), starting=0))
    over.set()
    os.waitpid(child, 0)
    for end in (end for pipe in pipes for end in pipe):
        os.close(end)
    for thread in threads:
        thread.join()
    assert all(f"{name}: " in said for name in ("children", "zombies", "descriptors", "threads"))


@pytest.mark.parametrize(
    ("wrong", "events"),
    [
        (replace(WELL, stdout=Text("a\x1b")), []),
        (replace(WELL, stdout=Text("a\u202e")), []),
        (replace(WELL, stdout=Text("\ud800")), []),
        (replace(WELL, stdout=Text("x" * 11)), []),
        (replace(WELL, seconds=float("nan")), []),
        (replace(WELL, seconds=9.0), []),
        (replace(WELL, exit_code=1 << 70), []),
        (replace(WELL, limits_hit=(LimitHit("", "x"),) * 1000), []),
        (replace(WELL, facts=Facts(opened=("b.csv",))), []),
        (replace(WELL, outputs=(OUTPUT,)), []),
        (replace(WELL, outputs=(replace(OUTPUT, name="../a", file=False),)), []),
        (replace(WELL, outputs=(replace(OUTPUT, file=False),) * 2), []),
        (replace(WELL, outputs=(replace(OUTPUT, data=b"x" * 11, file=False),)), []),
        (WELL, [Progressed(1.0, None, "")] * 1000),
        (WELL, [Wrote("stdout", "x" * 21)]),
        (WELL, [Wrote("stdout", "\x07")]),
    ],
)
def test_a_wrong_shape_is_complained_about(wrong: Execution, events: list[Event]) -> None:
    assert list(shape.complaints(WELL, JOB, [])) == []
    assert list(shape.complaints(wrong, JOB, events)) != []


@pytest.mark.parametrize(
    "wrong",
    [
        replace(WELL, ended="timed_out"),
        replace(WELL, exit_code=1),
        replace(WELL, stdout=Text("")),
        replace(WELL, stderr=Text("a\nESCAPED: b")),
        replace(WELL, outputs=(replace(OUTPUT, data=b"\nESCAPED"),)),
        replace(WELL, limits_hit=(LimitHit("", "Something else."),)),
    ],
)
def test_a_wrong_end_is_complained_about(wrong: Execution) -> None:
    attack = Attack.read(FOLDER / "leaves_links.py")
    well = replace(WELL, limits_hit=(LimitHit("", "3 entries aren't ordinary files."),))
    assert list(attack.complaints(well)) == []
    said = replace(wrong, limits_hit=wrong.limits_hit or well.limits_hit)
    assert len(list(attack.complaints(said))) == 1
