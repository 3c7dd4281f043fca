"""Results as versions on the page: what changed, going back, comparing, branching, choosing among variants, the code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from generator.evidence.types import Comparison, Difference, Evidence
from tests.pages.conftest import Room
from tests.pages.looking import address, labels, sent, words
from tests.pages.seeds import TABLE, Made, table

COLUMNS = [("Month", "string"), ("Total", "number")]


def made(*rows: list[object]) -> tuple[Made, ...]:
    return (Made("t", TABLE, table(COLUMNS, [list(row) for row in rows])),)


def two(room: Room) -> tuple[str, str, str]:
    conversation = room.seeds.conversation()
    first = room.seeds.result(conversation, "by month", made(["Jan", 1.0], ["Feb", 2.0]), title="Months")
    second = room.seeds.result(conversation, "again", made(["Jan", 1.0], ["Feb", 2.5]), title="Again")
    return conversation, first, second


def opened(page: AppTest, key: str) -> AppTest:
    page.session_state[key] = True
    return page.run()


def test_what_changed_stands_in_a_line_and_the_values_on_demand(room: Room) -> None:
    conversation, _first, second = two(room)
    page = room.make(conversation)
    line = "Since the result before: 1 of 2 values changed"
    assert line in sent(page).replace("\\", "")
    assert not page.table
    opened(page, f"since-{second}")
    (shown,) = page.table
    assert [list(row) for row in shown.value.to_numpy()] == [
        ["Sum of Total", "3\\.50", "3"],
        ["Total, Feb", "2\\.50", "2"],
    ]
    assert list(shown.value.columns) == ["Value", "Now", "Before"]


def test_what_the_evidence_counted_is_what_the_line_says(room: Room) -> None:
    conversation, _first, second = two(room)
    differing = (Difference("Total, Feb", "2.50", "2"),)
    room.seeds.evidence(second, Evidence("done", earlier=Comparison("different", 5, 12, differing)))
    page = room.make(conversation)
    assert "7 of 12 values changed" in sent(page)
    assert "1 of 2" not in sent(page)


def test_the_same_result_says_so_and_one_of_another_kind_says_nothing(room: Room) -> None:
    conversation = room.seeds.conversation()
    for request in ("by month", "again"):
        room.seeds.result(conversation, request, made(["Jan", 1.0]))
    room.seeds.result(conversation, "days?", printed="229 days")
    page = room.make(conversation)
    assert words(page).count("The same as the result before.") == 1
    assert "Since the result before" not in sent(page)


def test_pages_stand_before_and_after_beside_each_other(room: Room) -> None:
    conversation = room.seeds.conversation()
    for colour in ("red", "blue"):
        page_of = Made("page.html", "text/html", f"<p style='color:{colour}'>x".encode())
        last = room.seeds.result(conversation, colour, (page_of,), kind="html")
    page = room.make(conversation)
    assert "the page changed" in sent(page)
    frames = sent(page).count("/app/static/shown/")
    opened(page, f"since-{last}")
    assert sent(page).count("/app/static/shown/") == frames + 2


def test_using_an_earlier_result_is_a_line_and_undone_as_easily(room: Room) -> None:
    conversation, first, _second = two(room)
    page = room.make(conversation)
    assert labels(page).count("Use this one") == 1
    page.button(key=f"use-{first}").click().run()
    assert "Went back to: Months" in words(page)
    assert [list(frame.value["Total"]) for frame in page.dataframe][-1] == [1.0, 2.0]
    marker = room.workshop.conversation(conversation).turns[-1]
    assert room.started == []
    page.button(key=f"undo-{marker.id}").click().run()
    assert "Went back to" not in words(page)
    assert len(page.dataframe) == 2


def test_a_line_that_was_followed_shows_no_result_of_its_own(room: Room) -> None:
    conversation, first, _second = two(room)
    room.workshop.use(first)
    room.seeds.result(conversation, "as a chart", printed="Chart")
    page = room.make(conversation)
    assert "Went back to: Months" in words(page)
    assert "Undo" not in labels(page)
    assert len(page.dataframe) == 2


def test_two_results_stand_beside_each_other_with_what_differs(room: Room) -> None:
    conversation, _first, second = two(room)
    page = opened(room.make(conversation), f"more-{second}")
    page.button(key=f"beside-{second}").click().run()
    assert "This one, against the other: 1 of 2 values changed" in words(page)
    assert page.selectbox[0].options == ["1. Months (by month)"]
    assert [list(frame.value["Total"]) for frame in page.dataframe][2:] == [[1.0, 2.5], [1.0, 2.0]]
    assert "Compare with another result" not in labels(page)  # the menu has closed
    page.button(key=f"close-{second}").click().run()
    assert len(page.dataframe) == 2


def test_a_first_result_has_nothing_to_be_compared_with(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "a", printed="1")
    page = opened(room.make(conversation), f"more-{turn}")
    assert "Compare with another result" not in labels(page)
    assert "Continue from here in a new conversation" in labels(page)


def test_a_new_conversation_goes_on_from_an_earlier_result(room: Room) -> None:
    conversation, first, _second = two(room)
    page = opened(room.make(conversation), f"more-{first}")
    page.button(key=f"branch-{first}").click().run()
    assert address(page) != conversation
    assert "This is a copy up to here" in words(page)
    assert len(page.dataframe) == 1
    assert room.statuses(conversation) == ["done", "done"]


def test_variants_are_offered_only_where_a_model_can_write_them(
    room: Room, opened: Callable[..., Room]
) -> None:
    conversation, _first, second = two(room)
    page = room.make(conversation)
    page.session_state[f"more-{second}"] = True
    assert "Show me three variants" not in labels(page.run())
    with_model = opened(model="openai/gpt-5-mini", api_base="http://127.0.0.1:9/v1")
    page = with_model.make(conversation)
    page.session_state[f"more-{second}"] = True
    page.run()
    page.button(key=f"vary-{second}").click().run()
    view = with_model.workshop.conversation(conversation).turns[-1]
    assert (view.status, view.variants_of, with_model.started) == ("queued", second, [(view.id, 1)])
    assert "Three variants of:" in words(page)


def varied(room: Room) -> tuple[str, str, list[str]]:
    """A conversation whose last turn asks which of two variants is wanted."""
    conversation, _first, second = two(room)
    turn = room.workshop._begin(conversation, "again", [], {"variants_of": second})
    room.started.clear()
    shown = [
        room.seeds.other(turn, made(["Jan", value]), title=f"Variant {value:.0f}") for value in (7.0, 8.0)
    ]
    choices = [{"label": "", "value": version, "detail": ""} for version in [*shown, "none"]]
    question = {
        "text": "Which?",
        "choices": choices,
        "way": "variants",
        "variants": shown,
        "free_text": False,
    }
    room.seeds.store.update_turn(turn, status="asking", question=question)
    return conversation, turn, shown


def test_one_of_several_is_taken_once(room: Room) -> None:
    conversation, turn, shown = varied(room)
    page = room.make(conversation)
    assert "Which of these do you want?" in [heading.value for heading in page.subheader]
    assert [tab.label.replace("\\", "") for tab in page.tabs] == ["1. Variant 7", "2. Variant 8"]
    assert [list(frame.value["Total"]) for frame in page.dataframe][2:] == [[7.0], [8.0]]
    page.button(key=f"take-{shown[1]}").click().run()
    assert room.started == [(turn, 2)]
    room.workshop.answer(turn, shown[0], "Which?")  # from another tab, too late
    assert room.seeds.store.turn(turn).answers[-1]["answer"] == shown[1]
    assert room.started == [(turn, 2)]


def test_those_that_werent_taken_can_be_used_later(room: Room) -> None:
    conversation, turn, shown = varied(room)
    room.seeds.store.update_turn(turn, status="done", version_id=shown[0], run_id=shown[0])
    page = room.make(conversation)
    assert len(page.dataframe) == 3
    page.session_state[f"left-{turn}"] = True
    page.run()
    page.button(key=f"use-{shown[1]}").click().run()
    view = room.workshop.conversation(conversation).turns[-1]
    assert (view.back_to, view.version) == (turn, shown[1])
    assert "Went back to: Variant 8" in words(page)


def test_the_code_is_read_and_taken_away(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.result(
        conversation, "a", printed="1", title="Sum: by/month", source="x=1\nprint( x )\n"
    )
    page = opened(room.make(conversation), f"inside-{turn}")
    assert page.code[0].value == "x = 1\nprint(x)"
    assert [label for label in labels(page) if label.startswith("As a")] == [
        "As a text",
        "As a Python file",
        "As a notebook",
    ]
    other = room.seeds.result(conversation, "b", kind="html", source="<p>x</p>")
    page = opened(room.make(conversation), f"inside-{other}")
    assert "As a page to open in a browser" in labels(page)


@pytest.mark.parametrize("act", ["use", "vary", "branch"])
def test_what_cant_be_done_now_is_said(room: Room, opened: Callable[..., Room], act: str) -> None:
    conversation, first, second = two(room)
    room = opened(model="openai/gpt-5-mini", api_base="http://127.0.0.1:9/v1")
    turn = second if act == "vary" else first
    page = room.make(conversation)
    page.session_state[f"more-{turn}"] = True
    page.run()
    if act == "branch":
        room.workshop.history.delete(conversation)
    else:
        room.seeds.working(conversation, "from another tab")
    page.button(key=f"{act}-{turn}").click().run()
    said = words(page)
    assert "isn't here any more" in said if act == "branch" else "still working on what you asked" in said


def test_nothing_hostile_in_names_becomes_markup(room: Room) -> None:
    hostile = "![x](http://evil.example/p.png) **b** :material/home: $x$"
    conversation = room.seeds.conversation()
    for number in (1, 2):
        outputs = (
            Made("t", TABLE, table([(hostile, "string"), ("n", "number")], [[hostile, number], ["b", 1]])),
        )
        files = (Made(f"{hostile}{number}.txt", "text/plain", b"x", file=True),)
        turn = room.seeds.result(conversation, hostile, (*outputs, *files), title=hostile)
    page = opened_at(room, conversation, f"since-{turn}", f"comparing-{turn}")
    room.workshop.use(room.workshop.conversation(conversation).turns[0].id)
    page.run()
    assert not page.exception
    said = [str(element.value) for element in (*page.markdown, *page.caption)]
    assert not any("](http" in text or " **b** " in text for text in said)
    assert not any("](http" in cell for frame in page.table for cell in frame.value.to_numpy().flatten())


def opened_at(room: Room, conversation: str, *keys: str) -> AppTest:
    page = room.make(conversation)
    for key in keys:
        page.session_state[key] = True
    return page.run()
