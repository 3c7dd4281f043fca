"""The history in a browser: search, rename, pin, delete, reload; and another tab that doesn't know yet."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import IDLE, Served, shoot

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
SLOW = 60_000  # ms


def test_what_was_made_is_found_renamed_pinned_and_deleted(open_page: Open, served: Served) -> None:
    with served.seeds() as seeds:
        whale, other = seeds.conversation(), seeds.conversation()
        seeds.result(whale, "count the animals", printed="one narwhal and two seals", title="Animals")
        seeds.result(other, "a narwhal of paper", title="Folded")
    page = open_page("/history")
    main = page.get_by_role("main")
    page.get_by_role("searchbox").fill("NARWHAL seals")
    main.get_by_text("1 conversation with “NARWHAL seals”").wait_for()
    main.get_by_text("Printed: one narwhal and two seals").wait_for()
    shoot(page, "history-hits")

    _choose(page, "Rename")
    name = main.get_by_label("New name")
    name.fill("Of *animals*")
    name.press("Enter")
    main.get_by_role("link", name="Of *animals*").wait_for()
    _choose(page, "Pin")
    expect(page.locator(".st-key-recent a").first).to_contain_text("Of *animals*", timeout=SLOW)
    page.reload()
    page.wait_for_selector(IDLE)
    expect(page.get_by_role("searchbox")).to_have_value("NARWHAL seals", timeout=SLOW)
    main.get_by_role("link", name="Of *animals*").click()
    page.wait_for_url(re.compile(f"c={whale}"))
    main.get_by_role("heading", name="Animals").wait_for()

    elsewhere = open_page("/history?q=narwhal")
    elsewhere_main = elsewhere.get_by_role("main")
    elsewhere_main.get_by_text("2 conversations").wait_for()
    _choose(elsewhere, "Delete for good")
    shoot(elsewhere, "history-delete")
    elsewhere_main.get_by_role("button", name="Delete for good").dblclick()
    elsewhere_main.get_by_text("“Of *animals*” is deleted.").wait_for()
    elsewhere_main.get_by_text("1 conversation with").wait_for()

    page.get_by_test_id("stChatInputTextArea").fill("and what else?")
    page.get_by_test_id("stChatInputTextArea").press("Enter")
    main.get_by_text("isn't here any more").wait_for()
    main.get_by_role("heading", name="What do you need?").wait_for()
    page.wait_for_selector(
        IDLE
    )  # the part around both pages is another one, and what was opened in it is closed then
    main.get_by_text("What you wrote").click()
    main.get_by_text("and what else?").wait_for()


def _choose(page: Page, what: str) -> None:
    """In the menu of the first line."""
    page.wait_for_selector(IDLE)
    page.get_by_role("main").get_by_role("button", name="More").first.click()
    page.get_by_role("menuitem", name=what, exact=True).or_(page.get_by_role("option", name=what)).click()
    page.wait_for_selector(IDLE)
