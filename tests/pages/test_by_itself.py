"""The section “Runs by itself”: a folder is watched and a time is chosen in the page's own words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from tests.by_itself import TINY
from tests.pages.conftest import Room
from workshop import tables as t


def _page(workshop: "Workshop", tool: str) -> None:  # type: ignore[name-defined]  # noqa: F821, UP037
    from pages.parts import by_itself

    by_itself.show(workshop, workshop.tools.tool(tool))


@pytest.fixture
def tool(room: Room) -> str:
    return room.workshop.tools.add(TINY)


def page(room: Room, tool: str) -> AppTest:
    """With both forms opened."""
    test = AppTest.from_function(_page, args=(room.workshop, tool), default_timeout=30)
    test.session_state[f"watch-new-{tool}"] = test.session_state[f"schedule-new-{tool}"] = True
    return test.run()


def words(test: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*test.text, *test.caption, *test.markdown)).replace("\\", "")


def test_a_folder_is_watched_paused_and_let_go(room: Room, tool: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    test = page(room, tool)
    assert "Nothing yet." in words(test)
    key = f"watch-new-{tool}"
    test.button(f"{key}-begin").click().run()
    assert "Say which folder." in words(test)
    test.text_input(f"{key}-folder").input(str(folder)).run()
    test.text_input(f"{key}-WORD").input("heard").run()
    test.button(f"{key}-begin").click().run()
    assert not test.exception
    (watch,) = room.workshop.watches.of(tool)
    assert (watch.folder, watch.patterns[0], dict(watch.values)) == (str(folder), "*.csv", {"WORD": "heard"})
    assert f"Watches {folder}" in words(test)
    assert "Word: heard" in words(test)
    test.button(f"watch-pause-{watch.id}").click().run()
    assert "Paused. No file yet." in words(test)
    with room.seeds.store.session() as session:
        session.execute(update(t.Watch).values(gone="The folder x isn't there.", failures=4, waiting=2))
    test.run()
    assert "The folder x isn't there." in words(test)
    assert "The last 4 files failed." in words(test)
    assert "2 files wait." in words(test)
    test.button(f"watch-delete-{watch.id}").click().run()
    assert room.workshop.watches.of(tool) == ()


def test_a_time_is_chosen_and_what_was_missed_is_told(room: Room, tool: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    test = page(room, tool)
    key = f"schedule-new-{tool}"
    test.button(f"{key}-begin").click().run()
    assert "This tool needs a file." in words(test)
    test.selectbox(f"{key}-every").select("month").run()
    test.number_input(f"{key}-monthday").set_value(31)
    test.radio(f"{key}-from").set_value(True).run()
    test.text_input(f"{key}-folder").input(str(folder)).run()
    test.button(f"{key}-begin").click().run()
    assert not test.exception
    (schedule,) = room.workshop.schedules.of(tool)
    assert (schedule.every, schedule.day, schedule.folder) == ("month", 31, str(folder))
    assert "Every month on day 31 at 09:00" in words(test)
    before = schedule.next_at - timedelta(days=40)
    with room.seeds.store.session() as session:
        session.execute(update(t.Schedule).values(missed=[before.isoformat()] * 2, missed_count=2))
    test.run()
    assert "2 runs were missed: " in words(test)
    test.button(f"missed-run-{schedule.id}").click().run()
    assert "missed" not in words(test)
    assert "failed: There was no file in" in words(test)
    test.button(f"schedule-delete-{schedule.id}").click().run()
    assert room.workshop.schedules.of(tool) == ()


def test_a_tool_from_somebody_else_does_nothing_by_itself(room: Room) -> None:
    tool = room.workshop.tools.add(TINY, received=True)
    assert not page(room, tool).header
