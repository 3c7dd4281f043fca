"""Going back, taking that back, branching: over a real store, with the same thing pressed twice and from several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.codec import from_plain
from generator.evidence.types import Check, Claim, Evidence, Opinion
from tests.pages.conftest import Room, open_room
from tests.pages.seeds import Made
from workshop.context import brief_of
from workshop.service import BadRequest, NotThere
from workshop.store import Store

CLAIM = Claim("It adds up.", "")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return open_room(tmp_path)


def two(room: Room) -> tuple[str, str, str]:
    """A conversation with two results."""
    conversation = room.seeds.conversation()
    files = {"sales.csv": b"old"}
    first = room.seeds.result(
        conversation, "by month", printed="Total: 1", title="Months", source="print('one')\n", files=files
    )
    files = {"sales.csv": b"new", "more.csv": b"more"}
    second = room.seeds.result(
        conversation, "by week", printed="Total: 2", title="Weeks", source="print('two')\n", files=files
    )
    return conversation, first, second


def asked(room: Room, conversation: str, text: str) -> str:
    """What a model would be told of the next request."""
    turn = room.workshop.ask(conversation, text)
    return brief_of(room.seeds.store, room.seeds.blobs, turn).text


def test_the_next_request_changes_the_program_that_was_gone_back_to(room: Room) -> None:
    conversation, first, _second = two(room)
    room.workshop.use(first)
    view = room.workshop.conversation(conversation).turns[-1]
    assert (view.back_to, view.status, view.title, view.console) == (first, "done", "Months", "Total: 1")
    brief = asked(room, conversation, "as a chart")
    assert "print('one')" in brief
    assert "print('two')" not in brief
    assert "I went back to an earlier result" in brief
    assert room.started == [(room.workshop.conversation(conversation).turns[-1].id, 1)]


def test_files_are_as_they_were_and_later_ones_stay_given(room: Room) -> None:
    conversation, first, _second = two(room)
    room.workshop.use(first)
    files = {file.name: file.blob for file in room.workshop.conversation(conversation).turns[-1].files}
    assert room.workshop.blob(files["sales.csv"]) == b"old"
    assert room.workshop.blob(files["more.csv"]) == b"more"


def test_pressing_many_times_goes_back_once(room: Room) -> None:
    conversation, first, _second = two(room)
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda _: room.workshop.use(first), range(5)))
    assert len(room.workshop.conversation(conversation).turns) == 3


def test_the_result_that_is_gone_on_from_already_is_left_alone(room: Room) -> None:
    conversation, _first, second = two(room)
    room.workshop.use(second)
    assert len(room.workshop.conversation(conversation).turns) == 2


def test_undone_as_easily(room: Room) -> None:
    conversation, first, second = two(room)
    room.workshop.use(first)
    marker = room.workshop.conversation(conversation).turns[-1].id
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: room.workshop.undo(marker), range(3)))
    assert [turn.id for turn in room.workshop.conversation(conversation).turns] == [first, second]
    assert "print('two')" in asked(room, conversation, "as a chart")


def test_what_was_asked_since_isnt_undone(room: Room) -> None:
    conversation, first, second = two(room)
    room.workshop.use(first)
    marker = room.workshop.conversation(conversation).turns[-1].id
    room.seeds.result(conversation, "as a chart", printed="3")
    with pytest.raises(BadRequest, match="asked for more since"):
        room.workshop.undo(marker)
    with pytest.raises(BadRequest, match="asked for more since"):
        room.workshop.undo(second)  # and no other turn is
    assert len(room.workshop.conversation(conversation).turns) == 4


def test_nothing_is_gone_back_to_while_something_runs(room: Room) -> None:
    conversation, first, _second = two(room)
    room.seeds.working(conversation, "a long one")
    with pytest.raises(BadRequest, match="still working"):
        room.workshop.use(first)
    assert room.statuses(conversation) == ["done", "done", "working"]


def test_what_has_no_result_or_is_gone_cant_be_used(room: Room) -> None:
    conversation, _first, _second = two(room)
    failed = room.seeds.turn(conversation, "impossible", status="failed", error={"sentence": "No."})
    with pytest.raises(BadRequest, match="no result"):
        room.workshop.use(failed)
    for act in (room.workshop.use, room.workshop.branch):
        with pytest.raises(NotThere):
            act("0" * 32)


def test_a_branch_has_all_up_to_there_and_leaves_the_first_as_it_is(room: Room) -> None:
    conversation, first, second = two(room)
    picture = Made("a.png", "image/png", b"png")
    third = room.seeds.result(conversation, "third", (picture,), title="Third")
    room.seeds.store.add_call(first, role="writer", model="m", prompt_tokens=9, cost_usd=1.0)
    branched = room.workshop.branch(third)
    copies = room.workshop.conversation(branched).turns
    assert [turn.title for turn in copies] == ["Months", "Weeks", "Third"]
    assert [turn.console for turn in copies][:2] == ["Total: 1", "Total: 2"]
    assert room.workshop.blob(copies[2].outputs[0].blob) == b"png"
    assert not {turn.id for turn in copies} & {first, second, third}
    assert {turn.tokens for turn in copies} == {0}  # what was paid isn't paid again
    assert "print('two')" in asked(room, room.workshop.branch(second), "more")
    assert room.statuses(conversation) == ["done", "done", "done"]
    for word in ("Total", "by month"):  # a copy is found by the same words
        assert room.workshop.history.page(word).total == 3
    titles = [line.title for line in room.workshop.recent()]
    assert sorted(titles) == ["by month", "by month (2)", "by month (2)"]


def test_pressing_twice_makes_one_branch_and_a_used_one_isnt_taken_again(room: Room) -> None:
    _conversation, first, _second = two(room)
    with ThreadPoolExecutor(5) as pool:
        made = set(pool.map(lambda _: room.workshop.branch(first), range(5)))
    assert len(made) == 1
    room.workshop.ask(made.pop(), "and now")
    again = room.workshop.branch(first)
    assert len(room.workshop.conversation(again).turns) == 1
    assert {line.title for line in room.workshop.recent()} == {"by month", "by month (2)", "by month (3)"}


def test_evidence_names_the_copies_and_nobody_goes_on_with_it(room: Room) -> None:
    _conversation, first, _second = two(room)
    other = room.seeds.other(first, printed="Total: 3")
    opinion = Opinion(other, failed="It didn't run.")
    check = Check(CLAIM, "agrees", noticed=1, damages=1)
    working = Evidence("working", line="Trying", checks=(check,), opinions=(opinion,))
    room.seeds.evidence(first, working)
    with room.seeds.store.session() as session:
        from workshop import tables as t

        session.get_one(t.Evidence, room.seeds.store.turn(first).run_id).state = "working"
    branched = room.workshop.branch(first)
    copy = room.workshop.conversation(branched).turns[0]
    known = from_plain(Evidence, evidence_of(room.seeds.store, copy.run))
    assert known.state == "done"
    assert known.opinions[0].version != other
    assert room.seeds.store.version(known.opinions[0].version).turn_id == copy.id
    assert not copy.evidence.working


def evidence_of(store: Store, run: str) -> dict[str, object]:
    found = store.evidence(run)
    assert found is not None
    return found


def test_what_was_made_of_copies_goes_with_its_conversation_alone(room: Room) -> None:
    conversation, first, _second = two(room)
    branched = room.workshop.branch(first)
    room.workshop.history.delete(conversation)
    copy = room.workshop.conversation(branched).turns[0]
    assert (copy.console, copy.source) == ("Total: 1", "print('one')\n")


def test_variants_are_asked_for_once(room: Room) -> None:
    conversation, first, second = two(room)
    asking = room.workshop.vary(second)
    with pytest.raises(BadRequest, match="still working"):
        room.workshop.vary(second)
    question = {"text": "Which?", "choices": [], "way": "variants", "variants": []}
    room.seeds.store.update_turn(asking, status="asking", question=question)
    assert room.workshop.vary(second) == asking
    assert room.started == [(asking, 1)]
    assert len(room.workshop.conversation(conversation).turns) == 3
    room.workshop.vary(first)  # from an earlier result: it is gone back to first
    assert [turn.back_to for turn in room.workshop.conversation(conversation).turns][3] == first
