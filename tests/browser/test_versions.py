"""Versions in a browser: what changed, going back from two tabs, a reload, undone, compared on a phone, branched, the code."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import IDLE, Served, shoot
from tests.pages.seeds import TABLE, Made, png, table

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Open = Callable[..., Page]
COLUMNS = [("Month", "string"), ("Total", "number")]
SOURCE = 'import pandas as pd\n\ntable = pd.read_csv("/in/sales.csv")\ndisplay(table)\n'


def seeded(served: Served) -> tuple[str, str, str]:
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        files = {"sales.csv": b"Month,Total\nJan,1\n"}
        made = Made("t", TABLE, table(COLUMNS, [["Jan", 1.0], ["Feb", 2.0]]))
        picture = Made("c", "image/png", png())
        first = seeds.result(
            conversation, "by month", (made, picture), title="Months", source=SOURCE, files=files
        )
        made = Made("t", TABLE, table(COLUMNS, [["Jan", 1.0], ["Feb", 2.5], ["Mar", 3.0]]))
        second = seeds.result(conversation, "with March", (made, picture), title="With March", source=SOURCE)
    return conversation, first, second


def test_a_story_of_versions(open_page: Open, served: Served) -> None:
    conversation, first, second = seeded(served)
    page, other = open_page(f"/?c={conversation}"), open_page(f"/?c={conversation}")
    line = page.get_by_text("Since the result before: 1 of 2 values changed; 1 row more")
    line.click()
    expect(page.locator(f".st-key-changes-{second}").get_by_text("Total, Feb")).to_be_visible()
    shoot(page, "versions-changed")

    page.wait_for_selector(IDLE)
    for tab in (page, other):
        tab.locator(f".st-key-use-{first}").get_by_role("button").first.click()
    for tab in (page, other):
        expect(tab.get_by_text("Went back to: Months")).to_have_count(1)
    page.reload()
    page.wait_for_selector(IDLE)
    expect(page.get_by_text("Went back to: Months")).to_have_count(1)
    shoot(page, "versions-back")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("Went back to")).to_have_count(0)
    other.get_by_role("button", name="Undo").first.click()  # it was undone already
    expect(other.get_by_text("Went back to")).to_have_count(0)

    page.wait_for_selector(IDLE)
    page.locator(f".st-key-versions-{first}").get_by_role("button", name="More").first.click()
    page.get_by_role("button", name="Continue from here in a new conversation").first.dblclick()
    page.get_by_text("This is a copy up to here").first.wait_for()
    page.wait_for_selector(IDLE)
    expect(page.get_by_text("by month (2)")).to_have_count(1)
    assert conversation not in page.url


def test_the_code_is_taken_away_and_two_results_are_compared_on_a_phone(
    open_page: Open, served: Served
) -> None:
    conversation, _first, second = seeded(served)
    page = open_page(f"/?c={conversation}", scheme="dark", width=390, height=844)
    page.get_by_text("Look inside").last.click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="As a Python file").click()
    assert coming.value.suggested_filename == "With March.py"
    assert 'pd.read_csv("sales.csv")' in coming.value.path().read_text()

    page.locator(f".st-key-versions-{second}").get_by_role("button", name="More").click()
    page.get_by_role("button", name="Compare with another result").click()
    both = page.locator(f".st-key-compare-{second} [data-testid=stDataFrame]")
    expect(both).to_have_count(2)
    page.wait_for_selector(IDLE)
    boxes = [box for box in (both.nth(number).bounding_box() for number in (0, 1)) if box]
    assert boxes[1]["y"] > boxes[0]["y"] + boxes[0]["height"]  # one below the other
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    expect(page.get_by_text(re.compile("^This one, against the other: 1 of 2"))).to_be_visible()
    shoot(page, "versions-compared-phone-dark")
