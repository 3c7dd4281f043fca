"""What counts as what: a claim that doesn't hold is never a success."""

from __future__ import annotations

from typing import get_args

import pytest

from bench.hunt_scoring import OUTCOMES, Outcome, outcome_of, right_place
from generator.hunt.types import Verdict
from tests.hunts.planted import planted
from workshop.hunts import ReportView

BUG, NO_BUG = planted(["library-fines", "rain-board"])


def report(verdict: Verdict, where: str = "fines/rules.py:15") -> ReportView:
    return ReportView(verdict, "", where=where)


@pytest.mark.parametrize(
    ("said", "judged", "outcome"),
    [
        (report("fixed"), True, "fixed and verified"),
        (report("fixed"), False, "wrong claim"),
        (report("shown"), False, "found and shown"),
        (report("shown", "fines/loans.py:3"), False, "wrong claim"),
        (report("claimed"), False, "found, not shown"),
        (report("claimed", ""), False, "wrong claim"),
        (report("not found", ""), False, "gave up honestly"),
        (None, False, "not over"),
    ],
)
def test_where_there_is_a_bug(said: ReportView | None, judged: bool, outcome: Outcome) -> None:
    assert outcome_of(BUG, said, judged) == outcome


@pytest.mark.parametrize("verdict", ["fixed", "shown", "claimed"])
def test_where_there_is_none_every_bug_is_a_wrong_claim(verdict: Verdict) -> None:
    assert outcome_of(NO_BUG, report(verdict, "rain.py:1"), judged=True) == "wrong claim"


def test_where_there_is_none_and_none_is_found() -> None:
    assert outcome_of(NO_BUG, report("not found", ""), judged=False) == "rightly no bug"


def test_a_place_is_a_file_however_it_is_written() -> None:
    for where in (
        "fines/rules.py",
        "./fines/rules.py:15",
        "in `fines/rules.py`, line 15",
        "a.py:1 and fines/rules.py:2",
    ):
        assert right_place(BUG, where), where
    for where in ("", "rules.py", "other/fines/rules.py:15"):
        assert not right_place(BUG, where), where


def test_all_outcomes_are_in_the_table() -> None:
    assert get_args(Outcome) == OUTCOMES
