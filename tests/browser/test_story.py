"""The main job in a browser: a file and a sentence in, a chart and a table out; a follow-up, a reload, a stop."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import IDLE, Served, serving, shoot
from tests.scripted_server import Reply, ScriptedServer
from tests.support import answer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

Open = Callable[..., Page]
SLOW = 240_000  # ms; the first run may have to prepare the sandbox
ROWS = 1400


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """1,400 orders from November 2023 to December 2025."""
    chance, begin = random.Random(7), date(2023, 11, 1)
    path = tmp_path / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["Order Date", "Region", "Amount"])
        for _row in range(ROWS):
            day = begin + timedelta(days=chance.randrange(780))
            writer.writerow(
                [day.isoformat(), chance.choice(["North", "South"]), f"{chance.uniform(5, 900):.2f}"]
            )
    return path


def test_a_file_and_a_sentence_become_a_chart_and_a_table(
    open_page: Open, served: Served, orders: Path
) -> None:
    sums = _sums(orders)
    page = open_page("/")
    page.locator("[data-testid=stChatInput] input[type=file]").set_input_files(orders)
    page.locator("[data-testid=stChatInput]").get_by_text(re.compile(r"\d ?KB")).wait_for()
    _say(page, "sum the amount by month and draw a bar chart")
    page.wait_for_url(re.compile(r"\?c=[0-9a-f]{32}"), wait_until="commit", timeout=SLOW)
    page.reload()
    page.get_by_text("I understood:").wait_for(timeout=SLOW)
    assert page.locator("[data-testid=stImage] img").evaluate("picture => picture.decode().then(() => true)")
    assert _table(page) == sums
    first = next(iter(sums))
    expect(page.get_by_test_id("data-grid-canvas")).to_contain_text(f"{first}{sums[first].normalize():f}")
    expect(page.get_by_text("Read all 1,400 rows").first).to_be_visible()
    shoot(page, "story-result")

    _say(page, "only the last year")
    expect(page.get_by_text("I understood:")).to_have_count(2, timeout=SLOW)
    last = {month: total for month, total in sums.items() if month.startswith("2025")}
    assert _table(page, 1) == last
    shoot(page, "story-follow-up")


def test_an_example_of_the_empty_page_gives_a_result(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("button", name="Days between").click()
    expect(page.get_by_test_id("data-grid-canvas").first).to_contain_text("229", timeout=SLOW)
    shoot(page, "story-days")


@pytest.fixture
def with_model(chromium: Browser, tmp_path: Path) -> Iterator[tuple[Served, ScriptedServer]]:
    """A server whose model says what a script tells it."""
    counting = "import time\nfrom tqdm import tqdm\n\nfor step in tqdm(range(4000)):\n    time.sleep(0.1)\n"
    settings = {"ONEOFF_MODEL": "openai/scripted", "ONEOFF_RUN_SECONDS": "600"}
    said = [Reply(answer(counting, "A long count")), Reply("slow", first=300)]
    with (
        ScriptedServer(said) as model,
        serving(tmp_path, **settings, ONEOFF_API_BASE=model.base_url) as served,
    ):
        yield served, model


def test_a_reload_shows_the_same_run_and_stop_ends_it(
    open_page: Open, with_model: tuple[Served, ScriptedServer]
) -> None:
    served, model = with_model
    page = open_page("/", at=served)
    _say(page, "count slowly to a thousand")
    bar = page.get_by_test_id("stProgress")
    bar.wait_for(timeout=SLOW)
    shoot(page, "story-working")
    page.reload()
    page.wait_for_selector(IDLE)
    bar.wait_for(timeout=SLOW)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_disabled(timeout=SLOW)
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("heading", name="Stopped, as you asked").wait_for(timeout=SLOW)
    assert len(model.requests) == 1

    page.get_by_role("button", name="Ask the same again").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Stopped, as you asked")).to_have_count(2, timeout=SLOW)
    page.reload()
    expect(page.get_by_role("heading", name="Stopped, as you asked")).to_have_count(2)
    shoot(page, "story-stopped")


def _say(page: Page, text: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(text)
    expect(page.get_by_test_id("stChatInputSubmitButton")).to_be_enabled(timeout=SLOW)  # files have arrived
    box.press("Enter")


def _sums(orders: Path) -> dict[str, Decimal]:
    """Worked out apart from the program: exact, with csv and decimal."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    with orders.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            sums[row["Order Date"][:7]] += Decimal(row["Amount"])
    return dict(sorted(sums.items()))


def _table(page: Page, number: int = 0) -> dict[str, Decimal]:
    """The table of a result as it is taken away: month and sum."""
    with page.expect_download() as coming:
        page.get_by_role("button", name="Table as CSV").nth(number).click()
    text = coming.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    return {row[0]: Decimal(row[1]).quantize(Decimal("0.01")) for row in rows}
