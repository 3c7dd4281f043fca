"""Search/replace blocks: what is taken from an answer, where they find their place, and where they must not."""

from __future__ import annotations

import pytest

from generator.brief import make_brief
from generator.edit import Edit, applied, edits_of
from generator.parse import parse
from generator.scripted import ScriptedModel
from generator.types import Program
from generator.write import Writer

SOURCE = """import pandas as pd

TOP_N = 10  # INPUT: How many | integer 1 to 50


def total(frame):
    kept = frame.dropna()
    if len(kept) < len(frame):
        print("Left out some")
    return kept["Amount"].sum()


print(total(pd.read_csv("/in/a.csv")))
print("end")
"""


def block(search: str, replace: str) -> str:
    return f"<<<<<<< SEARCH\n{search}\n=======\n{replace}\n>>>>>>> REPLACE\n"


@pytest.mark.parametrize(
    ("search", "replace", "changed"),
    [
        ("TOP_N = 10  # INPUT: How many | integer 1 to 50", "TOP_N = 5", "\nTOP_N = 5\n"),
        ('print("end")   ', 'print("over")', 'print("over")\n'),
        ("kept = frame.dropna()", "kept = frame", "    kept = frame\n    if len"),
        ("        kept = frame.dropna()", "        kept = frame", "    kept = frame\n    if len"),
        ("    return kept['Amount'].sum()", "    return 1", "    return 1\n"),
        ("def total(frame):\n\n    kept = frame.dropna()", "def total(frame):\n    kept = frame", "def total(frame):\n    kept = frame\n"),
        ('    kept = frame.dropna()\n    if len(kept) < len(frame):\n        print("Left out sone")', "    pass", "(frame):\n    pass\n    return"),
        ("", "print(2)", 'print("end")\nprint(2)\n'),
    ],
)  # fmt: skip
def test_finds_the_place_that_is_meant(search: str, replace: str, changed: str) -> None:
    source, failed = applied(SOURCE, edits_of(block(search, replace)).edits)
    assert failed == ()
    assert changed in source
    assert source != SOURCE


def test_all_else_stays_as_it_is() -> None:
    source, _ = applied(SOURCE, [Edit("TOP_N = 10  # INPUT: How many | integer 1 to 50", "TOP_N = 5")])
    assert source.replace("TOP_N = 5", "TOP_N = 10  # INPUT: How many | integer 1 to 50") == SOURCE


@pytest.mark.parametrize(
    "search", ["nothing like it stands here", "print(", "    kept = something_else(frame, 1, 2)"]
)
def test_what_has_no_place_changes_nothing(search: str) -> None:
    assert applied(SOURCE, [Edit(search, "x")]) == (SOURCE, (Edit(search, "x"),))


def test_a_place_that_stands_twice_is_not_guessed() -> None:
    twice = "print(1)\nx = 2\nprint(1)\n"
    assert applied(twice, [Edit("print(1)", "print(3)")])[0] == twice
    assert applied(twice, [Edit("x = 2\nprint(1)", "x = 3\nprint(3)")])[0] == "print(1)\nx = 3\nprint(3)\n"


def test_a_change_that_was_made_already_is_no_failure() -> None:
    there = "x = 3\ny = 4\n"
    assert applied(there, [Edit("y = 2 + offset", "x = 3\ny = 4")]) == (there, ())
    one_line = Edit("y = 2 + offset", "x = 3")
    assert applied(there, [one_line]) == (there, (one_line,))


@pytest.mark.parametrize(
    ("source", "search"),
    [
        ("fee_a = 0.10\nprint(fee_a)\n", "fee_b = 0.10"),
        ("rate = 0.10\nprint(rate)\nprint('end')\n", "rate = 0.20\nprint(rate)\nprint('end')"),
    ],
)
def test_another_name_or_number_is_another_place(source: str, search: str) -> None:
    assert applied(source, [Edit(search, "x = 1")]) == (source, (Edit(search, "x = 1"),))


@pytest.mark.timeout(300)  # comparing all with all took minutes for less
def test_looking_for_a_place_ends() -> None:
    source = "\n".join(
        f"value_{n} = compute(value_{n - 1}, 'some text that is long', option={n})" for n in range(3000)
    )
    search = "\n".join(f"value_{n} = compute(value_x, 'some text that is long', option=y)" for n in range(60))
    assert applied(source, [Edit(search, "x")])[1]


def test_takes_blocks_with_or_without_a_fence_and_the_plan_around_them() -> None:
    answer = "TITLE: Five\nSTEP: Fewer\n\n```edit\n" + block('print("end")', 'print("over")') + "```\n"
    for said in (answer, answer.replace("```edit\n", "").replace("```", "")):
        parsed = parse(said, current=Program(SOURCE, title="Ten"))
        assert parsed.outcome == "program"
        assert parsed.draft.program is not None
        assert 'print("over")' in parsed.draft.program.source
        assert parsed.draft.plan.steps == ("Fewer",)
        assert [spec.name for spec in parsed.draft.program.inputs] == ["TOP_N"]


def test_a_block_without_an_end_is_a_cut_answer() -> None:
    said = "TITLE: x\n```edit\n<<<<<<< SEARCH\nprint(1)\n=======\nprint("
    assert parse(said, current=Program(SOURCE)).outcome == "cut"
    assert parse(said, whole=False, current=Program(SOURCE)).outcome == "cut"
    whole_block = "TITLE: x\n```edit\n" + block('print("end")', "print(2)")
    assert parse(whole_block, whole=False, current=Program(SOURCE)).outcome == "cut"


def test_without_a_current_program_there_is_nothing_to_change() -> None:
    assert parse("```edit\n" + block("a", "b") + "```").outcome != "program"


def test_changes_that_do_not_apply_become_a_whole_program() -> None:
    whole = "TITLE: x\nSTEP: y\n\n```python\nprint(7)\n```\n"
    model = ScriptedModel(["TITLE: x\n```edit\n" + block("no such line at all", "b") + "```", whole])
    draft, took = Writer(model, "").write(make_brief("Other", current=Program(SOURCE)))
    assert draft.program is not None
    assert draft.program.source == "print(7)\n"
    assert took.calls == 2
    assert "no such line at all" in model.prompts[1].messages[-1].text


def test_a_page_is_changed_in_places_too() -> None:
    page = "<!doctype html>\n<html>\n<body>\n<button>Start</button>\n</body>\n</html>\n"
    said = "TITLE: x\n```edit\n" + block("<button>Start</button>", "<button>Go</button>") + "```"
    draft = parse(said, current=Program(page, "html")).draft
    assert draft.program is not None
    assert draft.program.kind == "html"
    assert "<button>Go</button>" in draft.program.source
