"""A supervisor that was taken over says what it likes (under gVisor any program can): the host stays whole."""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Iterator, Sequence
from itertools import islice, product
from pathlib import Path

import pytest

from sandbox.base import Event, Execution, Job, Limits
from sandbox.conversation import Conversation
from sandbox.recording import Recording
from sandbox.runner.frames import Kind
from sandbox.upload import Upload, bounds

from . import shape

LIMITS = Limits(wall_seconds=5, stream_bytes=5000, outputs=5, output_bytes=50_000)
KEYS = (
    *(
        "mime",
        "size",
        "what",
        "text",
        "cut",
        "name",
        "done",
        "total",
        "label",
        "opened",
        "warning",
        "host",
        "read",
        "dropped",
        "behind",
        "kind",
    ),
    *(
        "message",
        "line",
        "traceback",
        "memory",
        "limit",
        "says",
        "stream",
        "code",
        "signal",
        "oom",
        "too_much",
        "peak",
    ),
)
WELL = {
    **{"mime": '"text/plain"', "size": "3", "what": '"text"', "name": '"a.csv"', "done": "1", "total": "2"},
    **{"kind": '"E"', "line": "1", "limit": '"cpus"', "says": '"Much."', "code": "0", "peak": "5"},
}
VALUES = (
    *(
        "null",
        "true",
        "-1",
        "0",
        "1.5",
        "1e400",
        "NaN",
        "-Infinity",
        "9" * 400,
        "9" * 5000,
        str(1 << 60),
        "255",
    ),
    *('""', '"\\ud800\\udc80"', '"\\u202e\\u001b[31m\\u0000"', '"../../etc/passwd"', f'"{"x" * 100_000}"'),
    '{"file": "a.csv", "by": "csv", "rows": 1e400, "columns": true, "part": "\\ud800\\u001b[31m", "some": 1}',
    '{"file": "a.csv", "by": "csv", "rows": 5, "part": "\\ud800\\u202e\\u001b[31m", "some": false}',
    '{"how": "dropna", "before": 9999999999999999999999, "after": 1}',
    '"{\\"series\\": [{\\"name\\": \\"\\\\u202e\\\\ud800\\", \\"x\\": [1e400], \\"y\\": [NaN]}]}"',
    *('["a"]', '{"a": null}', "[" * 5000, '"text/html"', '"stdout"', '"a.csv"', '"127.0.0.1"', '"x/y;z"'),
)


class Played:
    """A wire whose other side says what was written down in advance."""

    def __init__(self, said: bytes, place: Path) -> None:
        place.write_bytes(said)
        self._reads, self._writes = os.open(place, os.O_RDONLY), os.open(os.devnull, os.O_WRONLY)

    def descriptors(self) -> tuple[int, int]:
        return self._reads, self._writes

    def receive(self) -> bytes | None:
        return os.read(self._reads, 256 * 1024) or None

    def send(self, data: memoryview) -> int:
        return os.write(self._writes, data)

    def close(self) -> None:
        os.close(self._reads)
        os.close(self._writes)


def frame(kind: int, about: str = "{}", payload: bytes = b"") -> bytes:
    return struct.pack(">BII", kind, len(about.encode()), len(payload)) + about.encode() + payload


BEGUN = frame(Kind.READY) + frame(Kind.STARTED)


def whole(said: bytes) -> bytes:
    return BEGUN + said + frame(Kind.ENDED, '{"code": 0, "peak": 1}') + frame(Kind.EXIT)


def hostile(kind: Kind) -> Iterator[bytes]:
    """Each field in turn with each value, the others as they should be."""
    for key, value in product(KEYS, VALUES):
        pairs = [f'"{name}": {says}' for name, says in {**WELL, key: value}.items()]
        yield frame(kind, "{" + ", ".join(pairs) + "}") + frame(Kind.CHUNK, "{}", b"abc") + frame(
            Kind.FILE_CHUNK, "{}", b"abc"
        )


def told(said: bytes, place: Path) -> tuple[Execution, list[str]]:
    """What the host makes of it, and what is wrong with that."""
    job, events = Job("", limits=LIMITS), list[Event]()
    upload, wire = Upload(job, bounds(LIMITS, memory="cgroup")), Played(said, place)
    recording = Recording(job, "docker", upload.given, events.append)
    result = Conversation(wire, upload, recording, LIMITS, None).hold()
    wire.close()
    if result == "lost":
        recording.broken("")
    execution = recording.execution(None if result in ("done", "lost") else result)  # type: ignore[arg-type]
    return execution, list(shape.complaints(execution, job, events))


def all_right(cases: Sequence[bytes], place: Path) -> None:
    assert cases
    for case in cases:
        _, complaints = told(case, place)
        assert complaints == [], case[:300]


def test_what_is_right_is_understood(tmp_path: Path) -> None:
    execution, complaints = told(whole(frame(Kind.STDOUT, "{}", b"hello")), tmp_path / "said")
    assert (complaints, execution.ok, execution.stdout.text) == ([], True, "hello")


@pytest.mark.parametrize("kind", Kind)
def test_every_field_may_be_anything(kind: Kind, tmp_path: Path) -> None:
    all_right([whole(said) for said in hostile(kind)], tmp_path / "said")


def test_frames_may_come_in_any_order(tmp_path: Path) -> None:
    rng = random.Random(4)
    pool = [said for kind in Kind for said in islice(hostile(kind), 0, None, 40)]
    pool += [whole(b""), frame(Kind.EXIT), frame(Kind.ENDED), frame(Kind.STDOUT, "{}", b"\x1b]" * 2000)]
    all_right([whole(b"".join(rng.choices(pool, k=30))) for _ in range(300)], tmp_path / "said")


def test_bytes_may_be_changed_and_torn(tmp_path: Path) -> None:
    rng = random.Random(4)
    right = whole(frame(Kind.DISPLAY, '{"mime": "text/plain", "size": 3}') + frame(Kind.CHUNK, "{}", b"abc"))
    cases = []
    for _ in range(1000):
        said = bytearray(right)
        for _ in range(rng.randrange(1, 4)):
            said[rng.randrange(len(said))] = rng.randrange(256)
        cases.append(bytes(said[: rng.randrange(len(said) + 1)]))
    all_right(cases, tmp_path / "said")
