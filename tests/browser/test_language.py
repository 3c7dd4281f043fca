"""Someone whose browser is Chinese: the page, an example, Streamlit's own words; and back to English in Settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import IDLE, Served, shoot
from tests.pages.seeds import TABLE, Made, table

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
SLOW = 240_000  # ms; the first run may have to prepare the sandbox


@pytest.fixture
def chinese(chromium: Browser, served: Served) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-CN", viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def test_a_chinese_browser_is_spoken_to_in_chinese(chinese: Page, served: Served) -> None:
    chinese.goto(served.address)
    expect(chinese.get_by_role("heading", name="你需要什么？")).to_be_visible(timeout=60_000)
    chinese.wait_for_function("document.documentElement.lang === 'zh-CN'")
    assert chinese.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(chinese, "chinese-first")
    chinese.locator(".st-key-to-try button:visible", has_text="密码").first.click()
    expect(chinese.get_by_text("我的理解：1 个 16 位的密码")).to_be_visible(timeout=SLOW)
    expect(chinese.get_by_text("16 位都从 76 个字符中随机抽取。")).to_be_visible(timeout=SLOW)
    expect(chinese.get_by_text("没有给文件").first).to_be_visible(timeout=SLOW)
    shoot(chinese, "chinese-result")


def test_streamlits_own_words_are_chinese_and_what_a_file_says_is_not_touched(
    chinese: Page, served: Served
) -> None:
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        made = Made("Search", TABLE, table([("Search", "string")], [["Search"]]))
        seeds.result(conversation, "Search", (made,), title="Search")
    chinese.goto(f"{served.address}/?c={conversation}")
    expect(chinese.get_by_role("heading", name="Search")).to_be_visible(timeout=60_000)
    expect(chinese.locator('[data-testid="stChatInput"] [aria-label="发送"]')).to_be_attached(timeout=60_000)
    assert chinese.locator("p", has_text="Search").count()
    expect(chinese.locator('button[aria-label^="全屏"]').first).to_be_attached(timeout=60_000)


def test_the_language_is_chosen_in_settings_and_kept(chinese: Page, served: Served) -> None:
    chinese.goto(f"{served.address}/settings")
    try:
        chinese.get_by_text("English", exact=True).click(timeout=60_000)
        expect(chinese.get_by_role("heading", name="Settings")).to_be_visible(timeout=60_000)
        chinese.reload()
        expect(chinese.get_by_role("heading", name="Settings")).to_be_visible(timeout=60_000)
        assert chinese.evaluate("document.documentElement.lang") == "en"
        expect(chinese.get_by_role("heading", name="Language")).to_be_visible(timeout=60_000)
    finally:
        chinese.get_by_text("Automatic (as in your browser)").click()
        expect(chinese.get_by_role("heading", name="设置")).to_be_visible(timeout=60_000)
        chinese.wait_for_selector(IDLE)
