"""For who doesn't see the page, or has a keyboard only: axe-core in every state, focus, what is said, sizes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import IDLE, Served, shoot
from tests.browser.states import States
from tests.support import until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Open = Callable[..., Page]
AXE = """() => axe.run(document, {resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"""
NOT_OURS = {
    "scrollable-region-focusable: <pre": "browsers let the keyboard reach what scrolls; see test_keyboard",
}
"""What Streamlit's own widgets break and we can't mend: the rule's id and the element, and why."""
LOOKS = {"result": "Amounts by month", "question": "Which column says when?", "error": "fails the same way"}
SMALL = """() => [...document.querySelectorAll('a, button, summary, input, [role=button]')]
    .map(e => [e, (e.closest('label') || e).getBoundingClientRect()]).filter(([e, at]) => at.width > 1 && (at.width < 24 || at.height < 24))
    .map(([e, at]) => `${e.outerHTML.slice(0, 120)} ${at.width}x${at.height}`)"""
NO_NAME = """() => [...document.querySelectorAll('button, [role=button], a, input, textarea')]
    .filter(e => e.getBoundingClientRect().width > 1 && !(e.innerText || '').trim() && !e.getAttribute('aria-label')
        && !e.labels?.length && !e.getAttribute('aria-labelledby') && !e.title).map(e => e.outerHTML.slice(0, 200))"""
FITS = "() => document.documentElement.scrollWidth <= window.innerWidth"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_serious_in_any_state(
    open_page: Open, served: Served, scheme: str, width: int
) -> None:
    with served.seeds() as seeds:
        at = States(seeds).write()
    page = open_page("/", scheme, width)
    found = {"empty": looked_at(page)}
    for state in ("result", "question", "error", "choosing", "long"):
        page.goto(f"{served.address}/?c={at[state]}")
        page.locator('[class*="st-key-request-"]').first.wait_for()
        page.wait_for_selector(IDLE)
        assert page.evaluate("() => document.scrollingElement.scrollHeight <= innerHeight")  # only inside
        if state == "result":
            _open_all(page)
        found[state] = looked_at(page)
        shoot(page, f"access-{state}-{scheme}-{width}")
    page.goto(f"{served.address}/settings")
    page.get_by_role("heading", name="What works here").wait_for()
    page.wait_for_selector(IDLE)
    found["settings"] = looked_at(page)
    assert {state: findings for state, findings in found.items() if findings} == {}


def test_headings_are_in_order_and_everything_has_a_name_and_a_size(open_page: Open, served: Served) -> None:
    with served.seeds() as seeds:
        at = States(seeds).write()
    page = open_page("/")
    page.goto(f"{served.address}/?c={at['result']}")
    page.locator('[class*="st-key-request-"]').first.wait_for()
    page.wait_for_selector(IDLE)
    _open_all(page)
    levels = page.evaluate(
        "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])"
    )
    assert levels[:3] == [1, 2, 3]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.get_by_role("main").count() == 1
    assert page.evaluate(NO_NAME) == []
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_lost_when_it_is_enlarged(open_page: Open, served: Served, width: int) -> None:
    """640 pixels: a laptop's 1280 at 200 %; 320: at 400 %."""
    with served.seeds() as seeds:
        at = States(seeds).write()
    page = open_page("/", width=width, height=450)
    for state in ("result", "question", "error", "choosing"):
        page.goto(f"{served.address}/?c={at[state]}")
        page.locator('[class*="st-key-request-"]').first.wait_for()
        page.wait_for_selector(IDLE)
        if state == "result":
            _open_all(page)
        assert page.evaluate(FITS)
        shoot(page, f"access-{state}-{width}")


def test_who_wants_no_motion_gets_none(open_page: Open) -> None:
    page = open_page("/")
    page.emulate_media(reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll('*')].filter(e => {
        const of = getComputedStyle(e);
        const most = text => Math.max(...text.split(',').map(parseFloat));
        return most(of.animationDuration) > 0.01 || most(of.transitionDuration) > 0.01; }).length"""
    page.wait_for_function(f"({moving})() === 0")


def looked_at(page: Page) -> list[str]:
    """Serious and critical findings that aren't Streamlit's own."""
    page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(AXE)["violations"]
    return [
        f"{finding['id']}: {node['html'][:300]} {node['failureSummary']}"
        for finding in found
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
        if not any(f"{finding['id']}: {node['html']}".startswith(known) for known in NOT_OURS)
    ]


def _open_all(page: Page) -> None:
    for one in page.locator("main summary").all():
        until(partial(_opened, page, one), "what was pressed is open")
    expect(page.get_by_text("Look inside")).to_be_visible()
    page.locator("pre code .token").first.wait_for(timeout=120_000)


def _opened(page: Page, summary: Locator) -> bool:
    """A press that comes while the page is drawn anew may be lost."""
    page.wait_for_selector(IDLE)
    if not summary.evaluate("element => element.parentElement.open"):
        summary.click()
        page.wait_for_selector(IDLE)
    return bool(summary.evaluate("element => element.parentElement.open"))
