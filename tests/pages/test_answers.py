"""Questions, forms, and requests that can't be taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from generator.types import InputSpec
from tests.pages.conftest import Room
from tests.pages.looking import labels, words

QUESTION: dict[str, Any] = {
    "text": "Which column says when?",
    "choices": [
        {"label": "Order Date", "value": "order", "detail": "I understood: by month of Order Date"},
        {"label": "None of these", "value": "none", "detail": ""},
    ],
    "default": "",
    "free_text": True,
}
FORM = (
    InputSpec("COLUMN", "Column", {"type": "string", "enum": ["Net", "Gross"]}, "Net"),
    InputSpec("TOP", "How many", {"type": "integer", "minimum": 1, "maximum": 50}, 12),
    InputSpec("RATE", "Rate", {"type": "number"}, 0.125),
    InputSpec("SINCE", "From", {"type": "string", "format": "date"}, "2025-01-01"),
    InputSpec("UNTIL", "Until", {"type": "string", "format": "date"}, ""),
    InputSpec("CHART", "Draw a chart", {"type": "boolean"}, True),
    InputSpec("KEEP", "Only these", {"type": "array", "items": {"type": "string"}}, ["North", "South"]),
    InputSpec("TITLE", "Title", {"type": "string"}, "Sales"),
    InputSpec("SECRET", "Hidden", {"type": "string"}, "x", hidden=True),
)


def _asking(room: Room) -> tuple[str, str]:
    conversation = room.seeds.conversation()
    turn = room.seeds.turn(conversation, "by month", status="asking", ended_at=None, question=QUESTION)
    return conversation, turn


def choice(page: AppTest, turn: str) -> Any:
    """The first button of the question that waits."""
    return next(button for button in page.button if (button.key or "").startswith(f"answer-{turn}-"))


def test_a_question_shows_its_choices_with_details(room: Room) -> None:
    conversation, _turn = _asking(room)
    page = room.make(conversation)
    assert page.subheader[0].value == "Which column says when?"
    assert labels(page) == ["Order Date", "None of these"]
    assert "I understood: by month of Order Date" in words(page)


def test_a_choice_answers(room: Room) -> None:
    conversation, turn = _asking(room)
    choice(room.make(conversation), turn).click().run()
    assert room.seeds.store.turn(turn).answers == [{"question": QUESTION["text"], "answer": "order"}]
    assert room.started == [(turn, 2)]
    assert room.statuses(conversation) == ["queued"]


def test_free_text_answers_through_the_box(room: Room) -> None:
    conversation, turn = _asking(room)
    room.make(conversation).chat_input[0].set_value("the ship date").run()
    assert room.seeds.store.turn(turn).answers[0]["answer"] == "the ship date"
    assert room.statuses(conversation) == ["queued"]


def test_a_file_given_to_a_question_is_a_new_request(room: Room) -> None:
    conversation, _turn = _asking(room)
    room.make(conversation).chat_input[0].set_value("use this").upload("b.csv", b"x", "text/csv").run()
    assert room.statuses(conversation) == ["asking", "queued"]


def test_the_choices_of_an_older_question_are_closed(room: Room) -> None:
    conversation, turn = _asking(room)
    room.seeds.result(conversation, "something else", printed="1")
    page = room.make(conversation)
    assert choice(page, turn).disabled
    assert "Not answered" in words(page)


def test_a_form_shows_what_was_used_and_hides_what_is_ours(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "sum", printed="1", inputs=FORM)
    page = room.make(conversation)
    assert page.selectbox(key=f"field-{turn}-COLUMN").value == "Net"
    assert page.number_input(key=f"field-{turn}-TOP").value == 12
    assert page.number_input(key=f"field-{turn}-RATE").value == 0.125
    assert str(page.date_input(key=f"field-{turn}-SINCE").value) == "2025-01-01"
    assert page.date_input(key=f"field-{turn}-UNTIL").value is None
    assert page.checkbox(key=f"field-{turn}-CHART").value is True
    assert page.multiselect(key=f"field-{turn}-KEEP").value == ["North", "South"]
    assert page.text_input(key=f"field-{turn}-TITLE").value == "Sales"
    assert not [box for box in page.text_input if "SECRET" in str(box.key)]


def test_a_changed_form_runs_the_same_program_with_what_was_changed(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "sum", printed="1", inputs=FORM)
    page = room.make(conversation)
    page.number_input(key=f"field-{turn}-TOP").set_value(5)
    page.selectbox(key=f"field-{turn}-COLUMN").select("Gross")
    next(button for button in page.button if button.label == "Run it again").click().run()
    changed = room.workshop.conversation(conversation).turns[-1]
    stored = room.seeds.store.turn(changed.id)
    assert stored.change is not None
    assert stored.change["values"] == {"COLUMN": "Gross", "TOP": 5}
    assert changed.request == "Column: Gross; How many: 5"


def test_odd_fields_are_shown_as_something_that_can_be_filled_in(room: Room) -> None:
    odd = (
        InputSpec("A", "", {}, None),
        InputSpec("B", "B", {"type": "integer"}, "not a number"),
        InputSpec("C", "C", {"type": ["number", "null"], "minimum": 5}, 3),
        InputSpec("D", "D", {"type": "string", "format": "date"}, "soon"),
        InputSpec("E", "E", {"enum": [1, None, True]}, 7),
        InputSpec("F", "F", {"type": "integer"}, 2**60),
        InputSpec("G", "**G** <b>", {"type": "string"}, "long\ntext"),
        InputSpec("H", "H", {"type": "number"}, 1e-7),
    )
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "sum", printed="1", inputs=odd)
    page = room.make(conversation)
    assert not page.exception
    assert page.text_input(key=f"field-{turn}-B").value == "not a number"
    assert page.selectbox(key=f"field-{turn}-E").value == 7
    assert page.text_area(key=f"field-{turn}-G").value == "long\ntext"
    next(button for button in page.button if button.label == "Run it again").click().run()
    stored = room.seeds.store.turn(room.workshop.conversation(conversation).turns[-1].id)
    assert stored.change is not None
    assert stored.change["values"] == {}


def test_what_cant_be_taken_is_said_in_place_and_what_was_written_is_kept(room: Room) -> None:
    conversation = room.seeds.conversation()
    room.seeds.result(conversation, "sum", printed="1")
    page = room.make(conversation)
    room.seeds.working(conversation, "from another tab")
    page.chat_input[0].set_value("one more thing").run()
    assert "still working on what you asked before" in words(page)
    assert "one more thing" in [code.value for code in page.code]
    assert len(room.statuses(conversation)) == 2
    page.run()
    assert "still working" not in words(page)


def test_a_blank_request_is_refused_with_a_sentence(room: Room) -> None:
    page = room.make()
    page.chat_input[0].set_value("   ").run()
    assert "There is nothing to do yet" in words(page)
    assert room.started == []


def test_a_value_that_doesnt_fit_is_said_in_place(room: Room) -> None:
    """The field has no bounds here, so the recipe itself refuses."""
    conversation = room.seeds.conversation()
    seeds = replace(room.seeds, recipe="password")
    length = InputSpec("LENGTH", "Length", {"type": "integer"}, 16)
    turn = seeds.result(conversation, "a password", printed="1", inputs=(length,), understood="a password")
    page = room.make(conversation)
    page.number_input(key=f"field-{turn}-LENGTH").set_value(2)
    next(button for button in page.button if button.label == "Run it again").click().run()
    assert room.statuses(conversation) == ["done"]
    assert room.started == []
    assert any("4" in text.value and "Length" in text.value for text in page.text)


def test_a_yes_whose_raise_cant_be_stored_isnt_taken(room: Room) -> None:
    about = {"kind": "budget", "name": "day", "unit": "usd", "more": 1.0, "limit": "1 dollar for one day"}
    question = {
        "text": "Go on?",
        "choices": [{"label": "Yes", "value": "yes"}],
        "about": about,
        "way": "budget",
    }
    conversation = room.seeds.conversation()
    turn = room.seeds.turn(conversation, "x", status="asking", ended_at=None, question=question)
    with room.seeds.store.session() as session:
        session.execute(text("DROP TABLE raises"))
    with pytest.raises(OperationalError, match="raises"):
        room.workshop.answer(turn, "yes")
    assert room.seeds.store.turn(turn).status == "asking"
    assert room.started == []


def test_a_yes_is_asked_for_on_one_card(room: Room) -> None:
    conversation = room.seeds.conversation()
    plan = {
        "title": "Rates of today",
        "steps": ["Fetch the rates", "Add up the amounts"],
        "assumptions": ["In euros"],
        "hosts": ["api.example.org"],
    }
    may_i = {
        "text": "Shall I do it like this?",
        "choices": [{"label": "Yes, do it", "value": "yes"}, {"label": "No, stop here", "value": "no"}],
        "default": "yes",
        "free_text": True,
    }
    files = {"sales.csv": b"a,b\n1,2\n"}
    room.seeds.turn(
        conversation, "rates", status="asking", ended_at=None, question=may_i, plan=plan, files=files
    )
    page = room.make(conversation)
    said = words(page)
    for line in ("Fetch the rates", "It would assume", "In euros", "your files: sales", "something from api"):
        assert line in said, line
    assert "the model's price isn't known" in said
    assert labels(page)[:2] == ["Yes, do it", "No, stop here"]
