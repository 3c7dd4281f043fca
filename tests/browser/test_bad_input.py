"""What people do that nobody planned for: nothing breaks, nothing runs twice, nothing is lost."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import IDLE, Served, serving, shoot
from tests.scripted_server import Reply, ScriptedServer, text_of
from tests.support import WRITER, answer, until
from workshop.reading import read_conversation

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

Open = Callable[..., Page]
SLOW = 240_000  # ms
LISTING = """
import os
import pandas as pd

names = sorted(os.listdir("/in"))
display(pd.DataFrame({"File": names, "Bytes": [os.path.getsize(f"/in/{name}") for name in names]}))
"""
LONG = "import time\n\ntime.sleep(6)\nprint('it is over')\n"
SHORT = "print('it is done')\n"
HTML_NAME = "<img src=x onerror=alert(1)>.csv"
ODD = [
    "🎉 party.csv",
    'it\'s "quoted".csv',
    HTML_NAME,
    "名字.csv",
    "a.csv",
    "A.CSV",
    "no ending",
    "..csv",
    " .csv",
]

SEEN = {
    **{"🎉 party.csv": 14, "it's _quoted_.csv": 17, "_img src=x onerror=alert(1)_.csv": 32, "名字.csv": 10},
    **{"a.csv": 5, "A (2).CSV": 5, "a (3).csv": 7, "no ending": 9, "..csv": 5, ".csv": 5, "empty.csv": 0},
    **{f"f{n}.csv": n for n in range(8)},
}


def says(body: dict[str, Any]) -> Reply:
    """Writes what was asked for: a list of the files, something long, or something short."""
    said = text_of(body)
    if WRITER not in said:
        return Reply("It ran.")
    request = said[said.rfind("# What was asked") :] if "# What was asked" in said else said
    source = LISTING if "list the files" in request else LONG if "take your time" in request else SHORT
    return Reply(answer(source, "A result"))


class Room:
    """A server with a model, and what became of what was asked."""

    def __init__(self, served: Served, model: ScriptedServer) -> None:
        self.served, self.model = served, model

    def programs(self) -> int:
        """How often a program was asked for since the last time."""
        count = sum(WRITER in text_of(body) for body in self.model.requests)
        self.model.requests.clear()
        return count

    def statuses(self, page: Page) -> list[str]:
        conversation = re.search(r"c=([0-9a-f]{32})", page.url)
        assert conversation is not None
        with self.served.seeds() as seeds:
            return [turn.status for turn in read_conversation(seeds.store, conversation[1], 20).turns]


@pytest.fixture(scope="module")
def room(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    home = tmp_path_factory.mktemp("bad")
    with ScriptedServer(says, at_once=True) as model:
        settings = {"ONEOFF_MODEL": "openai/scripted", "ONEOFF_API_BASE": model.base_url}
        with serving(home, **settings) as served:
            with served.seeds() as seeds:
                seeds.store.set_setting("dials", {"asks": "matters", "tries": "quick"})
            yield Room(served, model)


def test_twenty_files_with_odd_names_twice_the_same_and_an_empty_one(open_page: Open, room: Room) -> None:
    files = [{"name": name, "mimeType": "text/csv", "buffer": name.encode()} for name in ODD]
    files += [{"name": "a.csv", "mimeType": "text/csv", "buffer": b"a.csv"}]  # the same twice
    files += [{"name": "a.csv", "mimeType": "text/csv", "buffer": b"another"}]  # the same name only
    files += [{"name": "empty.csv", "mimeType": "text/csv", "buffer": b""}]
    files += [
        {"name": f"f{n}.csv", "mimeType": "text/csv", "buffer": b"x" * n} for n in range(20 - len(files))
    ]
    page = open_page("/", at=room.served)
    page.locator("[data-testid=stChatInput] input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_test_id("stChatInput").get_by_text("f7.csv").first.wait_for(state="attached")
    say(page, "list the files")
    page.get_by_role("button", name="Table as CSV").wait_for(timeout=SLOW)
    page.wait_for_selector(IDLE)
    with page.expect_download(timeout=SLOW) as coming:
        page.get_by_role("button", name="Table as CSV").click()
    rows = csv.reader(coming.value.path().read_text("utf-8-sig").splitlines()[1:])
    assert {name: int(size) for name, size in rows} == SEEN
    assert page.locator("img[src=x]").count() == 0
    assert (room.programs(), room.statuses(page)) == (1, ["done"])
    shoot(page, "bad-twenty-files")


def test_a_folder_that_is_dropped_gives_its_files(open_page: Open, room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    (folder / "deeper").mkdir(parents=True)
    (folder / "one.csv").write_text("a\n1\n")
    (folder / "deeper" / "two.csv").write_text("a\n2\n")
    page = open_page("/", at=room.served)
    place = page.get_by_test_id("stChatInput").bounding_box()
    assert place is not None
    drop(page, place["x"] + 40, place["y"] + 10, folder)
    page.get_by_test_id("stChatInput").get_by_text("two.csv").first.wait_for()
    room.programs()
    say(page, "list the files")
    expect(page.get_by_test_id("data-grid-canvas").first).to_contain_text("one.csv", timeout=SLOW)
    assert room.programs() == 1


def test_enter_five_times_is_one_request(open_page: Open, room: Room) -> None:
    page = open_page("/", at=room.served)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("take your time")
    for _ in range(5):
        box.press("Enter", no_wait_after=True)
    page.get_by_text("it is over").wait_for(timeout=SLOW)
    assert (room.programs(), room.statuses(page)) == (1, ["done"])


def test_of_two_tabs_that_press_at_once_one_wins_and_the_other_sees_it(open_page: Open, room: Room) -> None:
    one = open_page("/", at=room.served)
    say(one, "something short")
    one.get_by_text("it is done").first.wait_for(timeout=SLOW)
    one.wait_for_selector(IDLE)
    other = one.context.new_page()
    other.goto(one.url)
    other.get_by_text("it is done").first.wait_for(timeout=SLOW)
    for page in (one, other):
        page.get_by_test_id("stChatInputTextArea").fill("take your time")
    for page in (one, other):
        page.get_by_test_id("stChatInputTextArea").press("Enter", no_wait_after=True)
    told = until(lambda: [page for page in (one, other) if _refused(page)] or None, "one of them is told")
    assert len(told) == 1
    shoot(told[0], "bad-two-tabs")
    for page in (one, other):
        page.get_by_text("it is over").wait_for(timeout=SLOW)
    assert (room.programs(), room.statuses(one)) == (2, ["done", "done"])


def _refused(page: Page) -> bool:
    return page.get_by_text("I'm still working").count() > 0


def test_back_in_the_middle_loses_nothing(open_page: Open, room: Room) -> None:
    page = open_page("/", at=room.served)
    say(page, "take your time")
    page.wait_for_url(re.compile(r"\?c="), wait_until="commit")
    page.get_by_role("button", name="Stop").wait_for(timeout=SLOW)
    address = page.url
    page.go_back()
    page.get_by_role("heading", name="What do you need?").wait_for(timeout=SLOW)
    page.go_forward()
    page.get_by_text("it is over").wait_for(timeout=SLOW)
    assert page.url == address
    assert (room.programs(), room.statuses(page)) == (1, ["done"])


def say(page: Page, text: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(text)
    expect(page.get_by_test_id("stChatInputSubmitButton")).to_be_enabled(timeout=SLOW)  # files have arrived
    box.press("Enter")


def drop(page: Page, x: float, y: float, path: Path) -> None:
    """As a person drops a file or a folder from the desktop."""
    devtools = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, "x": x, "y": y, "data": data})
