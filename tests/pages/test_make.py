"""The Make page in every state of a turn."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.pages.conftest import Room
from tests.pages.looking import address, labels, sent, words
from tests.pages.seeds import TABLE, Made, table
from workshop import tables as t

REFUSED_WORDS = ("error", "invalid", "exception", "token", "please wait", "oops", "traceback")


def test_an_empty_page_invites_and_offers_six_things(room: Room) -> None:
    page = room.make()
    assert page.title[0].value == "What do you need?"
    assert labels(page)[:3] == ["Work on a folder", "QR code", "Password"]
    assert len(page.button) == 7
    assert "No model is connected" in words(page)
    assert len(page.chat_input) == 1


def test_a_click_on_an_example_asks_it_and_puts_the_conversation_into_the_address(room: Room) -> None:
    page = room.make()
    page.button(key="try-Password").click().run()
    (turn,) = room.workshop.conversation(address(page)).turns
    assert turn.request == "make a password with 16 characters"
    assert room.started == [(turn.id, 1)]
    assert "Starting" in words(page)
    assert page.chat_input[0].disabled


def test_the_box_takes_words_and_files(room: Room) -> None:
    page = room.make()
    page.chat_input[0].set_value("count the rows").upload("a.csv", b"x\n1\n", "text/csv").run()
    (turn,) = room.workshop.conversation(address(page)).turns
    assert turn.request == "count the rows"
    assert [(file.name, file.size) for file in turn.files] == [("a.csv", 4)]
    assert "With a.csv (4 bytes)" in words(page)


def test_a_working_turn_shows_its_line_seconds_cost_plan_notes_bar_and_stop(room: Room) -> None:
    conversation = room.seeds.conversation()
    plan = {"title": "Amount by month", "steps": ["Read sales.csv", "Add it up"]}
    turn = room.seeds.working(conversation, "sum it", started_at=t.now() - timedelta(seconds=74), plan=plan)
    room.seeds.store.say(turn, "note", text="The model is busy, trying again in 4 s.")
    room.seeds.store.say(turn, "progress", done=42, total=120, label="pages")
    room.seeds.store.add_call(turn, role="writer", model="m", prompt_tokens=9, cost_usd=0.021)
    page = room.make(conversation)
    said = words(page)
    assert re.search(r"Running it · 1 min \d+ s, about 2 cents so far", said)
    assert "The model is busy, trying again in 4 s." in said
    assert "1. Read sales.csv" in said
    assert "pages: 42 of 120" in sent(page)
    assert labels(page) == ["Stop"]


def test_stop_stops_the_turn(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.working(conversation, "sum it")
    room.make(conversation).button(key=f"stop-{turn}").click().run()
    assert room.seeds.store.stops_among([turn]) == {turn}


def test_outputs_that_exist_are_shown_while_it_works(room: Room) -> None:
    conversation = room.seeds.conversation()
    made = Made("table-1.json", TABLE, table([("Month", "string")], [["May"]]))
    room.seeds.result(conversation, "sum it", (made,), status="working", ended_at=None)
    assert len(room.make(conversation).dataframe) == 1


def test_a_result_shows_the_thing_the_words_the_facts_and_the_cost(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.result(
        conversation,
        "sum it",
        (Made("table-1.json", TABLE, table([("Month", "string"), ("Amount", "number")], [["May", 3.5]])),),
        title="Amount by month",
        understood="sum of Amount by month",
        words="May was the **only** month.",
    )
    room.seeds.store.add_call(turn, role="writer", model="m", prompt_tokens=9, cost_usd=0.021)
    page = room.make(conversation)
    said = words(page)
    assert page.subheader[0].value == "Amount by month"
    assert list(page.dataframe[0].value["Amount"]) == [3.5]
    assert "May was the **only** month." in said
    assert "I understood: sum of Amount by month" in said
    assert "Ran in a container without network" in said
    assert "Done in 14 s, about 2 cents" in said
    assert "Table as CSV" in labels(page)


def test_without_a_price_that_is_said_and_recipes_cost_nothing(room: Room) -> None:
    conversation = room.seeds.conversation()
    room.seeds.result(conversation, "a", printed="1")
    turn = room.seeds.result(conversation, "b", printed="2")
    room.seeds.store.add_call(turn, role="writer", model="m", prompt_tokens=9, cost_usd=None)
    said = words(room.make(conversation))
    assert "Done in 14 s, no cost" in said
    assert "Done in 14 s, price not known" in said


def test_a_refused_key_doesnt_make_the_next_model_free(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "a", printed="1")
    room.seeds.store.add_call(turn, role="writer", model="m", cost_usd=0.0, error="KeyRefused")
    room.seeds.store.add_call(turn, role="writer", model="other", prompt_tokens=4000, completion_tokens=1000)
    assert "Done in 14 s, price not known" in words(room.make(conversation))


def test_printed_text_stands_alone_or_inside(room: Room) -> None:
    conversation = room.seeds.conversation()
    room.seeds.result(conversation, "days?", printed="229 days\n")
    page = room.make(conversation)
    assert "229 days" in [text.value for text in page.text]
    other = room.seeds.conversation()
    turn = room.seeds.result(other, "sum", (Made("t.txt", "text/plain", b"42"),), printed="debugging")
    page = room.make(other)
    assert "42" in [text.value for text in page.text]
    assert not page.code  # nothing is sent before it is opened
    page.session_state[f"inside-{turn}"] = True
    page.run()
    assert "debugging" in [code.value for code in page.code]


def test_a_failed_turn_is_a_sentence_with_a_next_step(room: Room) -> None:
    conversation = room.seeds.conversation()
    failure = {
        "sentence": "It fails the same way.",
        "next_step": "Name the column.",
        "tried": ["Looked for dates."],
    }
    turn = room.seeds.turn(conversation, "best month?", status="failed", error=failure)
    page = room.make(conversation)
    said = words(page)
    assert "It fails the same way." in said
    assert "Name the column." in said
    assert "Looked for dates." in said
    assert not any(word in said.lower() for word in REFUSED_WORDS)
    page.button(key=f"again-{turn}").click().run()
    assert room.statuses(conversation) == ["failed", "queued"]
    assert room.workshop.conversation(conversation).turns[-1].request == "best month?"


def test_a_stopped_turn_can_be_asked_again(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.turn(conversation, "sum it", {"a.csv": b"x"}, status="stopped")
    page = room.make(conversation)
    assert "Stopped, as you asked" in words(page)
    page.button(key=f"again-{turn}").click().run()
    again = room.workshop.conversation(conversation).turns[-1]
    assert (again.request, [file.name for file in again.files]) == ("sum it", ["a.csv"])


def test_a_stopped_turn_without_words_is_asked_again_with_its_files(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.turn(conversation, "", {"a.csv": b"x"}, status="stopped")
    room.make(conversation).button(key=f"again-{turn}").click().run()
    assert room.statuses(conversation) == ["stopped", "queued"]


def test_a_declined_turn_says_what_can_be_done(room: Room) -> None:
    conversation = room.seeds.conversation()
    declined = {"sentence": "This isn't one of them.", "next_step": "Connect a model."}
    room.seeds.turn(conversation, "a poem", status="declined", error=declined)
    page = room.make(conversation)
    assert "This isn't one of them" in words(page)
    assert labels(page) == ["Work on a folder"]


def test_words_alone_are_an_answer(room: Room) -> None:
    conversation = room.seeds.conversation()
    room.seeds.turn(conversation, "hello", words="Tell me what to make.")
    page = room.make(conversation)
    assert "Tell me what to make." in words(page)
    assert "Look inside" not in sent(page)


def test_twenty_turns_are_shown_and_more_on_a_click(room: Room) -> None:
    conversation = room.seeds.conversation()
    for number in range(23):
        room.seeds.result(conversation, f"request {number}", printed=f"answer {number}")
    page = room.make(conversation)
    shown = [text.value for text in page.text]
    assert "answer 2" not in shown
    assert "answer 3" in shown
    page.button(key="earlier").click().run()
    assert "answer 0" in [text.value for text in page.text]


def test_a_conversation_that_is_gone_becomes_a_new_page(room: Room) -> None:
    page = room.make("0" * 32)
    assert "isn't here any more" in words(page)
    assert page.title[0].value == "What do you need?"


def test_a_long_request_is_cut_and_kept(room: Room) -> None:
    conversation = room.seeds.conversation()
    room.seeds.result(conversation, "word " * 10_000, printed="1")
    page = room.make(conversation)
    assert len(page.text[0].value) < 800
    assert any(len(code.value) > 49_000 for code in page.code)
