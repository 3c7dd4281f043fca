"""Answers in every form that models give them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.parse import parse
from generator.screen import screen
from generator.types import Program

EXCHANGES = Path(__file__).parents[1] / "data" / "exchanges.jsonl"
KEPT = [json.loads(line) for line in EXCHANGES.read_text(encoding="utf-8").splitlines()]
CODE = "import pandas as pd\n\nTOP = 3  # INPUT: How many | integer 1 to 9\nprint(TOP)\n"
ANSWER = f"TITLE: The top\nSTEP: Count\nSTEP: Show\nASSUMED: All rows count\n\n```python\n{CODE}```\n"


@pytest.mark.parametrize("kept", KEPT, ids=[kept["request"][:24] for kept in KEPT])
def test_answers_of_a_strong_model(kept: dict[str, Any]) -> None:
    before = kept.get("current")  # a follow-up: the program that the answer changes
    parsed = parse(kept["answer"], current=Program(**before) if before else None)
    assert parsed.outcome == kept["outcome"]
    program = parsed.draft.program
    assert parsed.draft.plan.title == kept["title"]
    assert (program.kind if program else None) == kept["kind"]
    if program:
        available = {"IPython", "dateutil", "matplotlib", "numpy", "pandas", "plotly", "requests", "scipy"}
        screened = screen(program, available=available, files={"sales.csv", "shop_sales.csv", "dingdan.csv"})
        assert screened.problems == ()
        assert [spec.name for spec in screened.program.inputs] == kept["inputs"]


def test_the_form_asked_for() -> None:
    parsed = parse(ANSWER)
    plan, program = parsed.draft.plan, parsed.draft.program
    assert parsed.outcome == "program"
    assert (plan.title, plan.steps, plan.assumptions) == ("The top", ("Count", "Show"), ("All rows count",))
    assert program is not None
    assert (program.source, program.kind, program.title) == (CODE, "python", "The top")
    assert program.inputs[0].schema == {"type": "integer", "minimum": 1, "maximum": 9}
    assert parsed.draft.words == ""


@pytest.mark.parametrize(
    "plan",
    [
        "**TITLE:** The top\n**STEP:** Count\n**STEP:** Show\n**ASSUMED:** All rows count",
        "# Title: The top\n## Steps:\n1. Count\n2. Show\n\n## Assumptions:\n- All rows count",
        "- TITLE: The top\n- STEP: Count\n- STEP: Show\n- ASSUMED: All rows count",
        "标题：The top\n步骤：Count\n步骤：Show\n假设：All rows count",
        "title: The top\r\nstep: Count\r\nstep: Show\r\nassumed: All rows count\r\n",
    ],
)
def test_plans_in_other_forms(plan: str) -> None:
    found = parse(f"{plan}\n\n```python\n{CODE}```").draft.plan
    assert (found.title, found.steps, found.assumptions) == (
        "The top",
        ("Count", "Show"),
        ("All rows count",),
    )


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (f"```\n{CODE}```", "python"),
        (f"~~~py\n{CODE}~~~", "python"),
        (f"````python\n{CODE}````", "python"),
        (f"```python title=x\n{CODE}```\nThat is all.", "python"),
        (f"```python\n{CODE}```\n\nAgain:\n```python\n{CODE}```", "python"),
        (f"```bash\npip install pandas\n```\n```python\n{CODE}```", "python"),
        (f"```python\n{CODE}", "python"),  # a whole answer whose last fence was forgotten
        ("```python\nx = '''\n```\n'''\n```", None),
        ("```html\n<html><body>hi</body></html>\n```", "html"),
        ("```\n<!DOCTYPE html>\n<html></html>\n```", "html"),
        ("Here it is:\n<!DOCTYPE html><html><body>hi</body></html>\nEnjoy", "html"),
        ("```html\n<html><body>hi</body></html>", "html"),
    ],
)
def test_programs_in_other_forms(answer: str, kind: str | None) -> None:
    program = parse(answer).draft.program
    if kind is None:  # the inner fence ends the block: what is left is broken, which the screen finds
        assert program is not None
        assert [problem.kind for problem in screen(program).problems] == ["syntax"]
    else:
        assert program is not None
        assert program.kind == kind
        assert screen(program).problems == ()


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("", "empty"),
        ("  \n\n ", "empty"),
        ("TITLE: only a title", "empty"),
        ("I'm sorry, I can't help with that.", "words"),
        ('{"tool": "python", "code": "print(1)"}', "other"),
        ("```json\n{}\n```", "other"),
        ('[{"id": 1}]', "other"),
        ("<tool_call>\n<name>run</name>\n</tool_call>", "other"),
        ("<?xml version='1.0'?>\n<answer><code>print(1)</code></answer>", "other"),
        ("<|python_tag|>run.call(x)", "other"),
        ("It is [1] and <b>that</b> {is} all.", "words"),
        ("42", "words"),
        ("ASK: Which year? | 2024 | 2023", "questions"),
        (
            f"```python\n{CODE}```\nor\n```python\nimport os\nprint(os.listdir('/in'), 1234567890)\n```",
            "several",
        ),
        ("```html\n<html><body>cut", "cut"),
        ("```python\nprint(1", "cut"),
    ],
)
def test_answers_without_a_program(answer: str, outcome: str) -> None:
    parsed = parse(answer)
    assert parsed.outcome == outcome
    assert parsed.draft.program is None
    assert bool(parsed.draft.words) or outcome != "words"


def test_a_program_at_the_length_limit_is_cut() -> None:
    assert parse("```python\nprint(1)\n", whole=False).outcome == "cut"
    assert parse("```python\nprint(1)\n", whole=True).outcome == "program"


def test_a_question_beside_a_program_is_decided() -> None:
    plan = parse(f"ASK: Which date? | order date | other\n{ANSWER}").draft.plan
    assert plan.questions == ()
    assert plan.assumptions == ("All rows count", "Which date? order date")


def test_thinking_is_passed_over() -> None:
    thinking = f"<think>\nMaybe so:\n```python\nprint('no' * 100)\n```\n</think>\n{ANSWER}"
    assert parse(thinking).draft == parse(ANSWER).draft
    assert parse("<think>only thinking").outcome == "empty"


def test_questions_have_choices_and_a_default() -> None:
    plan = parse("TITLE: x\nASK: Which date? | order date | delivery date\nASK: Why?").draft.plan
    first, second = plan.questions
    assert first.text == "Which date?"
    assert [choice.value for choice in first.choices] == ["order date", "delivery date"]
    assert first.default == "order date"
    assert (second.choices, second.default) == ((), "")


def test_inputs_of_every_kind() -> None:
    source = (
        'CHART = "bar"  # INPUT: Kind | one of line, pie\n'
        'SINCE = "2024-01-01"  # INPUT: From | date\n'
        'COLUMN = "A"  # INPUT: Column | number column\n'
        "RATE: float = 2  # INPUT: Rate | number 0 to 9.5\n"
        "SIZE = 10  # INPUT: Size | one of 10, 20\n"
        "YES = True  # INPUT: Really?\n"
        "MADE = len('x')  # INPUT: not a constant | text\n"
        "x = 1  # a comment\n"
    )
    program = parse(f"```python\n{source}```").draft.program
    assert program is not None
    specs = {spec.name: spec for spec in program.inputs}
    assert specs.keys() == {"CHART", "SINCE", "COLUMN", "RATE", "SIZE", "YES"}
    assert specs["CHART"].schema == {"type": "string", "enum": ["bar", "line", "pie"]}
    assert specs["SINCE"].schema == {"type": "string", "format": "date"}
    assert specs["COLUMN"].source == "number columns"
    assert specs["RATE"].schema == {"type": "number", "minimum": 0, "maximum": 9.5}
    assert specs["SIZE"].schema == {"type": "integer", "enum": [10, 20]}
    assert (specs["YES"].schema, specs["YES"].default) == ({"type": "boolean"}, True)


def test_a_huge_answer_is_read_in_linear_time() -> None:
    answer = f"TITLE: x\n```python\n{'x = [1, 2, 3]' + chr(10)}" + "print('a b c')\n" * 60_000 + "```\n"
    assert parse(answer).outcome == "program"
