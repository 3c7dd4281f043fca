"""Hunts as strong models did them, replayed: what they said is recorded, all else is real."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bench.hunt_scoring import outcome_of
from bench.hunts import apply_fix, hunt
from tests.hunts.planted import HERE, planted
from tests.scripted_server import ScriptedServer
from tests.support import environ
from workshop import wiring
from workshop.config import Config
from workshop.hunts import HuntBudget
from workshop.service import Workshop

RECORDED = [json.loads(line) for line in (HERE / "recorded.jsonl").read_text(encoding="utf-8").splitlines()]


@contextmanager
def working(home: Path, answers: list[str]) -> Iterator[Workshop]:
    with ScriptedServer(answers) as server:
        model = {
            "ONEOFF_API_BASE": server.base_url,
            "ONEOFF_API_KEY": "none",
            "ONEOFF_MODEL": "openai/recorded",
        }
        config = Config.from_environ(environ(home, ONEOFF_SANDBOX="built-in", **model))
        try:
            yield wiring.workshop(replace(config, folders=True))
        finally:
            wiring.close()


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda one: one["name"])
def test_a_recorded_hunt_ends_as_it_did(recorded: dict[str, list[str] | str], tmp_path: Path) -> None:
    (one,) = planted([str(recorded["name"])])
    if not all(shutil.which(needed) for needed in ("git", one.judge_with)):
        pytest.skip("no git or node on this computer")
    root = one.copy(tmp_path / one.name)
    with working(tmp_path / "home", list(recorded["answers"])) as workshop:
        view = hunt(workshop, one, root, HuntBudget(30, 240.0))
        assert view.report, view.line
        if view.report.run:
            assert apply_fix(workshop, view.report.run) == ""
            assert not one.culprit or one.culprit in view.report.wrong + view.report.why
    assert view.used.steps == len(recorded["answers"])
    judged = one.judged(root)
    assert outcome_of(one, view.report, judged.ok) == recorded["outcome"], judged.text
