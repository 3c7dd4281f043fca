"""The server is killed and started again while a page is open: the page says so, goes on, and nothing runs twice or is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import IDLE, serving, shoot
from tests.scripted_server import Reply, ScriptedServer
from tests.support import answer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Open = Callable[..., Page]
SLOW = 120_000  # ms
COUNTING = "import time\nfrom tqdm import tqdm\n\nfor step in tqdm(range(4000)):\n    time.sleep(0.1)\n"
AWAY = "Oneoff doesn't answer just now."
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"


@pytest.fixture
def model(chromium: Browser) -> Iterator[ScriptedServer]:
    with ScriptedServer([Reply(answer(COUNTING, "A long count"))]) as model:
        yield model


def test_a_killed_server_comes_back_to_the_same_run(
    open_page: Open, model: ScriptedServer, tmp_path: Path
) -> None:
    settings = {"ONEOFF_MODEL": "openai/scripted", "ONEOFF_API_BASE": model.base_url}
    with serving(tmp_path, ONEOFF_RUN_SECONDS="600", **settings) as first:
        page = open_page("/", at=first)
        box = page.get_by_test_id("stChatInputTextArea")
        box.fill("count slowly to a thousand")
        box.press("Enter")
        page.get_by_test_id("stProgress").wait_for(timeout=SLOW)
        first.process.kill()
        page.get_by_text(AWAY).wait_for()
        page.wait_for_selector("[data-testid=stDialog]", state="attached")  # Streamlit's own words are hidden
        expect(page.get_by_test_id("stDialog")).to_be_hidden()
        shoot(page, "away-working")
    with serving(tmp_path, ONEOFF_PORT=first.port, ONEOFF_RUN_SECONDS="600", **settings) as second:
        page.wait_for_selector(CONNECTED, timeout=SLOW)
        expect(page.get_by_text(AWAY)).to_be_hidden()
        page.get_by_test_id("stProgress").wait_for(timeout=SLOW)
        beside = open_page(page.url.removeprefix(first.address), at=second)
        beside.get_by_test_id("stProgress").wait_for(timeout=SLOW)
        beside.get_by_role("button", name="Stop").click()
        for one in (beside, page):
            one.get_by_role("heading", name="Stopped, as you asked").wait_for(timeout=SLOW)
        assert len(model.requests) == 1  # the program was written once, and the second tab asked for nothing

        box.fill("typed while it was away")
        second.process.kill()
        page.get_by_text(AWAY).wait_for()
    with serving(tmp_path, ONEOFF_PORT=first.port, ONEOFF_RUN_SECONDS="600", **settings):
        page.wait_for_selector(CONNECTED, timeout=SLOW)
        page.wait_for_selector(IDLE)
        expect(box).to_have_value("typed while it was away", timeout=SLOW)
        expect(box).to_be_enabled(timeout=SLOW)
        page.wait_for_timeout(1000)
        page.wait_for_selector(IDLE, timeout=SLOW)
        box.press("Enter")
        page.get_by_role("button", name="Stop").click(timeout=SLOW)
        expect(page.get_by_role("heading", name="Stopped, as you asked")).to_have_count(2, timeout=SLOW)


def test_back_in_the_middle_of_a_run_and_forward_again(
    open_page: Open, model: ScriptedServer, tmp_path: Path
) -> None:
    settings = {"ONEOFF_MODEL": "openai/scripted", "ONEOFF_API_BASE": model.base_url}
    with serving(tmp_path, ONEOFF_RUN_SECONDS="600", **settings) as served:
        page = open_page("/", at=served)
        page.get_by_test_id("stChatInputTextArea").fill("count slowly to a thousand")
        page.get_by_test_id("stChatInputTextArea").press("Enter")
        page.get_by_test_id("stProgress").wait_for(timeout=SLOW)
        running = page.url
        page.get_by_role("link", name="New").click()
        page.get_by_role("heading", name="What do you need?").wait_for()
        page.go_back()
        page.get_by_test_id("stProgress").wait_for(timeout=SLOW)
        assert page.url == running
        page.wait_for_timeout(2000)  # a person doesn't press what the browser is about to replace
        page.get_by_role("button", name="Stop").click()
        page.get_by_role("heading", name="Stopped, as you asked").wait_for(timeout=SLOW)
        assert len(model.requests) == 1
