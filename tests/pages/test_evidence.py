"""The line of marks under a result, what stands behind it, and the choice between two results."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from generator.evidence.types import Check, Claim, Comparison, Difference, Evidence, Opinion, Reading
from tests.pages.conftest import Room
from tests.pages.looking import labels, sent, words
from tests.pages.seeds import TABLE, Made, table

CLAIM = Claim("The totals of the months add up to the sum of the file.", "")
AGREES = Check(CLAIM, "agrees", "318", "318", "sum of Total", "sum of Amount", noticed=4, damages=7)
DIFFERENCES = tuple(Difference(f"Total, 2024-{at:02}", f"{at}1.00", f"{at}2.00") for at in range(1, 13))
DIFFERS = Comparison("different", 0, 12, DIFFERENCES)
READING = Reading("ambiguity", "Which day counts?", "The day it was ordered", "The day it was paid")
MONTHS = (Made("t", TABLE, table([("Month", "string"), ("Total", "number")], [["May", 11.0]])),)
OTHER = (Made("t", TABLE, table([("Month", "string"), ("Total", "number")], [["May", 12.0]])),)


def seeded(room: Room, evidence: Evidence | None) -> tuple[str, str]:
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "by month", MONTHS, title="By month")
    if evidence:
        room.seeds.evidence(turn, evidence)
    return conversation, turn


def differing(room: Room, chosen: Literal["here", "there", ""] = "") -> tuple[str, str, str]:
    conversation, turn = seeded(room, None)
    version = room.seeds.other(turn, OTHER)
    opinion = Opinion(version, DIFFERS, reading=READING, chosen=chosen)
    room.seeds.evidence(turn, Evidence("done", opinions=(opinion,)))
    return conversation, turn, version


def test_without_evidence_the_line_says_so(room: Room) -> None:
    conversation, _turn = seeded(room, None)
    said = words(room.make(conversation)).splitlines()
    assert ":material/visibility: Opened sales.csv" in said
    assert ":material/help: Not checked" in said
    assert ":material/help: No second program" in said


def test_marks_checks_and_their_values(room: Room) -> None:
    wrong = replace(AGREES, verdict="disagrees", expected="319")
    opinions = (Opinion("v", Comparison("same", 12, 12)),)
    conversation, _turn = seeded(room, Evidence("done", checks=(AGREES, wrong), opinions=opinions))
    said = words(room.make(conversation))
    assert ":material/error: 1 of 2 checks disagrees" in said
    assert ":material/check_circle: Two programs agree" in said
    assert "In the result: 318 (sum of Total). Expected: 319 (sum of Amount)." in said
    assert "A program written separately agrees on all 12 values." in said


def test_what_was_checked_is_sent_once_it_is_opened(room: Room) -> None:
    conversation, turn = seeded(room, Evidence("done", checks=(AGREES,)))
    page = room.make(conversation, opened=False)
    assert "What was checked" in sent(page)
    assert "Ran in" not in sent(page)
    page.session_state[f"checks-{turn}"] = True
    page.run()
    assert "Ran in" in sent(page)


def test_while_it_is_checked_the_line_says_what_and_stop_stops_it(room: Room) -> None:
    conversation, turn = seeded(room, Evidence("working", line="Writing a second program", checks=(AGREES,)))
    page = room.make(conversation)
    said = words(page)
    assert "Writing a second program" in said
    assert "1 check agrees" in said
    assert "No second program" not in said
    assert "What was checked" not in sent(page)
    page.button(key=f"stop-checking-{turn}").click().run()
    assert room.seeds.store.stops_among([turn]) == {turn}
    room.seeds.evidence(turn, Evidence("stopped", checks=(AGREES,)))
    page.run()
    assert "Stop checking" not in labels(page)
    assert "Checking was stopped." in words(page)


def test_ten_differences_are_shown_and_the_others_counted(room: Room) -> None:
    conversation, _turn, _version = differing(room)
    page = room.make(conversation)
    (shown,) = page.table
    assert list(shown.value["This result"])[:2] == ["11\\.00", "21\\.00"]
    assert len(shown.value) == 10
    assert "And 2 more." in words(page)


def test_two_results_stand_side_by_side(room: Room) -> None:
    conversation, _turn, _version = differing(room)
    page = room.make(conversation)
    assert "Which day counts?" in [heading.value for heading in page.subheader]
    assert "**The day it was paid**" in words(page)
    assert [list(frame.value["Total"]) for frame in page.dataframe] == [[11.0], [11.0], [12.0]]


def test_taking_the_one_shown_settles_it(room: Room) -> None:
    conversation, turn, _version = differing(room)
    page = room.make(conversation)
    page.button(key=f"take-here-{turn}").click().run()
    assert "You chose: The day it was ordered" in words(page)
    assert "Take this one" not in labels(page)
    assert room.started == []


def test_taking_the_other_one_shows_it(room: Room) -> None:
    conversation, turn, version = differing(room)
    page = room.make(conversation).button(key=f"take-there-{turn}").click().run()
    assert room.started == [(turn, 2)]
    assert room.statuses(conversation) == ["done"]
    assert room.seeds.store.turn(turn).run_id == version
    assert [list(frame.value["Total"]) for frame in page.dataframe] == [[12.0]]


def test_a_choice_that_isnt_open_any_more_is_refused_in_words(room: Room) -> None:
    conversation, turn, _version = differing(room)
    page = room.make(conversation)
    room.seeds.result(conversation, "and by week?", printed="1")
    page.button(key=f"take-there-{turn}").click().run()
    assert "You have asked for more since then" in words(page)
    assert room.started == []


def test_what_was_chosen_is_said_and_asked_no_more(room: Room) -> None:
    conversation, _turn, _version = differing(room, chosen="there")
    page = room.make(conversation)
    assert "You chose: The day it was paid" in words(page)
    assert "Take this one" not in labels(page)


def test_printed_results_are_compared_too(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "how many?", printed="318 orders\n")
    version = room.seeds.other(turn, printed="320 orders\n")
    opinion = Opinion(version, Comparison("different", 0, 1, why="They count other days"))
    room.seeds.evidence(turn, Evidence("done", opinions=(opinion,)))
    page = room.make(conversation)
    assert [text.value for text in page.text][-2:] == ["318 orders", "320 orders"]
    assert "Two programs gave different results. Which one fits?" in words(page)


def test_a_result_that_isnt_kept_cant_be_taken(room: Room) -> None:
    conversation, _turn = seeded(
        room, Evidence("done", opinions=(Opinion("gone", DIFFERS, reading=READING),))
    )
    page = room.make(conversation)
    assert "Take this one" not in labels(page)
    assert "A second program differs in 12 of 12 values" in words(page)


def test_what_became_of_the_result_before(room: Room) -> None:
    evidence = Evidence("done", earlier=DIFFERS, stays=True, mended="It was written again")
    conversation, _turn = seeded(room, evidence)
    page = room.make(conversation)
    assert "You asked for nothing that changes the figures, and 12 of 12 changed" in words(page)
    assert "It was written again." in words(page)
    assert list(page.table[0].value.columns) == ["Value", "Now", "Before"]


def test_words_of_programs_and_models_are_shown_letter_by_letter(room: Room) -> None:
    hostile = "![x](http://evil.example/p.png) **b** :material/home: $x$"
    check = replace(AGREES, claim=Claim(hostile, ""), shown=hostile, verdict="disagrees")
    opinion = Opinion(
        "v", Comparison("different", 0, 1, (Difference(hostile, hostile, hostile),), why=hostile)
    )
    evidence = Evidence("done", checks=(check,), opinions=(opinion,), checks_why=hostile, mended=hostile)
    conversation, _turn = seeded(room, evidence)
    page = room.make(conversation)
    assert not page.exception
    said = [str(element.value) for element in (*page.markdown, *page.caption)]
    assert not any("](http" in text or " **b** " in text for text in said)
    assert not any("](http" in cell for frame in page.table for cell in frame.value.to_numpy().flatten())
