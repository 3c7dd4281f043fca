"""A newcomer's way: a result is kept, run with other values and another file, compared, deleted and brought back; a recipe;
data of another shape; who has a keyboard or a screen reader only."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from generator.codec import to_plain
from generator.inputs import inputs_of
from tests.browser.conftest import IDLE, Served, shoot
from tests.browser.test_access import FITS, NO_NAME, SMALL, looked_at
from tests.pages.seeds import TABLE, Made, table
from tests.pages.test_tools import CSV, PROFILE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Open = Callable[..., Page]
SLOW = 120_000  # ms
SOURCE = """import pandas as pd
MONTH = 1  # INPUT: Month | integer 1 to 12
UNIT = "EUR"
frame = pd.read_csv("/in/sales.csv")
display(frame[frame["Month"] == MONTH][["Region", "Amount"]])
print(UNIT)
"""


def seeded(served: Served) -> str:
    """A conversation with a result."""
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        seeds.result(
            conversation,
            "what was sold in a month",
            (Made("t", TABLE, table([("Region", "string"), ("Amount", "number")], [["North", 10]])),),
            title="Sales of a month",
            source=SOURCE,
            inputs=inputs_of(SOURCE, "python"),
            files={"sales.csv": CSV},
            profiles=to_plain((PROFILE,)),
        )
    return conversation


def given(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def run(page: Page) -> None:
    page.wait_for_selector(IDLE)
    page.get_by_role("button", name="Run", exact=True).click()


def ended(page: Page) -> None:
    expect(page.get_by_role("button", name="Stop")).to_have_count(0, timeout=SLOW)
    page.get_by_text("Look inside").wait_for(timeout=SLOW)
    page.wait_for_selector(IDLE)


def test_a_result_becomes_a_tool_and_is_used(open_page: Open, served: Served) -> None:
    page = open_page(f"/?c={seeded(served)}")
    page.get_by_role("link", name="Keep as a tool").click()
    name = page.get_by_label("Its name")
    name.fill("Sold in a month")
    name.press("Tab")
    page.get_by_text("1 value that stays as it is").click()
    page.get_by_text("Ask for it each time").last.click()
    page.wait_for_selector(IDLE)
    shoot(page, "tools-keep")
    assert looked_at(page) == []
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("It is kept").first.wait_for()
    run(page)
    page.get_by_text("It needs a file for “sales.csv”. Add it, then run it.").first.wait_for()
    page.get_by_text("Without one, use what it was made with").click()
    run(page)
    page.get_by_role("heading", name="Result").wait_for()
    ended(page)

    page.locator("input[type=file]").set_input_files(
        given("february.csv", "Month,Region,Amount\n2,West,7\n2,East,8\n")
    )
    page.get_by_text("february.csv").first.wait_for()
    page.get_by_label("Month", exact=True).fill("2")
    page.get_by_label("Unit", exact=True).fill("USD")
    run(page)
    page.get_by_text("Month: 2; Unit: USD · february.csv").first.wait_for(timeout=SLOW)
    ended(page)
    before = page.url
    page.reload()
    page.get_by_role("heading", name="Result").wait_for()
    expect(page.get_by_text("Month: 2; Unit: USD · february.csv")).to_have_count(2)
    page.get_by_role("link", name="Month: 1; Unit: EUR · sales.csv").click()
    page.get_by_role("heading", name="An earlier run").wait_for()
    page.go_back()
    page.wait_for_url(before)
    page.get_by_role("heading", name="Result").wait_for()
    page.get_by_role("button", name="Compare with another run").click()
    page.get_by_text(re.compile("^This one, against the other: ")).first.wait_for()
    shoot(page, "tools-compared")
    assert looked_at(page) == []
    assert page.evaluate(NO_NAME) == []
    assert page.evaluate(SMALL) == []

    page.get_by_role("button", name="More").last.click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_text("“Sold in a month” is deleted.").first.wait_for()
    shoot(page, "tools-deleted")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Sold in a month").first.click()
    page.get_by_role("heading", name="Sold in a month").wait_for()
    page.get_by_text("Month: 2; Unit: USD · february.csv").first.wait_for()


def test_a_recipe_in_chinese_on_a_phone_in_the_dark(open_page: Open, served: Served) -> None:
    page = open_page("/tools", "dark", 390, 844)
    page.get_by_role("searchbox").fill("贷款")
    page.get_by_text("1 tool").first.wait_for()
    assert looked_at(page) == []
    page.get_by_role("link", name="Work out a loan").click()
    page.get_by_role("heading", name="Work out a loan").wait_for()
    page.get_by_label("Years", exact=True).fill("2")
    run(page)
    ended(page)
    assert page.evaluate(FITS)
    shoot(page, "tools-loan-phone-dark")
    assert looked_at(page) == []


def test_data_of_another_shape_and_two_tabs(open_page: Open, served: Served) -> None:
    page = open_page(f"/?c={seeded(served)}")
    page.get_by_role("link", name="Keep as a tool").click()
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("It is kept").first.wait_for()
    page.locator("input[type=file]").set_input_files(given("other.csv", "Month,Region,Net\n1,West,7\n"))
    page.get_by_text("other.csv").first.wait_for()
    run(page)
    asked = page.get_by_role("heading", name="This data is not like the data that the tool was made with")
    asked.wait_for(timeout=SLOW)
    page.get_by_text("It could be adapted to this data, too; that needs a model").wait_for()
    shoot(page, "tools-other-data")
    assert looked_at(page) == []
    other = open_page(page.url.removeprefix(served.address))
    other.get_by_role("button", name="Don't run it").click()
    for tab in (other, page):
        tab.reload()
        expect(tab.get_by_role("heading", name="Stopped, as you asked.")).to_be_visible(timeout=SLOW)
