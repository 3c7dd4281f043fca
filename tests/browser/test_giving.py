"""What a person gives: a screenshot pasted, files dropped beside the box, a request spoken."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving, shoot
from tests.scripted_server import Reply, ScriptedServer
from tests.support import answer, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Open = Callable[..., Page]
BOX = "[data-testid=stChatInput]"
LOGO = base64.b64encode((Path(__file__).parents[1] / "data" / "logo.png").read_bytes()).decode()
PASTE = """png => {
  const bytes = Uint8Array.from(atob(png), char => char.charCodeAt(0)), given = new DataTransfer();
  given.items.add(new File([bytes], "image.png", { type: "image/png" }));
  const paste = { clipboardData: given, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
}"""
DROP = """names => {
  const given = new DataTransfer();
  for (const name of names) given.items.add(new File(["a,b\\n1,2\\n"], name, { type: "text/csv" }));
  const drop = { dataTransfer: given, bubbles: true, cancelable: true };
  return document.querySelector("h1").dispatchEvent(new DragEvent("drop", drop));
}"""


def test_a_screenshot_is_pasted_and_files_are_dropped_beside_the_box(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_test_id("stChatInputTextArea").focus()
    page.evaluate(PASTE, LOGO)
    expect(page.locator(BOX)).to_contain_text("image.png")
    assert page.evaluate(DROP, ["one.csv", "two.csv"]) is False, "the browser doesn't open them itself"
    expect(page.locator(BOX)).to_contain_text("one.csv")
    expect(page.locator(BOX)).to_contain_text("two.csv")
    shoot(page, "giving-files")


def test_a_request_is_spoken(open_page: Open, tmp_path: Path) -> None:
    script: list[Reply | str] = [
        Reply("Say hello", first=1.0),
        answer("print('hello, hello')", "A greeting"),
        "It says hello.",
    ]
    with ScriptedServer(script) as server:
        settings = {
            "MODEL": "openai/scripted",
            "API_BASE": server.base_url,
            "MODEL_LISTENER": "openai/whisper-1",
        }
        home = tmp_path / "home"
        home.mkdir()
        with serving(home, **{f"ONEOFF_{name}": value for name, value in settings.items()}) as served:
            page = open_page("/", at=served)
            page.get_by_role("button", name="Start recording").click()
            page.get_by_role("button", name="Submit recording").click(delay=500)
            expect(page.get_by_text("Say hello").first).to_be_visible(timeout=120_000)
            expect(page.get_by_text("hello, hello").first).to_be_visible(timeout=120_000)
            assert until(lambda: server.requests[0]["sound"] > 1000, "the recording")
            shoot(page, "giving-speech")


def test_without_a_model_there_is_no_microphone(open_page: Open) -> None:
    page = open_page("/")
    assert page.get_by_role("button", name="Start recording").count() == 0
