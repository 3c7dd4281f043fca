"""Bug hunts: what they begin with, each step as it comes, and what they end with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.hunt.types import Look, Probe, Report, Verdict
from sandbox.base import Change
from tests.hunt_answers import COMPLAINT, SHOWS, project
from tests.pages.conftest import Room
from tests.pages.looking import labels, sent, words
from tests.pages.seeds import Step
from workshop.folder.names import as_path
from workshop.folder.types import Given
from workshop.folder.working import given_of
from workshop.hunting_rows import HuntRows, Told, budget_of

LOOKED = Step("I look at how the total is added up.", Look("shop/cart.py", 1, 40), "1: def total(prices):")
PROBED = Step("I add up two prices.", Probe("python", "print(total([5, 7]))"), "13", done=False)
REPORT = Report(
    wrong="The sum starts at one instead of zero.",
    where="shop/cart.py:2",
    why="`result` starts at 1.",
    shows=Probe("python", SHOWS),
    ruled_out="It isn't the rounding.",
)


@pytest.fixture
def with_model(opened: Callable[..., Room]) -> Room:
    return opened(model="openai/gpt-5")


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("person") / "shop")


def told(verdict: Verdict) -> Told:
    return Told(
        3,
        REPORT,
        verdict,
        "total([5, 7]) is 13, not 12",
        "",
        "pytest -q",
        "1 failed, 3 passed.",
        "0 failed, 4 passed.",
    )


def test_without_a_model_it_says_what_it_needs(room: Room) -> None:
    page = room.hunts()
    assert "none is connected yet" in words(page)
    assert "Hunt for it" not in labels(page)


def test_a_complaint_and_a_pasted_program_begin_a_hunt_within_a_budget(with_model: Room) -> None:
    page = with_model.hunts()
    page.text_area(key="hunt-complaint").set_value(COMPLAINT)
    page.text_area(key="hunt-pasted").set_value("print(13)\n")
    page.text_input(key="hunt-name").set_value("../cart.py")
    page.number_input(key="hunt-steps").set_value(12)
    page.number_input(key="hunt-usd").set_value(0.5)
    page.button(key="hunt-start").click().run()
    ((turn, _segment),) = with_model.started
    this = with_model.seeds.store.turn(turn)
    given, budget = given_of(this), budget_of(this)
    assert this.request == COMPLAINT
    assert (budget.steps, budget.minutes, budget.usd) == (12, 15.0, 0.5)
    assert isinstance(given, Given)
    assert [one.read_text() for one in Path(as_path(given.root)).iterdir()] == ["print(13)\n"]
    assert page.query_params["h"] in (turn, [turn])


@pytest.mark.parametrize(
    ("complaint", "says"), [("", "Say in a few words what goes wrong"), (COMPLAINT, "Choose the folder")]
)
def test_what_is_missing_is_said_and_nothing_begins(with_model: Room, complaint: str, says: str) -> None:
    page = with_model.hunts()
    page.text_area(key="hunt-complaint").set_value(complaint)
    page.button(key="hunt-start").click().run()
    assert says in words(page)
    assert with_model.started == []
    assert page.text_area(key="hunt-complaint").value == complaint


def test_each_step_is_a_line_while_it_goes_on(with_model: Room, shop: Path) -> None:
    turn = with_model.seeds.hunt(COMPLAINT, shop, (LOOKED, PROBED), status="working", ended_at=None)
    page = with_model.hunts(turn)
    said = words(page)
    assert "1. I look at how the total is added up. :small[shop/cart.py" in said
    assert "2. **I add up two prices." in said
    assert "2 of 30 steps" in said
    assert "Stop" in labels(page)
    page.button(key=f"stop-{turn}").click().run()
    assert with_model.seeds.store.turn(turn).stop_requested


def test_the_report_says_what_is_wrong_first_and_where_on_demand(with_model: Room, shop: Path) -> None:
    turn = with_model.seeds.hunt(COMPLAINT, shop, (LOOKED,), told("shown"))
    page = with_model.hunts(turn)
    said = words(page)
    assert said.index("The sum starts at one") < said.index("Found and shown") < said.index("shop/cart.py:2")
    assert "1 failed, 3 passed. With the fix: 0 failed, 4 passed." in said
    assert "total([5, 7]) is 13, not 12" in said
    assert "It isn't the rounding." in said
    assert "The step it took" in sent(page)


def test_a_fix_is_a_list_of_changes_in_the_folder(with_model: Room, shop: Path, tmp_path: Path) -> None:
    turn = with_model.seeds.hunt(COMPLAINT, shop, (LOOKED,), told("fixed"))
    (tmp_path / "new").write_text((shop / "shop" / "cart.py").read_text().replace("result = 1", "result = 0"))
    fix = Change("edited", "shop/cart.py", size=101, sha256="0" * 64, content=tmp_path / "new")
    result = with_model.seeds.result(with_model.seeds.conversation(), "")
    run = with_model.seeds.changed(result, shop, (fix,))
    HuntRows(with_model.seeds.store, turn).update(run_id=run)
    page = with_model.hunts(turn)
    said = words(page)
    assert "What would change in shop" in said
    assert "“1” becomes “0”" in said  # the only file is looked at without being chosen
    assert "Change this file" in labels(page)


def test_a_hunt_stands_in_its_conversation_too(with_model: Room, shop: Path) -> None:
    turn = with_model.seeds.hunt(COMPLAINT, shop, (LOOKED,), told("shown"))
    page = with_model.make(with_model.seeds.store.turn(turn).conversation_id)
    assert "The sum starts at one instead of zero." in words(page)


@pytest.mark.parametrize("status", ["stopped", "failed"])
def test_a_hunt_without_a_report_says_why(with_model: Room, shop: Path, status: str) -> None:
    error = {"sentence": "The model can't be reached.", "next_step": "Try again later.", "tried": []}
    turn = with_model.seeds.hunt(COMPLAINT, shop, status=status, error=error if status == "failed" else None)
    said = words(with_model.hunts(turn))
    assert ("The model can't be reached." if status == "failed" else "Stopped, as you asked.") in said


def test_a_hunt_that_is_gone_is_said(with_model: Room) -> None:
    assert "That hunt isn't here any more." in words(with_model.hunts("nothing"))


def test_what_would_go_over_a_limit_is_asked_on_its_page(with_model: Room, shop: Path) -> None:
    choices = [{"label": one, "value": one.lower(), "detail": ""} for one in ("Yes", "No")]
    asked = {"text": "Go on?", "choices": choices, "default": "no", "free_text": False, "way": "budget"}
    turn = with_model.seeds.hunt(
        COMPLAINT, shop, (LOOKED,), status="asking", ended_at=None, question=asked, segment=1
    )
    page = with_model.hunts(turn)
    assert "Go on?" in words(page)
    next(button for button in page.button if button.label == "Yes").click().run()
    assert (turn, 2) in with_model.started
