"""A hunt from a complaint to what was measured: a scripted model, the real sandbox."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hunt_answers import COMPLAINT, LOOK, PROBE, project, report
from tests.scripted_server import Reply, ScriptedServer
from workshop.folder.types import Given
from workshop.hunts import HuntBudget, HuntView
from workshop.service import Workshop

MakeWorkshop = Callable[..., Workshop]
USUAL = HuntBudget(10)


@pytest.fixture
def hunt(make_workshop: MakeWorkshop, tmp_path: Path) -> Callable[..., HuntView]:
    """`hunt(answers)` in the small project; the hunt when it has ended."""

    def hunt(answers: list[str], root: Path | None = None, budget: HuntBudget = USUAL) -> HuntView:
        with ScriptedServer([Reply(answer) for answer in answers]) as server:
            workshop = make_workshop(
                ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url, ONEOFF_FOLDERS="on"
            )
            turn = workshop.hunts.start(COMPLAINT, Given(str(root or project(tmp_path / "p"))), budget=budget)
            workshop.wait(turn, 120)
            return workshop.hunts.view(turn)

    return hunt


def test_found_shown_and_fixed(hunt: Callable[..., HuntView], tmp_path: Path) -> None:
    view = hunt([LOOK, PROBE, report()])
    assert view.report is not None
    assert (view.state, view.report.verdict) == ("done", "fixed")
    assert "13, not 12" in view.report.before
    assert (view.report.tests_before, view.report.tests_after) == (
        "0 failed, 1 passed.",
        "0 failed, 1 passed.",
    )
