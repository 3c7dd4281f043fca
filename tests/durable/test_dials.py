"""How much it asks and how hard it tries, through the real workflow, a real provider on loopback and the real sandbox."""

from __future__ import annotations

import json

import pytest

from generator.evidence.types import Mark
from tests.durable.test_asking import MakeWorkshop, with_model
from tests.scripted_server import Reply, Script, ScriptedServer
from tests.support import EXPLAINER, answer
from workshop.dials import Dials
from workshop.service import Workshop
from workshop.views import TurnView

PLAN = "TITLE: A greeting\nSTEP: Say hello\nASSUMED: In English\nFETCH: example.org\n"


def asked(workshop: Workshop, text: str, dials: Dials) -> TurnView:
    turn = workshop.ask(workshop.start_conversation(), text, dials=dials)
    return workshop.wait(turn, 90)


def test_asks_first_shows_its_plan_and_writes_what_was_agreed(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([PLAN, PLAN, answer("print('hello')"), "It says hello."]) as server:
        workshop = with_model(make_workshop, server)
        view = asked(workshop, "greet me", Dials(asks="first"))
        assert view.status == "asking"
        assert view.plan is not None
        assert view.question is not None
        assert view.plan.steps == ("Say hello",)
        assert view.question.text == "Shall I do it like this?"
        assert "example.org" in view.question.choices[0].detail
        assert len(server.requests) == 1
        workshop.answer(view.id, "in French please")
        again = workshop.wait(view.id, 90)
        assert again.status == "asking"  # another plan, for what was said
        assert "in French please" in json.dumps(server.requests[1])
        workshop.answer(view.id, "yes")
        done = workshop.wait(view.id, 90)
        brief = json.dumps(server.requests[2])
    assert (done.status, done.console.strip()) == ("done", "hello")
    assert "Say hello. In English." in brief
    assert "in French please" in brief


def test_a_no_to_the_plan_is_heard(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer([PLAN]) as server:
        workshop = with_model(make_workshop, server)
        view = asked(workshop, "greet me", Dials(asks="first"))
        workshop.answer(view.id, "no")
        assert workshop.wait(view.id, 90).status == "stopped"
        assert len(server.requests) == 1


def test_questions_of_a_plan_come_before_it(make_workshop: MakeWorkshop) -> None:
    ask = "TITLE: A greeting\nASK: In which language? | English | French\n"
    with ScriptedServer([ask, PLAN]) as server:
        workshop = with_model(make_workshop, server)
        view = asked(workshop, "greet me", Dials(asks="first"))
        assert view.question is not None
        assert view.question.text == "In which language?"
        workshop.answer(view.id, "French")
        planned = workshop.wait(view.id, 90)
    assert planned.question is not None
    assert planned.question.text == "Shall I do it like this?"


def test_just_does_it_decides_what_it_would_have_asked(make_workshop: MakeWorkshop) -> None:
    ask = "TITLE: Orders\nASK: Which day counts? | the order | the payment\n"
    with ScriptedServer([ask, answer("print('ok')"), "Done."]) as server:
        view = asked(with_model(make_workshop, server), "orders by day", Dials(asks="never"))
        brief = json.dumps(server.requests[1])
    assert (view.status, view.console.strip()) == ("done", "ok")
    assert "Which day counts? the order" in brief


@pytest.mark.parametrize(
    ("programs", "shown", "said"),
    [
        (
            ["print('Sum 7')", "print('Sum 12')", "print('12 in all')"],
            "12",
            "2 of 3 programs written separately",
        ),
        (["print('Sum 7')", "print('Sum 12')", "print('Sum 9')"], "7", "no two results were found the same"),
        (["print(1 / 0)", "print('Sum 12')", "print(1 / 0)"], "12", "One of 3 programs worked"),
    ],
)
def test_thorough_takes_what_most_programs_agree_on(
    make_workshop: MakeWorkshop, programs: list[str], shown: str, said: str
) -> None:
    script = [*(answer(source) for source in programs), "Words."]
    with ScriptedServer(script) as server:
        view = asked(with_model(make_workshop, server), "add up", Dials(tries="thorough"))
        assert len(server.requests) == 4
    assert view.status == "done"
    assert shown in view.console if shown == "12" else view.console.strip()
    assert said in view.evidence.opinions_note


def test_three_programs_that_ask_are_told_to_decide_where_nothing_is_to_be_asked(
    make_workshop: MakeWorkshop,
) -> None:
    ask = "TITLE: Orders\nASK: Which day counts? | the order | the payment\n"
    decided = {"contains": "Which day counts? the order", "replies": [Reply(answer("print('ok')"))]}
    words = {"contains": EXPLAINER, "replies": [Reply("Done.")]}
    with ScriptedServer(Script([words, decided], [Reply(ask)])) as server:
        view = asked(with_model(make_workshop, server), "orders", Dials("never", "thorough"))
    assert (view.status, view.console.strip()) == ("done", "ok")


def test_all_programs_failing_are_mended_as_one(make_workshop: MakeWorkshop) -> None:
    script = [*[answer("print(1 / 0)")] * 3, answer("print('mended')"), "Fine."]
    with ScriptedServer(script) as server:
        view = asked(with_model(make_workshop, server), "add up", Dials(tries="thorough"))
    assert (view.status, view.console.strip()) == ("done", "mended")


def test_a_program_with_values_of_its_own_says_so(make_workshop: MakeWorkshop) -> None:
    source = "print(sum([1204, 993, 1187, 1432, 871]))"
    with ScriptedServer([answer(source), "Words."]) as server:
        view = asked(with_model(make_workshop, server), "add up my sales", Dials())
    assert view.evidence.marks[0] == Mark("5 values stand in the program itself", "differs")
    with ScriptedServer([answer(source), "Words."]) as server:
        given = asked(with_model(make_workshop, server), "add 1204, 993, 1187, 1432 and 871", Dials())
    assert not any("stand in the program" in fact.text for fact in given.evidence.facts)


def test_a_follow_up_is_a_change_in_place(make_workshop: MakeWorkshop) -> None:
    edit = "TITLE: Louder\nSTEP: Shout\n```edit\n<<<<<<< SEARCH\nprint('hello')\n=======\nprint('HELLO')\n>>>>>>> REPLACE\n```"
    with ScriptedServer([answer("print('hello')\nprint('you')"), "Hello.", edit, "HELLO."]) as server:
        workshop = with_model(make_workshop, server)
        first = asked(workshop, "greet me", Dials())
        view = workshop.wait(workshop.ask(first.conversation, "louder"), 90)
    assert (view.status, view.console.split()) == ("done", ["HELLO", "you"])
