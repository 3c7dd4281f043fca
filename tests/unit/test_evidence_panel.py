"""The words of the panel below a result, in every state."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.codec import from_plain, to_plain
from generator.evidence.as_text import as_text
from generator.evidence.panel import lines, panel
from generator.evidence.types import (
    Check,
    Claim,
    Comparison,
    Difference,
    Evidence,
    Opinion,
    Panel,
    Reading,
    Verdict,
)

FACTS = {"given": [], "opened": [], "sandbox": "docker"}
DIFFERS = Comparison("different", 9, 12, (Difference("Total, March", "12,345.60", "11,903.20"),))
SAME = Comparison("same", 12, 12)
SILENT = ("No second program", "unchecked")


def made(evidence: Evidence | None = None, facts: dict[str, Any] | None = None) -> Panel:
    return panel(evidence, FACTS if facts is None else facts, kind="python")


def marks(said: Panel) -> list[tuple[str, str]]:
    return [(mark.text, mark.kind) for mark in said.marks]


def check(verdict: Verdict, noticed: int = 3, damages: int = 8, **more: Any) -> Check:
    return Check(Claim("the totals agree", ""), verdict, noticed=noticed, damages=damages, **more)


def of(*checks: Check, **more: Any) -> Evidence:
    return Evidence("done", checks=checks, **more)


def test_without_evidence_that_is_said_plainly() -> None:
    assert marks(made()) == [("No files were given", "fact"), ("Not checked", "unchecked"), SILENT]


def test_nothing_is_claimed_of_a_run_without_facts() -> None:
    said = made(facts={})
    assert marks(said) == [("Not checked", "unchecked"), SILENT]
    assert said.facts == ()


@pytest.mark.parametrize(
    ("checks", "mark", "note"),
    [
        ([check("agrees")] * 4, ("4 of 4 checks agree", "agrees"), ""),
        ([check("agrees")], ("1 check agrees", "agrees"), ""),
        ([check("agrees")] * 3 + [check("disagrees")], ("1 of 4 checks disagrees", "differs"), ""),
        ([check("agrees")] + [check("disagrees")] * 2, ("2 of 3 checks disagree", "differs"), ""),
        ([check("disagrees")], ("1 check disagrees", "differs"), ""),
        (
            [check("agrees")] * 3 + [check("unclear", 0, 0)],
            ("3 of 4 checks agree, 1 couldn't tell", "agrees"),
            "",
        ),
        (
            [check("agrees"), check("unclear", 0)],
            ("1 of 2 checks agrees, 1 couldn't tell", "agrees"),
            "",
        ),
        ([check("unclear", 0)] * 2, ("2 checks couldn't tell", "unchecked"), ""),
        (
            [check("agrees")] * 2 + [check("agrees", 0)] * 2,
            ("2 of 2 checks agree", "agrees"),
            "2 more checks couldn't fail, so they don't count.",
        ),
        (
            [check("agrees", 0)],
            ("Not checked", "unchecked"),
            "1 check couldn't fail, so it doesn't count.",
        ),
        (
            [check("agrees", 0), check("disagrees", 0, 0)],
            ("Not checked", "unchecked"),
            "1 check couldn't fail, so it doesn't count. "
            "1 more check couldn't be tried on a damaged result, so it doesn't count.",
        ),
        (
            [check("agrees"), check("agrees", kept=True)],
            ("2 of 2 checks agree", "agrees"),
            "1 of them is kept from an earlier result.",
        ),
    ],
)
def test_the_mark_of_the_checks(checks: list[Check], mark: tuple[str, str], note: str) -> None:
    said = made(of(*checks))
    assert marks(said)[1] == mark
    assert said.checks_note == note


def test_a_reason_for_no_checks_stands_below() -> None:
    said = made(
        Evidence("done", checks_why="the result is a picture", opinions_why="Quick writes one program.")
    )
    assert marks(said)[1:] == [("Not checked", "unchecked"), SILENT]
    assert (said.checks_note, said.opinions_note) == ("The result is a picture.", "Quick writes one program.")


def test_a_stopped_check_says_so() -> None:
    said = made(Evidence("stopped"))
    assert (said.working, said.checks_note, said.opinions_note) == ("", *["Checking was stopped."] * 2)


def test_a_check_says_what_it_compared_with_both_values_and_what_disagrees_comes_first() -> None:
    fine = check("agrees", shown="318", expected="318")
    wrong = check(
        "disagrees",
        shown="12,345.60",
        shown_as="sum of Total",
        expected="12,445.60",
        expected_as="sum of Amount",
    )
    unclear = check("unclear", 0, why="It took longer than 5 seconds")
    first, second, third = made(of(fine, unclear, wrong)).checks
    assert first.claim == "The totals agree."
    assert first.compared == "In the result: 12,345.60 (sum of Total). Expected: 12,445.60 (sum of Amount)."
    assert (second.verdict, second.compared) == ("couldn't tell", "It took longer than 5 seconds.")
    assert (third.verdict, third.compared) == ("agrees", "In the result: 318. Expected: 318.")


@pytest.mark.parametrize(
    ("opinions", "mark", "says"),
    [
        ([Opinion("v", SAME)], ("Two programs agree", "agrees"), "agrees on all 12 values"),
        ([Opinion("v", SAME)] * 2, ("3 programs agree", "agrees"), "agrees on all 12 values"),
        ([Opinion("v", Comparison("same", 1, 1))], ("Two programs agree", "agrees"), "separately agrees."),
        (
            [Opinion("v", Comparison("same", 3, 3, part=True))],
            ("Two programs agree", "agrees"),
            "only a part of them was compared",
        ),
        (
            [Opinion("v", DIFFERS)],
            ("A second program differs in 3 of 12 values", "differs"),
            "A program written separately differs in 3 of 12 values.",
        ),
        (
            [Opinion("v", Comparison("different", 0, 1))],
            ("A second program differs", "differs"),
            "A program written separately differs.",
        ),
        ([Opinion("v", Comparison("different"))], ("A second program differs", "differs"), "differs."),
        (
            [Opinion("v", DIFFERS), Opinion("w", SAME)],
            ("1 of 2 other programs differs", "differs"),
            "differs in 3 of 12",
        ),
        ([Opinion("v", DIFFERS)] * 2, ("2 other programs differ", "differs"), "differs in 3 of 12"),
        (
            [Opinion("v", DIFFERS, reading=Reading("presentation"))],
            ("Two programs agree", "agrees"),
            "gives the same in another form",
        ),
        (
            [Opinion("v", DIFFERS, reading=Reading("mistake", whose="there", why="It skips a sheet"))],
            ("A second program differs; it seems to be the one that is wrong", "unchecked"),
            "; that program seems to be the one that is wrong.",
        ),
        (
            [Opinion("v", DIFFERS, reading=Reading("mistake", whose="here"))],
            ("A second program differs; the result shown seems to be wrong", "differs"),
            "; the one shown seems to be wrong.",
        ),
        (
            [Opinion("v", DIFFERS, random=True)],
            ("Random by nature, so no second program can confirm it", "unchecked"),
            "come out otherwise every time",
        ),
        (
            [Opinion("v", Comparison("incomparable", why="One of them is a picture only."))],
            ("A second program can't be compared", "unchecked"),
            "can't be compared with this one",
        ),
        (
            [Opinion(failed="It took longer than 60 seconds")],
            ("The second program gave no result", "unchecked"),
            "It took longer than 60 seconds.",
        ),
        (
            [Opinion("v", DIFFERS, reading=Reading("ambiguity", "Which date?"), chosen="there")],
            ("You chose between two results", "fact"),
            "differs in 3 of 12 values",
        ),
    ],
)
def test_the_mark_of_other_programs(opinions: list[Opinion], mark: tuple[str, str], says: str) -> None:
    said = made(Evidence("done", opinions=tuple(opinions)))
    assert marks(said)[2] == mark
    assert says in said.opinions[0].says


def test_a_difference_that_the_request_allows_is_a_question() -> None:
    reading = Reading("ambiguity", "Does a sale count when it is ordered?", "When ordered", "When paid")
    (asked,) = made(Evidence("done", opinions=(Opinion("v", DIFFERS, reading=reading),))).opinions
    assert asked.question == reading.question
    assert (asked.here, asked.there, asked.version) == ("When ordered", "When paid", "v")
    assert asked.differences == DIFFERS.differences


@pytest.mark.parametrize(
    "reading", [None, Reading(), Reading("mistake", whose="there", why="it skips a sheet")]
)
def test_any_other_difference_asks_which_one_fits(reading: Reading | None) -> None:
    (asked,) = made(Evidence("done", opinions=(Opinion("v", DIFFERS, reading=reading),))).opinions
    assert asked.question == "Two programs gave different results. Which one fits?"
    assert (asked.here, asked.there) == ("This result", "The other one")
    assert asked.why == ("It skips a sheet." if reading and reading.why else "")


@pytest.mark.parametrize(
    "opinion",
    [
        Opinion("", DIFFERS),
        Opinion("v", SAME),
        Opinion("v", DIFFERS, random=True),
        Opinion("v", DIFFERS, reading=Reading("presentation")),
        Opinion("v", Comparison("incomparable")),
    ],
)
def test_what_isnt_a_choice_isnt_asked(opinion: Opinion) -> None:
    assert made(Evidence("done", opinions=(opinion,))).opinions[0].question == ""


def test_while_it_works_only_what_is_there_has_a_mark() -> None:
    begun = made(Evidence("working", line="Writing checks"))
    assert begun.working == "Writing checks"
    assert marks(begun) == [("No files were given", "fact")]
    later = made(Evidence("working", checks=(check("agrees"),), opinions_why="Quick writes one program."))
    assert later.working == "Checking the result"
    assert marks(later)[1:] == [("1 check agrees", "agrees"), SILENT]
    uncompared = made(Evidence("working", opinions=(Opinion("v"),)))
    assert marks(uncompared) == [("No files were given", "fact")]
    assert uncompared.opinions == ()
    unread = made(Evidence("working", opinions=(Opinion("v", DIFFERS),)))
    assert unread.opinions[0].question == "", "why they differ is still being looked at"


@pytest.mark.parametrize(
    ("agreement", "mark", "note"),
    [
        ([1, 1, 1, True], SILENT, ""),
        ([3, 3, 3, True], ("3 programs agree", "agrees"), "3 of 3 programs written separately gave"),
        ([2, 2, 3, True], ("Two programs agree", "agrees"), "2 of 2 programs written separately gave"),
        ([2, 3, 3, True], ("2 of 3 programs agree", "differs"), "2 of 3 programs written separately gave"),
        ([1, 3, 3, True], ("3 programs, and no two agree", "differs"), "no two results were found the same"),
        ([1, 1, 3, True], ("One of 3 programs worked", "unchecked"), "nothing to compare it with"),
        ([2, 2, 2, False], ("2 programs can't be compared", "unchecked"), "can't be compared here"),
    ],
)
def test_programs_side_by_side(agreement: list[Any], mark: tuple[str, str], note: str) -> None:
    said = made(facts={**FACTS, "agreement": agreement})
    assert marks(said)[2] == mark
    assert note in said.opinions_note


@pytest.mark.parametrize(
    ("earlier", "stays", "says"),
    [
        (SAME, False, "12 of 12 values are as in the result before."),
        (DIFFERS, False, "9 of 12 values are as in the result before."),
        (SAME, True, "12 of 12 values are as in the result before."),
        (DIFFERS, True, "You asked for nothing that changes the figures, and 3 of 12 changed."),
        (Comparison("different"), True, "You asked for nothing that changes the figures, and some changed."),
        (Comparison("same"), False, "It is as the result before."),
        (
            Comparison("incomparable", why="one is a picture"),
            True,
            "The result can't be compared with the one before. One is a picture.",
        ),
    ],
)
def test_what_became_of_the_result_before(earlier: Comparison, stays: bool, says: str) -> None:
    said = made(of(check("agrees"), earlier=earlier, stays=stays))
    changed = stays and earlier.verdict == "different"
    assert said.earlier == says
    assert marks(said)[1] == ((says[:-1], "differs") if changed else ("1 check agrees", "agrees"))
    assert said.earlier_differences == earlier.differences


def test_values_that_are_the_same_are_said_once() -> None:
    same = check(
        "agrees", shown="318", expected="318", shown_as="rows of the table", expected_as="orders in a.csv"
    )
    assert made(of(same)).checks[0].compared == "Rows of the table, against orders in a.csv. Both: 318."


def test_what_was_left_out_needs_no_warning_where_another_program_gives_the_same() -> None:
    facts = {"given": [], "dropped": [{"how": "dropna", "before": 100, "after": 93}]}
    for opinions, kind in (
        ((), "differs"),
        ((Opinion("v", DIFFERS),), "differs"),
        ((Opinion("v", SAME),), "fact"),
    ):
        said = made(of(opinions=opinions), facts)
        assert said.marks[0].kind == kind
        assert any("Left out 7 of 100 rows" in fact.text for fact in said.facts)


def test_the_text_to_keep_has_the_words_of_the_page() -> None:
    evidence = of(
        check("agrees", shown="1", expected="1"),
        opinions=(Opinion("v", DIFFERS, reading=Reading("ambiguity", "Which?", "a", "b"), chosen="there"),),
        earlier=DIFFERS,
        mended="Mended.",
    )
    panel = made(evidence, {"given": ["a.csv"], "opened": []})
    text = as_text(panel, "Totals", "Add it up", ["By the day it was ordered"])
    assert text.startswith("Totals\nAsked: Add it up\n\nDid not open a.csv · 1 check agrees · ")
    for said in (*(fact.text for fact in panel.facts), panel.checks[0].claim, panel.checks[0].compared,
                 panel.opinions[0].says, panel.mended, panel.earlier, "Which? b", "Assumed\n- By the day"):  # fmt: skip
        assert said in text
    assert "Not checked." in as_text(Panel())


def test_a_page_is_a_page() -> None:
    said = panel(None, {"given": [], "sandbox": ""}, kind="html")
    assert marks(said) == [
        ("A page without access to the internet", "fact"),
        ("Not checked", "unchecked"),
        SILENT,
    ]


def test_lines_are_the_marks_then_what_is_to_be_looked_at() -> None:
    evidence = of(
        check("agrees", shown="1", expected="1"),
        check("disagrees", shown="1", expected="2"),
        opinions=(Opinion("v", SAME),),
        mended="It was written again because a check disagreed",
    )
    facts = {"given": ["a.csv"], "opened": [], "written_in": 2, "written_examples": ["12.5", "99"]}
    assert lines(made(evidence, facts)) == [
        "Did not open a.csv · 1 of 2 checks disagrees · Two programs agree",
        "2 values that look like data stand in the program itself and not in your request or files, e.g. 12.5, 99",
        "The totals agree. In the result: 1. Expected: 2.",
        "It was written again because a check disagreed.",
    ]
    assert lines(Panel()) == []


def test_a_panel_is_plain_data() -> None:
    said = made(of(check("disagrees"), opinions=(Opinion("v", DIFFERS),), earlier=DIFFERS))
    assert from_plain(Panel, json.loads(json.dumps(to_plain(said)))) == said


def test_nothing_is_called_correct_and_no_control_signs_come_out() -> None:
    hostile = "\x1b[31mred\x07\nnext"
    differs = Comparison("different", 0, 1, (Difference(hostile, hostile, hostile),), why=hostile)
    evidence = of(
        check("disagrees", shown=hostile, expected=hostile, shown_as=hostile),
        opinions=(Opinion("v", differs, reading=Reading("ambiguity", hostile, hostile, hostile)),),
        mended=hostile,
        checks_why=hostile,
    )
    said = made(
        evidence, {"given": [hostile], "opened": [], "warnings": [hostile], "hosts_refused": [hostile]}
    )
    everything = json.dumps(to_plain(said), ensure_ascii=False)
    assert "correct" not in everything.lower()
    assert "\\u001b" not in everything
    assert "\\u0007" not in everything
