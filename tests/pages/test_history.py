"""The History page: searching, renaming, pinning, deleting, and how long things are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Room
from tests.pages.looking import words
from workshop import tables as t


def aged(room: Room, conversation: str, days: float) -> None:
    with room.seeds.store.session() as session:
        then = t.now() - timedelta(days=days)
        row = update(t.Conversation).where(t.Conversation.id == conversation)
        session.execute(row.values(updated_at=then, used_at=None))


def titles(page: AppTest) -> list[str]:
    """Of the lines, from top to bottom."""
    return [
        link.proto.label.replace("\\", "")
        for link in page.get("page_link")
        if "c=" in link.proto.query_string
    ]


def press(page: AppTest, conversation: str, what: str) -> AppTest:
    """Choose `what` in the menu of a line."""
    page.session_state["past-open"] = (what, conversation)
    return page.run()


def two(room: Room) -> tuple[str, str]:
    """A conversation about sales, and a newer one in Chinese."""
    sales, other = room.seeds.conversation(), room.seeds.conversation()
    room.seeds.result(
        sales, "sum the sales by month", printed="the grand total is 77", files={"umsatz.csv": b"a"}
    )
    room.seeds.result(other, "按月份统计销售额", title="Monthly")
    return sales, other


def test_an_empty_history_says_so(room: Room) -> None:
    assert "Nothing here yet" in words(room.history())


def test_the_newest_stands_first_and_a_pinned_one_before_it(room: Room) -> None:
    sales, _other = two(room)
    assert titles(room.history()) == ["按月份统计销售额", "sum the sales by month"]
    room.workshop.history.pin(sales, True)
    assert titles(room.history()) == ["sum the sales by month", "按月份统计销售额"]


def test_a_search_shows_where_the_words_stand(room: Room) -> None:
    two(room)
    page = room.history()
    page.text_input(key="q").set_value("GRAND umsatz").run()
    assert titles(page) == ["sum the sales by month"]
    said = words(page)
    assert "Printed: the :orange-background[grand] total is 77" in said
    assert "Files: :orange-background[umsatz].csv" in said
    page.text_input(key="q").set_value("月份").run()
    assert titles(page) == ["按:orange-background[月份]统计销售额"]


@pytest.mark.parametrize(
    "odd",
    ['"', "'", "%", "_", "*", "a OR (b", "NEAR(", "\0x", "🙂", "\ud800", "-- ;", "\\", "[a](b)", "x" * 200],
)
def test_odd_characters_in_a_search_are_no_error(room: Room, odd: str) -> None:
    two(room)
    assert room.workshop.history.page(odd).total == 0
    if odd.isprintable():
        page = room.history()
        page.text_input(key="q").set_value(odd).run()
        assert "Nothing has" in words(page)


def test_a_line_is_renamed_and_pinned(room: Room) -> None:
    sales, _other = two(room)
    page = press(room.history(), sales, "rename")
    page.text_input(key=f"title-{sales}").set_value("  Sales *2025*  ")
    page.button(key=f"save-{sales}").click().run()
    assert titles(page) == ["按月份统计销售额", "Sales *2025*"]
    assert room.workshop.history.page("sales 2025").total == 1


def test_deleting_asks_once_and_is_said(room: Room) -> None:
    sales, other = two(room)
    page = press(room.history(), sales, "delete")
    assert "Delete “sum the sales by month” for good?" in words(page)
    page.button(key=f"keep-{sales}").click().run()
    assert "for good?" not in words(page)
    page = press(page, sales, "delete")
    page.button(key=f"gone-{sales}").click().run()
    assert "“sum the sales by month” is deleted." in words(page)
    assert [line.id for line in room.workshop.history.page().lines] == [other]


def test_what_another_tab_deleted_is_gone_here_too(room: Room) -> None:
    sales, _other = two(room)
    page = press(room.history(), sales, "delete")
    renaming = press(room.history(), sales, "rename")
    open_in_another = room.make(sales)
    room.workshop.history.delete(sales)
    page.button(key=f"gone-{sales}").click().run()
    assert "is deleted" in words(page)
    renaming.text_input(key=f"title-{sales}").set_value("x")
    renaming.button(key=f"save-{sales}").click().run()
    assert "That isn't here any more" in words(renaming)
    assert "That conversation isn't here any more" in words(open_in_another.run())


def test_a_run_that_is_watched_and_deleted_elsewhere_is_said(room: Room) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.working(conversation, "something long")
    page = room.make(conversation)
    room.seeds.store.update_turn(turn, status="stopped")  # as its worker would, when told to stop
    room.workshop.history.delete(conversation)
    page.button(key=f"stop-{turn}").click().run()
    assert "That conversation isn't here any more" in words(page)


def test_many_conversations_are_paged(room: Room) -> None:
    for number in range(23):
        room.seeds.turn(room.seeds.conversation(), f"request {number}")
    page = room.history()
    assert len(titles(page)) == 20
    assert page.get("pagination")
    assert [line.title for line in room.workshop.history.page("request", 2).lines] == [
        "request 2",
        "request 1",
        "request 0",
    ]


def test_nothing_expires_until_a_time_is_chosen_and_then_it_is_said_before(room: Room) -> None:
    old, _new = two(room)
    aged(room, old, 40)
    assert "All of it is kept until you delete it." in words(room.history())
    settings = room.settings()
    assert "Nothing is deleted unless you do it yourself" in words(settings)
    settings.selectbox(key="keep-for").select(30).run()
    assert room.workshop.history.retention().days == 30
    said = words(room.history())
    assert "1 conversation is deleted soon" in said
    assert "kept until" in said
    room.workshop.history.pin(old, True)
    assert "deleted soon" not in words(room.history())
