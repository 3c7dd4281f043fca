"""What models are told and asked for evidence, and what is made of their answers."""

from __future__ import annotations

import pytest

from generator.brief import make_brief
from generator.errors import EmptyAnswer
from generator.evidence.chance import draws_lots
from generator.evidence.check import Checker, claims_of
from generator.evidence.difference import Arbiter, Written, reading_of
from generator.evidence.doubt import Doubter, doubt_of
from generator.evidence.types import Check, Claim, Comparison, Difference, Evidence, Opinion, Reading
from generator.scripted import ScriptedModel
from generator.types import Plan, Program

ONE = "def check(result):\n    return compare(1, 1, 'a', 'b')\n"


def block(claim: str, code: str = ONE, fence: str = "```") -> str:
    return f"CHECK: {claim}\n{fence}python\n{code}{fence}\n"


@pytest.mark.parametrize(
    ("answer", "claims", "stays"),
    [
        (block("The total is right."), ["The total is right."], False),
        ("STAYS: yes\n\n" + block("A") + "\n" + block("B"), ["A", "B"], True),
        ("**STAYS:** no\n**CHECK:** Bold claims\n\n```python\n" + ONE + "```\n", ["Bold claims"], False),
        ("<think>CHECK: no\n```python\n" + ONE + "```</think>" + block("Yes"), ["Yes"], False),
        ("CHECK：全部月份都在\n```\n" + ONE + "```", ["全部月份都在"], False),
        ("Some words.\n\n1. CHECK: not at a line's start\n" + block("Kept", fence="~~~"), ["Kept"], False),
        ("CHECK: without code\nCHECK: with code\n```python\n" + ONE + "```\n", ["with code"], False),
        (block("No function", "print(1)\n") + block("Kept"), ["Kept"], False),
        ("".join(block(f"Claim {number}") for number in range(8)), [f"Claim {n}" for n in range(5)], False),
        ("I can't check that.", [], False),
        ("", [], False),
    ],
)
def test_checks_are_found_in_an_answer(answer: str, claims: list[str], stays: bool) -> None:
    found = claims_of(answer)
    assert [claim.text for claim in found.claims] == claims
    assert found.stays is stays
    assert all(claim.code == ONE for claim in found.claims)


def test_a_checker_sees_the_shape_and_no_program() -> None:
    model = ScriptedModel([block("The total is the sum.")])
    brief = make_brief("Add up the amounts")
    written, _ = Checker(model).write(brief, "table 1 (shown): 1 row; columns: Total (number)")
    said = "\n".join(message.text for message in model.prompts[0].messages)
    assert written.claims == (Claim("The total is the sum.", ONE),)
    assert "Add up the amounts" in said
    assert "columns: Total (number)" in said
    assert "STAYS" not in said
    Checker(ScriptedModel([block("x")])).write(brief, "", follows=True)


def test_no_check_at_all_is_an_empty_answer() -> None:
    with pytest.raises(EmptyAnswer):
        Checker(ScriptedModel(["Nothing to check here."])).write(make_brief("x"), "picture")


@pytest.mark.parametrize(
    ("answer", "reading"),
    [
        ("ASK: By which day? | placed | paid", Reading("ambiguity", "By which day?", "placed", "paid")),
        ("ASK: By which day? | placed", Reading()),
        ("MISTAKE: first | It left out May.", Reading("mistake", whose="here", why="It left out May.")),
        (
            "**MISTAKE:** Second | It read a | b.",
            Reading("mistake", whose="there", why="It read a | b."),
        ),
        ("MISTAKE: both | no", Reading()),
        ("FORM: only rounded", Reading("presentation", why="only rounded")),
        ("UNKNOWN: can't tell", Reading(why="can't tell")),
        ("Perhaps.", Reading()),
        ("<think>MISTAKE: first | x</think>FORM: same", Reading("presentation", why="same")),
    ],
)
def test_a_reading_is_one_line(answer: str, reading: Reading) -> None:
    assert reading_of(answer) == reading


def test_values_that_differ_are_told_only_where_samples_may_be_seen() -> None:
    comparison = Comparison("different", 3, 4, (Difference("Total, Alice", "12", "13"),))
    written = Written(Program("print(12)\n"), Plan("t", ("Add up",), ("By day",)))
    for privacy, told in (("samples", True), ("statistics", False), ("names", False)):
        model = ScriptedModel(["UNKNOWN: x"])
        Arbiter(model).read(make_brief("Add up"), written, written, comparison, privacy=privacy)  # type: ignore[arg-type]
        said = model.prompts[0].messages[1].text
        assert ("Alice" in said) is told
        assert "3 of 4 values" in said
        assert "ASSUMED: By day" in said


FAILED = Check(
    Claim("Nothing is lost.", ONE), "disagrees", "3", "4", "rows", "rows in a.csv", noticed=2, damages=5
)


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (Evidence(checks=(FAILED,)), ["Nothing is lost.", "In the result (rows): 3"]),
        (Evidence(checks=(Check(Claim("Blind", ONE), "disagrees", damages=5),)), []),
        (Evidence(opinions=(Opinion("v", Comparison("different", 1, 2)),)), ["1 of 2 values"]),
        (Evidence(opinions=(Opinion("v", Comparison("different", 1, 2), random=True),)), []),
        (Evidence(opinions=(Opinion("v", Comparison("different"), reading=Reading("ambiguity")),)), []),
        (Evidence(opinions=(Opinion("v", Comparison("different"), reading=Reading("mistake", whose="there")),)), []),
        (
            Evidence(opinions=(Opinion("v", Comparison("different"), reading=Reading("mistake", whose="here", why="Lost May.")),)),
            ["Lost May."],
        ),
        (Evidence(stays=True, earlier=Comparison("different", 9, 12)), ["3 of 12 changed"]),
        (Evidence(stays=False, earlier=Comparison("different", 9, 12)), []),
    ],
)  # fmt: skip
def test_doubt_is_what_speaks_against_a_result(evidence: Evidence, said: list[str]) -> None:
    doubt = doubt_of(evidence, "samples")
    assert all(part in doubt for part in said)
    assert bool(doubt) is bool(said)


def test_doubt_tells_no_values_where_they_may_not_be_seen() -> None:
    assert "4" not in doubt_of(Evidence(checks=(FAILED,)), "names").split("Its code")[0]


def test_a_program_in_doubt_is_mended_or_left_with_a_reason() -> None:
    brief, program = make_brief("Add up"), Program("print(12)\n")
    edit = "TITLE: t\nSTEP: s\n```edit\n<<<<<<< SEARCH\nprint(12)\n=======\nprint(13)\n>>>>>>> REPLACE\n```"
    draft, _ = Doubter(ScriptedModel([edit]), "pandas").look_again(brief, program, "A check disagrees.")
    assert draft.program is not None
    assert draft.program.source == "print(13)\n"
    left, _ = Doubter(ScriptedModel(["It adds up all rows."]), "pandas").look_again(brief, program, "x")
    assert (left.program, left.words) == (None, "It adds up all rows.")


@pytest.mark.parametrize(
    ("source", "lots"),
    [
        ("import random\nprint(random.random())", True),
        ("from secrets import token_hex", True),
        ("import numpy as np\nprint(np.random.normal())", True),
        ("from numpy.random import default_rng", True),
        ("df = df.sample(3)", True),
        ("import os\nos.urandom(3)", True),
        ("import pandas as pd\nprint(pd.read_csv('/in/random.csv').random_column)", False),
        ("print('random')", False),
        ("not python at all", False),
    ],
)
def test_drawing_lots_is_seen(source: str, lots: bool) -> None:
    assert draws_lots(Program(source)) is lots
    assert draws_lots(Program(source, "html")) is False
