"""What a strong model wrote for the 40 programs, replayed: wrong programs are flagged, right ones are left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.evidence.measuring import RECORDED, Answers, batches, measured
from tests.evidence.scoring import HERE, scored
from tests.scripted_server import ScriptedServer
from tests.support import environ
from workshop import wiring
from workshop.config import Config
from workshop.service import Workshop

AT_ONCE = 5


@pytest.fixture
def answers() -> Answers:
    return Answers(RECORDED)


@pytest.fixture
def workshop(tmp_path: Path, answers: Answers) -> Iterator[Workshop]:
    with ScriptedServer(answers, at_once=True) as server:
        model = {
            "ONEOFF_API_BASE": server.base_url,
            "ONEOFF_API_KEY": "none",
            "ONEOFF_MODEL": "openai/recorded",
        }
        settings = environ(tmp_path / "home", ONEOFF_SANDBOX="built-in", **model)
        yield wiring.workshop(Config.from_environ(settings))
        wiring.close()


def test_wrong_programs_are_flagged_and_right_ones_left_alone(workshop: Workshop, answers: Answers) -> None:
    """The bars are those that the set was made for: 17 of 20 wrong ones, at most 2 of 20 right ones."""
    outcomes = [asdict(one) for some in batches("1/1", AT_ONCE) for one in measured(workshop, answers, some)]
    key = json.loads((HERE / "key.json").read_text(encoding="utf-8"))
    score = scored(outcomes, key)
    assert (len(score["wrong"]["all"]), len(score["right"]["all"])) == (20, 20)
    assert len(score["wrong"]["any"]) >= 17, sorted({*score["wrong"]["all"]} - {*score["wrong"]["any"]})
    assert len(score["right"]["any"]) <= 2, score["right"]["any"]
    assert all(score["wrong"][kind] for kind in ("facts", "checks", "second")), "each kind finds something"
