"""A tool goes to somebody else and comes from somebody: dropped on the page, read, let run, given on."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.inputs import inputs_of
from generator.tools import FileSlot, Tool
from tests.browser.conftest import IDLE, shoot
from tests.support import until
from workshop.packing import packed, unpacked

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Open = Callable[..., Page]
SOURCE = """MONTH = 3  # INPUT: Month | integer 1 to 12
lines = [line.split(",") for line in open("/in/sales.csv").read().split()[1:]]
print("Total:", sum(int(amount) for month, amount in lines if int(month) == MONTH))
open("/out/done.txt", "w").write("done")
"""
TOOL = Tool(
    "",
    "Sum a month of sales",
    SOURCE,
    does="adds up the sales of one month",
    inputs=inputs_of(SOURCE, "python"),
    files=(FileSlot("sales.csv", "Sales", ("csv",)),),
    hosts=("rates.example.org",),
    installed=("some-odd-thing",),
)
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), char => char.charCodeAt(0)), given = new DataTransfer();
  given.items.add(new File([bytes], name, { type: "application/zip" }));
  const drop = { dataTransfer: given, bubbles: true, cancelable: true };
  return document.querySelector("h1").dispatchEvent(new DragEvent("drop", drop));
}"""


def drop(page: Page, content: bytes) -> None:
    page.get_by_test_id("stChatInputTextArea").focus()
    given = ["Sum a month.oneoff", base64.b64encode(content).decode()]
    until(lambda: page.evaluate(DROP, given) is False, "the page to take what is dropped")
    expect(page.locator("[data-testid=stChatInput]")).to_contain_text("Sum a month", timeout=30_000)
    page.get_by_test_id("stChatInputSubmitButton").click()


def test_a_tool_is_dropped_read_let_run_and_given_on(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/")
    safe = Tool("", TOOL.title, SOURCE, does=TOOL.does, inputs=TOOL.inputs, files=TOOL.files)
    drop(page, packed(safe, [("sales.csv", b"month,amount\n3,4\n3,5\n")]))
    expect(page.get_by_role("heading", name="Somebody else made this tool")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("“Sales”: one file that you give it (CSV).")).to_be_visible()
    expect(page.get_by_text("It can't reach the internet.")).to_be_visible()
    expect(page.get_by_role("button", name="Run", exact=True)).to_have_count(0, timeout=30_000)
    shoot(page, "tool-received")
    page.get_by_role("button", name="Let it run").click()
    expect(page.get_by_role("heading", name="Somebody else made this tool")).to_have_count(0, timeout=30_000)
    page.get_by_text("Give it to others").click()
    page.get_by_text("With the files that it was made with").click()
    expect(page.get_by_text("Of the files that you gave it")).to_have_count(0, timeout=30_000)
    expect(page.get_by_role("button", name="As a notebook")).to_be_visible()
    shoot(page, "tool-giving")
    with page.expect_download() as download:
        page.get_by_role("button", name="As a tool for Oneoff").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == "Sum a month of sales.oneoff"
    given_on = unpacked(saved)
    assert given_on.tool == safe
    assert [name for name, _ in given_on.sample] == ["sales.csv"]


def test_a_tool_is_opened_from_the_list_of_tools(open_page: Open, tmp_path: Path) -> None:
    """And what is unusual in it stands out; a damaged one is a sentence where it was chosen."""
    content = packed(TOOL)
    (tmp_path / "good.oneoff").write_bytes(content)
    (tmp_path / "bad.oneoff").write_bytes(content[:-30])
    page = open_page("/tools", width=390, scheme="dark")
    page.get_by_text("Open a tool that somebody gave you").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "bad.oneoff")
    expect(page.get_by_text("This file is damaged, or was changed").first).to_be_visible(timeout=30_000)
    page.wait_for_selector(IDLE)
    shoot(page, "tool-opening-phone")
    page.locator("input[type=file]").set_input_files(tmp_path / "good.oneoff")
    expect(page.get_by_text("Unusual: It may reach rates.example.org")).to_be_visible(timeout=30_000)
    shoot(page, "tool-unusual-phone")
