"""The plan alone: what a planner is told, and what is made of what it says."""

from __future__ import annotations

import pytest

from generator.brief import make_brief
from generator.errors import EmptyAnswer
from generator.model import Picture
from generator.plan import Planner
from generator.scripted import ScriptedModel

SAID = (
    "TITLE: Sales\nSTEP: Add up\nASSUMED: All rows\nFETCH: example.org\nASK: Which day? | order | payment\n"
)


def test_a_plan_has_steps_assumptions_hosts_and_questions() -> None:
    picture = Picture("a.png", "image/png", b"x")
    model = ScriptedModel([SAID])
    plan, words, _ = Planner(model).plan(make_brief("Sum it up", pictures=[picture]))
    assert (plan.title, plan.steps, plan.assumptions, plan.hosts) == (
        "Sales",
        ("Add up",),
        ("All rows",),
        ("example.org",),
    )
    assert [question.default for question in plan.questions] == ["order"]
    assert words == ""
    assert model.prompts[0].messages[1].pictures == (picture,)


def test_words_say_why_there_is_no_plan() -> None:
    plan, words, _ = Planner(ScriptedModel(["That needs an account."])).plan(make_brief("Post it"))
    assert (plan.steps, words) == ((), "That needs an account.")


def test_nothing_is_an_error() -> None:
    with pytest.raises(EmptyAnswer):
        Planner(ScriptedModel(["TITLE: x"])).plan(make_brief("Sum it up"))
