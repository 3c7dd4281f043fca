"""What the command line says of a result and what is known of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.codec import from_plain
from generator.evidence.types import Check, Claim, Evidence, Panel
from tests.pages.conftest import Room, open_room
from workshop import asking

CHECK = Check(Claim("The total is the sum of the file", ""), "disagrees", "1", "2", noticed=1, damages=1)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = open_room(tmp_path)
    yield room
    room.seeds.store.engine.dispose()


def seeded(room: Room, evidence: Evidence) -> str:
    turn = room.seeds.result(room.seeds.conversation(), "add up", printed="1", facts={"given": []})
    room.seeds.evidence(turn, evidence)
    return turn


def test_the_line_comes_last_with_what_is_to_be_looked_at(room: Room) -> None:
    view = room.workshop.turn(seeded(room, Evidence("done", checks=(CHECK,))))
    assert list(asking._as_text(view, [])) == [
        "1",
        "No files were given · 1 check disagrees · No second program",
        "The total is the sum of the file. In the result: 1. Expected: 2.",
    ]


def test_json_has_the_line_and_the_whole_panel(room: Room) -> None:
    view = room.workshop.turn(seeded(room, Evidence("done", checks=(CHECK,))))
    said = json.loads(json.dumps(asking._as_json(view, [], None)))["evidence"]
    assert said.pop("line") == ["No files were given", "1 check disagrees", "No second program"]
    assert from_plain(Panel, said) == view.evidence


def test_it_waits_until_the_result_is_checked(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    turn = seeded(room, Evidence("working", line="Trying the checks"))
    done = threading.Timer(0.3, room.seeds.evidence, (turn, Evidence("done", checks=(CHECK,))))
    done.start()
    view = asking.follow(room.workshop, turn, [], quiet=False)
    done.join()
    assert view.evidence.marks[1].text == "1 check disagrees"
    assert capsys.readouterr().err == "Trying the checks\n"


def test_before_there_is_a_result_nothing_is_known(room: Room) -> None:
    turn = room.seeds.working(room.seeds.conversation(), "add up")
    assert room.workshop.turn(turn).evidence == Panel()


def test_a_long_request_isnt_a_file_that_a_program_must_open(room: Room) -> None:
    facts = {"given": ["request.txt"], "opened": []}
    for content, mark in ((b"long", "No files were given"), (b"theirs", "Did not open request.txt")):
        files = {"request.txt": content}
        turn = room.seeds.result(room.seeds.conversation(), "long", files=files, facts=facts)
        assert room.workshop.turn(turn).evidence.marks[0].text == mark
