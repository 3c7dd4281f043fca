"""The page in a real browser: how it stands, what it loads, and what a hostile result can reach."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page

from generator.evidence.types import Check, Claim, Comparison, Difference, Evidence, Opinion
from tests.browser.conftest import IDLE, Served, shoot
from tests.pages.seeds import TABLE, Made, png, table
from tests.support import until

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
FITS = "() => document.documentElement.scrollWidth <= window.innerWidth"
VEGA = {
    "data": {"values": [{"a": "x", "b": 1}, {"a": "y", "b": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}},
}
PLOTLY = {"data": [{"type": "scatter", "x": [1, 2], "y": [3, 1]}], "layout": {}}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_empty_page_stands(open_page: Open, scheme: str, width: int) -> None:
    page = open_page("/", scheme, width)
    page.get_by_role("heading", name="What do you need?").wait_for()
    page.get_by_role("button", name="QR code").wait_for()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    assert page.evaluate(FITS)
    assert page.evaluate(
        "() => document.fonts.ready.then(() => document.fonts.check('16px \"IBM Plex Sans\"'))"
    )
    shoot(page, f"empty-{scheme}-{width}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_settings_page_stands(open_page: Open, scheme: str) -> None:
    page = open_page("/settings", scheme)
    page.get_by_role("heading", name="What works here").wait_for()
    assert page.get_by_label("Key").get_attribute("type") == "password"
    assert page.evaluate(FITS)
    shoot(page, f"settings-{scheme}")


def test_nothing_is_loaded_from_elsewhere_and_nothing_of_ours_is_refused(
    open_page: Open, served: Served
) -> None:
    outputs = (
        Made("v", "application/vnd.vegalite.v5+json", json.dumps(VEGA).encode()),
        Made("p", "application/vnd.plotly.v1+json", json.dumps(PLOTLY).encode()),
        Made("i", "image/png", png()),
        Made("t", TABLE, table([("Month", "string"), ("Amount", "number")], [["May", 3.5]])),
    )
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        seeds.result(conversation, "all", outputs, title="All of it")
    page = open_page("/")
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    page.goto(f"{served.address}/?c={conversation}")
    page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
    page.locator(".js-plotly-plot .scatterlayer .points path").first.wait_for()
    page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    loaded = (
        "() => [...document.querySelectorAll('[data-testid=stImage] img')].every(i => i.naturalWidth > 0)"
    )
    page.wait_for_function(loaded)
    shoot(page, "media")
    assert refused == []
    assert [url for url in asked if not url.startswith((served.address, "data:", "blob:"))] == []


def test_a_table_downloads_as_csv(open_page: Open, served: Served) -> None:
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        cells = table([("Month", "string"), ("Note", "string")], [["May", "=1+1"]])
        seeds.result(conversation, "sum", (Made("t", TABLE, cells),), title="Amounts")
    page = open_page(f"/?c={conversation}")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Table as CSV").click()
    assert coming.value.suggested_filename == "Amounts.csv"
    assert coming.value.path().read_bytes().decode("utf-8-sig").split() == [
        '"Month","Note"',
        '"May","\'=1+1"',
    ]


def test_the_side_leads_to_earlier_conversations_and_back_to_a_new_page(
    open_page: Open, served: Served
) -> None:
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        seeds.result(conversation, "the days until spring", printed="118 days")
    page = open_page("/settings")
    page.get_by_role("link", name="the days until spring").click()
    page.get_by_text("118 days").wait_for()
    assert f"c={conversation}" in page.url
    page.get_by_role("link", name="New").click()
    page.get_by_role("heading", name="What do you need?").wait_for()
    assert conversation not in page.url


def test_the_keyboard_reaches_the_box_and_shows_where_it_is(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("button", name="QR code").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.innerText").strip().endswith("Password")
    page.wait_for_function("() => getComputedStyle(document.activeElement).outlineStyle === 'solid'")


# What a program or a model made


def test_a_made_page_opens_inside_ours_only(chromium_page: Page, served: Served) -> None:
    with served.seeds() as seeds:
        blob = seeds.blobs.put(b"<script>document.title = 'ran'</script>")
    answer = chromium_page.goto(f"{served.address}/app/static/shown/{blob}.html")
    assert answer is not None
    assert answer.status == 403
    assert chromium_page.title() != "ran"


@pytest.fixture
def chromium_page(open_page: Open) -> Page:
    return open_page("/")


def test_headers_of_the_page_and_of_what_was_made(served: Served) -> None:
    with served.seeds() as seeds:
        blob = seeds.blobs.put(b"<p>made</p>")
    with httpx.Client(base_url=served.address, trust_env=False) as client:
        page = client.get("/")
        made = client.get(f"/app/static/shown/{blob}.html", headers={"Sec-Fetch-Dest": "iframe"})
        gone = [
            client.get(f"/app/static/shown/{name}").status_code
            for name in (f"{'0' * 64}.html", f"{blob}.exe", f"../{blob}.html", "x.html", "%2e%2e%2fapp.py")
        ]
        foreign = client.get("/", headers={"Host": "evil.example"})
    assert "frame-src 'self'" in page.headers["content-security-policy"]
    assert "http:" not in page.headers["content-security-policy"]
    assert made.text == "<p>made</p>"
    assert made.headers["content-security-policy"] == (
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
        "img-src data: blob:; form-action 'none'; frame-ancestors 'self'"
    )
    for answer in (page, made):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
    assert set(gone) <= {400, 404}
    assert foreign.status_code == 421


def test_a_page_that_cant_be_drawn_is_a_sentence(open_page: Open, served: Served) -> None:
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        seeds.turn(conversation, "what was stored is damaged", plan={"steps": 5})
    page = open_page(f"/?c={conversation}")
    page.get_by_text("This page couldn't be drawn.").wait_for()
    assert "Traceback" not in page.content()
    assert "ValidationError" not in page.content()
    assert "ValidationError" in (served.home / "logs" / "oneoff.log").read_text(encoding="utf-8")


def test_a_new_result_is_shown_from_its_beginning(open_page: Open, served: Served) -> None:
    rows = [[f"2025-{number:02d}", number] for number in range(15)]
    made = Made("t", TABLE, table([("Month", "string"), ("Amount", "integer")], rows))
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        for number in range(3):
            seeds.result(conversation, f"request {number}", (made,), title=f"Result {number}")
    page = open_page(f"/?c={conversation}")
    asked = page.get_by_text("request 2", exact=True)
    top = "element => { const at = element.getBoundingClientRect().top; return at > 0 && at < 200; }"
    page.wait_for_function(f"element => ({top})(element)", arg=asked.element_handle())


def test_a_reload_shows_the_same_conversation(open_page: Open, served: Served) -> None:
    """Of a run in the middle: see test_story."""
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        seeds.result(conversation, "sum it", title="The sum of it")
    page = open_page(f"/?c={conversation}")
    page.get_by_role("heading", name="The sum of it").wait_for()
    page.reload()
    page.wait_for_selector(IDLE)
    page.get_by_role("heading", name="The sum of it").wait_for()


AGREES = Check(Claim("The total is the sum of the file.", ""), "agrees", "1", "1", noticed=1, damages=1)


def test_a_result_that_is_being_checked_is_drawn_again_when_that_ends(
    open_page: Open, served: Served
) -> None:
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        turn = seeds.result(conversation, "add up", printed="1")
        seeds.evidence(turn, Evidence("working", line="Trying the checks"))
        page = open_page("/")
        page.goto(f"{served.address}/?c={conversation}")
        page.get_by_text("Trying the checks").wait_for()
        page.get_by_role("button", name="Stop checking").wait_for()
        seeds.evidence(turn, Evidence("done", checks=(AGREES,)))
    page.get_by_text("1 check agrees").first.wait_for()
    page.get_by_text("What was checked").wait_for()
    page.get_by_role("button", name="Stop checking").wait_for(state="detached")


@pytest.mark.parametrize("width", [1280, 390])
def test_two_results_stand_beside_or_below_each_other_and_the_keyboard_reaches_both(
    open_page: Open, served: Served, width: int
) -> None:
    differences = (Difference("orders", "318", "320"),)
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        turn = seeds.result(conversation, "how many?", printed="318 orders")
        opinion = Opinion(seeds.other(turn, printed="320 orders"), Comparison("different", 0, 1, differences))
        seeds.evidence(turn, Evidence("done", checks=(AGREES,), opinions=(opinion,)))
    page = open_page("/", width=width)
    page.goto(f"{served.address}/?c={conversation}")
    page.get_by_role("heading", name="Two programs gave different results").wait_for()
    here, there = (page.get_by_role("button", name="Take this one").nth(at) for at in (0, 1))
    there.wait_for()
    first, second = (until(button.bounding_box, "the button's place") for button in (here, there))
    assert (second["x"] > first["x"]) == (width > 640)
    assert (second["y"] > first["y"]) == (width < 640)
    assert page.evaluate(FITS)
    here.focus()
    page.keyboard.press("Tab")
    assert there.evaluate("button => button === document.activeElement")
    shoot(page, f"choose-{width}")
