from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from typing import Any

import pytest

from sandbox.base import TABLE, Event, Execution, Job, LimitHit, Limits, Progressed, Read, Wrote
from sandbox.recording import Recording
from sandbox.runner.frames import MAX_ABOUT, MAX_PAYLOAD, BadFrame, Frame, Kind, Reader, chunks, pack
from sandbox.runner.frames import TABLE as TABLE_INSIDE

START, EXIT = Frame(Kind.STARTED, {}), Frame(Kind.EXIT, {})
ENDED = Frame(Kind.ENDED, {"code": 0, "signal": None, "oom": False, "too_much": False, "peak": 5})


def display(mime: str = "text/plain", size: int = 2, **more: Any) -> Frame:
    return Frame(Kind.DISPLAY, {"mime": mime, "size": size, "what": "", "text": "", "cut": "", **more})


def record(frames: Iterable[Frame], limits: Limits | None = None) -> tuple[Execution, list[Event]]:
    events: list[Event] = []
    recording = Recording(Job("", limits=limits or Limits()), "docker", ("a.csv",), events.append)
    for frame in frames:
        recording.take(frame)
    return recording.execution(), events


def test_frames_survive_any_tearing() -> None:
    sent = [Frame(Kind.STDOUT, {}, b"x" * 100), Frame(Kind.FACT, {"opened": "ä"}), Frame(Kind.EXIT, {})]
    data = b"".join(pack(frame.kind, frame.about, frame.payload) for frame in sent)
    for size in (1, 7, len(data)):
        reader = Reader()
        got = [frame for at in range(0, len(data), size) for frame in reader.feed(data[at : at + size])]
        assert got == sent
        assert reader.clean


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">BII", 99, 2, 0) + b"{}",
        struct.pack(">BII", 3, 2, 0) + b"[]",
        struct.pack(">BII", 3, 2, 0) + b"\xff\xff",
        struct.pack(">BII", 3, 100_000, 0) + b"[" * 100_000,
        struct.pack(">BII", 3, MAX_ABOUT + 1, 0),
        struct.pack(">BII", 3, 0, MAX_PAYLOAD + 1),
    ],
)
def test_what_isnt_a_frame(data: bytes) -> None:
    with pytest.raises(BadFrame):
        list(Reader().feed(data))


def test_what_is_too_long_isnt_packed() -> None:
    with pytest.raises(ValueError, match="too long"):
        pack(Kind.STDOUT, None, bytes(MAX_PAYLOAD + 1))
    assert len(list(chunks(Kind.CHUNK, bytes(MAX_PAYLOAD + 1)))) == 2


def test_a_run_is_recorded() -> None:
    execution, events = record(
        [
            START,
            Frame(Kind.STDOUT, {}, b"hi\n"),
            Frame(Kind.FACT, {"opened": "a.csv"}),
            Frame(Kind.FACT, {"opened": "/etc/passwd"}),
            Frame(Kind.PROGRESS, {"done": 1, "total": None, "label": "x"}),
            ENDED,
            EXIT,
        ]
    )
    assert execution.ok
    assert execution.facts.opened == ("a.csv",)
    assert execution.facts.peak_memory_bytes == 5
    assert events[1:] == [Wrote("stdout", "hi\n"), Progressed(1.0, None, "x")]


@pytest.mark.parametrize("mime", ["nonsense", "../x", "", "text/html\nx", "x/" + "y" * 10**5])
def test_an_unknown_media_type_is_only_bytes(mime: str) -> None:
    execution, _ = record([START, display(mime), Frame(Kind.CHUNK, {}, b"ab"), ENDED, EXIT])
    (output,) = execution.outputs
    assert (output.mime, output.data) == ("application/octet-stream", b"ab")


def test_a_media_type_with_parameters_is_known() -> None:
    frames = [START, display("Text/HTML; charset=utf-8"), Frame(Kind.CHUNK, {}, b"ab"), ENDED, EXIT]
    assert [output.mime for output in record(frames)[0].outputs] == ["text/html"]


READ = {"file": "a.csv", "by": "csv", "rows": 5, "columns": None, "part": "", "some": False}


@pytest.mark.parametrize(
    "odd",
    [
        *([], "a.csv", None, {}),
        *({**READ, "file": "b.csv"}, {**READ, "file": 5}, {**READ, "by": ["csv"]}, {**READ, "by": "magic"}),
        *({**READ, "part": 5}, {**READ, "some": 1}),
    ],
)
def test_reads_of_other_types_are_no_facts(odd: object) -> None:
    frames = [START, Frame(Kind.FACT, {"read": odd}), Frame(Kind.FACT, {"read": READ}), ENDED, EXIT]
    facts = record(frames)[0].facts
    assert (facts.reads, facts.opened) == ((Read("a.csv", "csv", 5),), ("a.csv",))


def test_measured_facts_are_bounded_and_clean() -> None:
    said: list[dict[str, Any]] = [
        {"read": {**READ, "rows": number}} for number in (True, -1, 1 << 70, 1.5, "5")
    ]
    said += [{"read": {**READ, "part": "\ud800\x1b[31mQ\u202e" + "x" * 500}}]
    said += [{"read": {**READ, "rows": number}} for number in range(500)]
    said += [{"dropped": {"how": how, "before": 2, "after": 2}} for how in ("dropna", 5, "magic")]
    said += [{"dropped": {"how": "dropna", "before": number + 1, "after": number}} for number in range(500)]
    facts = record([START, *(Frame(Kind.FACT, about) for about in said), ENDED, EXIT])[0].facts
    assert (len(facts.reads), len(facts.dropped)) == (200, 200)
    assert facts.reads[0] == Read("a.csv", "csv")
    assert facts.reads[1].part.startswith("?Qx")
    assert len(facts.reads[1].part) < 300


def behind(values: object, mime: str = "image/png") -> str:
    frames = [START, display(mime, behind=values), Frame(Kind.CHUNK, {}, b"xx"), ENDED, EXIT]
    return record(frames)[0].outputs[0].behind


def test_the_values_behind_a_chart_are_read_as_untrusted() -> None:
    said = {"name": "\x1b[31ma\u202e", "x": ["b\ud800", 1], "y": [1, 2.5], "more": [1]}
    assert (
        behind(json.dumps({"series": [said]})) == '{"series": [{"name": "a", "x": ["b?", 1], "y": [1, 2.5]}]}'
    )
    long, short = [{"name": "", "x": [1] * size, "y": [1] * size} for size in (3000, 1)]
    kept = json.loads(behind(json.dumps({"series": [long, *[short] * 30]})))["series"]
    assert [len(one["x"]) for one in kept] == [2000, *[1] * 19]
    assert behind(json.dumps({"series": [said]}), "text/html") == ""


@pytest.mark.parametrize(
    "odd",
    [
        *(
            None,
            5,
            [],
            "",
            "x",
            "[]",
            "{}",
            "[" * 100_000,
            '{"series": 5}',
            '{"series": [[]]}',
            '{"series": [{}]}',
        ),
        *('{"series": [{"name": 5, "x": [], "y": []}]}', '{"series": [{"name": "", "x": [1], "y": []}]}'),
        *(
            f'{{"series": [{{"name": "", "x": [{value}], "y": [1]}}]}}'
            for value in ("NaN", "1e400", "null", "true", "[]", "9" * 400, "9" * 5000)
        ),
        '{"series": [{"name": "' + "x" * 200_000 + '", "x": [], "y": []}]}',
    ],
)
def test_what_isnt_the_values_of_a_chart(odd: object) -> None:
    assert behind(odd) == ""


def test_only_names_of_hosts_are_told() -> None:
    asked = [
        Frame(Kind.FACT, {"host": host}) for host in ("api.test", "\x1b[31mCall 555", "10.0.0.1", "x" * 300)
    ]
    facts = record([START, *asked, ENDED, EXIT])[0].facts
    assert facts.hosts_asked == facts.hosts_refused == ("api.test", "10.0.0.1")


@pytest.mark.parametrize(
    "frames",
    [
        [Frame(Kind.STDOUT, {}, b"x")],
        [START, START],
        [START, Frame(Kind.CHUNK, {}, b"x")],
        [START, display(), display()],
        [START, display(), Frame(Kind.FILE_CHUNK, {}, b"xx")],
        [START, display(), Frame(Kind.CHUNK, {}, b"xxx")],
        [START, display(size=-1)],
        [START, display(size=True)],
        [START, ENDED, ENDED],
        [START, display(5)],  # type: ignore[arg-type]
        [START, display(what=[])],
        [START, Frame(Kind.FILE, {"name": 5, "size": 1})],
        [START, Frame(Kind.FAILURE, {"kind": {}, "message": ""})],
        [START, Frame(Kind.LIMIT, {"says": 1})],
    ],
)
def test_frames_that_cant_be(frames: list[Frame]) -> None:
    with pytest.raises(BadFrame):
        record([*frames, Frame(Kind.CHUNK, {}, b"xx")])


def test_strange_numbers_do_no_harm() -> None:
    odd: list[object] = [None, "x", True, -1, 1e308, 10**400, [], float("nan")]
    for value in odd:
        frame = Frame(
            Kind.ENDED, {"code": value, "signal": value, "oom": value, "too_much": 0, "peak": value}
        )
        execution, _ = record([START, Frame(Kind.PROGRESS, {"done": value, "total": value}), frame, EXIT])
        assert json.dumps(execution.facts.peak_memory_bytes) is not None
        assert not execution.ok


def test_outputs_are_bounded_on_the_host_too() -> None:
    frames = [START]
    for _ in range(5):
        frames += [display(size=4), Frame(Kind.CHUNK, {}, b"ab"), Frame(Kind.CHUNK, {}, b"cd")]
    execution, _ = record([*frames, ENDED, EXIT], Limits(outputs=3, output_bytes=9))
    assert [output.data for output in execution.outputs] == [b"abcd", b"abcd"]
    assert execution.limits_hit == (
        LimitHit("output_bytes", "The outputs are too large together: some are left out."),
    )
    execution, _ = record([*frames, ENDED, EXIT], Limits(outputs=3))
    assert len(execution.outputs) == 3


def test_an_end_in_the_middle_of_a_display_is_no_harm() -> None:
    file = [Frame(Kind.FILE, {"name": "../x", "size": 1}), Frame(Kind.FILE_CHUNK, {}, b"x")]
    execution, _ = record([START, display(), ENDED, *file, EXIT])
    assert [output.name for output in execution.outputs] == [".._x"]


def test_memory_and_signals_have_types_of_their_own() -> None:
    killed = Frame(Kind.ENDED, {"code": None, "signal": 9, "oom": True})
    assert record([START, killed, EXIT])[0].ended == "out_of_memory"
    crashed = record([START, Frame(Kind.ENDED, {"code": None, "signal": 11}), EXIT])[0]
    assert crashed.exit_code == 139
    assert crashed.failure is not None
    assert crashed.failure.kind == "SIGSEGV"
    lost = record([START])[0]
    assert lost.exit_code is None
    assert not lost.ok
    assert lost.failure is not None


def test_both_sides_mean_the_same_table() -> None:
    assert TABLE == TABLE_INSIDE
