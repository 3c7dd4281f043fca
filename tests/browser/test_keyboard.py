"""A whole way with the keyboard alone, what a screen reader hears on it, and where the focus goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.evidence.types import Evidence
from tests.browser.conftest import IDLE, Served, serving, shoot
from tests.browser.states import AGREES
from tests.browser.test_access import looked_at
from tests.scripted_server import Reply, ScriptedServer
from tests.support import EXPLAINER, WRITER, answer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Open = Callable[..., Page]
SLOW = 240_000  # ms; the first run may have to prepare the sandbox
ASKS = "TITLE: Months\nASK: Which day counts? | ordered | paid\n"
TABLE = "import pandas as pd\n\npd.DataFrame({'Month': ['May', 'June'], 'Amount': [3.5, 4.0]})\n"
COUNTING = "import time\nfrom tqdm import tqdm\n\nfor step in tqdm(range(4000)):\n    time.sleep(0.1)\n"
HEARD = """() => { window.heard = []; new MutationObserver(() => {
    const said = document.getElementById('news')?.textContent;
    if (said && said !== window.heard.at(-1)) window.heard.push(said);
}).observe(document.body, {childList: true, subtree: true, characterData: true}); }"""
FOCUSED = "() => document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || ''"
VISIBLE = """() => { const of = getComputedStyle(document.activeElement); const box = document.activeElement.parentElement;
    return of.outlineStyle !== 'none' || of.boxShadow !== 'none' || getComputedStyle(box).borderColor !== ''; }"""


@pytest.fixture
def with_model(chromium: Browser, tmp_path: Path) -> Iterator[Served]:
    """A server whose model asks a question, makes a table, and then counts slowly."""
    said = {
        WRITER: [Reply(ASKS), Reply(answer(TABLE, "Amounts by month")), Reply(answer(COUNTING, "A count"))],
        EXPLAINER: [Reply("June is the largest month.")],
    }

    def script(body: dict[str, object]) -> Reply:
        for beginning, replies in said.items():
            if beginning in str(body):
                return replies.pop(0) if len(replies) > 1 else replies[0]
        return Reply("NONE")

    with ScriptedServer(script, at_once=True) as model:
        settings = {"ONEOFF_MODEL": "openai/scripted", "ONEOFF_API_BASE": model.base_url}
        with serving(tmp_path, ONEOFF_RUN_SECONDS="600", **settings) as served:
            yield served


def test_the_whole_way_with_the_keyboard_alone(open_page: Open, with_model: Served) -> None:
    page = open_page("/", at=with_model)
    page.evaluate(HEARD)
    _tab_to(page, "Sum the amounts by month")
    page.keyboard.type("sum the amount by month")
    page.keyboard.press("Enter")

    question = page.get_by_role("heading", name="Which day counts?")
    question.wait_for(timeout=SLOW)
    expect(question).to_be_focused()
    _tab_to(page, "paid")
    assert page.evaluate(VISIBLE)
    page.keyboard.press("Space")

    result = page.get_by_role("heading", name="Amounts by month")
    result.wait_for(timeout=SLOW)
    expect(result).to_be_focused(timeout=SLOW)
    page.get_by_text("What was checked").wait_for(timeout=SLOW)
    shoot(page, "keyboard-result")
    _tab_to(page, "What was checked")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Facts").wait_for()
    _tab_to(page, "Look inside")
    page.keyboard.press("Enter")
    page.locator("pre code .token").first.wait_for()

    _tab_to(page, "Ask for a change, or for something else")
    page.keyboard.type("count slowly")
    page.keyboard.press("Enter")
    page.get_by_test_id("stProgress").wait_for(timeout=SLOW)
    page.wait_for_function("() => document.activeElement.className.includes('st-key-line-')")
    assert looked_at(page) == []
    shoot(page, "keyboard-working")
    _tab_to(page, "Stop")
    page.keyboard.press("Enter")
    stopped = page.get_by_role("heading", name="Stopped, as you asked.")
    stopped.wait_for(timeout=SLOW)
    expect(stopped).to_be_focused()

    heard = page.evaluate("() => window.heard")
    assert "A question: Which day counts?" in heard
    assert any(re.match("Done in .+", said) for said in heard)
    assert heard[-1] == "Stopped, as you asked."
    assert [said for at, said in enumerate(heard) if said in heard[:at] and "Done" in said] == []

    _tab_to(page, "Settings", back=True)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Settings").wait_for()
    page.wait_for_selector(IDLE, timeout=SLOW)
    _tab_to(page, "Save limits")


def test_focus_isnt_taken_from_who_types_and_what_came_is_said_once(open_page: Open, served: Served) -> None:
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        turn = seeds.result(conversation, "add up", printed="1")
        seeds.evidence(turn, Evidence("working", line="Trying the checks"))
        page = open_page("/")
        page.evaluate(HEARD)
        page.goto(f"{served.address}/?c={conversation}")
        page.get_by_role("button", name="Stop checking").wait_for()
        page.evaluate(HEARD)
        box = page.get_by_test_id("stChatInputTextArea")
        box.press_sequentially("half a sentence")
        seeds.evidence(turn, Evidence("done", checks=(AGREES,)))
        page.wait_for_function("() => window.heard.length > 0")
        expect(box).to_be_focused()
        box.press_sequentially(", and the rest")
    page.wait_for_timeout(1000)
    assert page.evaluate("() => window.heard") == [
        "Done in 14 s. Opened sales.csv. 1 check agrees. No second program"
    ]
    expect(box).to_have_value("half a sentence, and the rest")
    expect(box).to_be_focused()


def _tab_to(page: Page, name: str, back: bool = False) -> None:
    """Press Tab until what has the focus is called `name`."""
    passed = []
    for _press in range(80):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        now = page.evaluate(FOCUSED).strip().split("\n")[-1]
        passed.append(now)
        if now == name:
            return
    raise AssertionError(f"Tab doesn't come to {name}, but to {passed}")
