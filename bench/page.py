"""How fast the page is, in a real browser over a real server; the model is a script on loopback.

What is timed in one document is timed by its own clock, so that the driver's own time isn't in it.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.measuring import Say
from generator.evidence.types import Evidence
from tests.browser.conftest import IDLE, Served, serving
from tests.browser.states import AGREES, PLAN, media
from tests.pages.seeds import Seeds
from tests.scripted_server import Reply, ScriptedServer
from tests.support import answer

TURNS = (10, 50, 200)
CONVERSATIONS = 200
BAR = 1.5  # a rerun at the most turns, by one at the fewest
COUNTING = "import time\nfrom tqdm import tqdm\n\nfor step in tqdm(range(4000)):\n    time.sleep(0.1)\n"
_BOX = "[data-testid=stChatInputTextArea]"
_SLOW = 240_000  # ms
_WATCH = """() => {
    window.since = (event, selector) => { window.took = new Promise(found => {
        const look = begun => document.querySelector(selector) ? found(performance.now() - begun)
            : requestAnimationFrame(() => look(begun));
        addEventListener(event, () => { const begun = performance.now(); look(begun); }, {once: true, capture: true});
    }); };
    window.rerun = () => { window.took = new Promise(found => {
        const app = document.querySelector('[data-testid=stApp]');
        let ran = false;
        addEventListener('keydown', () => { const begun = performance.now(); const look = () => {
            const state = app.dataset.testScriptState;
            ran = ran || state !== 'notRunning';
            if (ran && state === 'notRunning') requestAnimationFrame(() => found(performance.now() - begun));
            else requestAnimationFrame(look); }; look(); }, {once: true, capture: true});
    }); };
}"""
_LOADED = """selector => new Promise(found => { const look = () => document.querySelector(selector)
    ? found(performance.now()) : requestAnimationFrame(look); look(); })"""


@dataclass
class Found:
    """Milliseconds of each measure, in the order of the tries."""

    ms: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, ms: float) -> None:
        self.ms.setdefault(name, []).append(ms)

    def median(self, name: str) -> float:
        return statistics.median(self.ms[name])

    def text(self) -> str:
        """A Markdown table, and whether the bar holds."""
        rows = [
            f"| {name} | {self.median(name):.0f} ({min(found):.0f}, {max(found):.0f}) | {len(found)} |"
            for name, found in self.ms.items()
        ]
        fewest, most = (self.median(rerun(turns)) for turns in (TURNS[0], TURNS[-1]))
        return "\n".join(
            [
                "| ms | median (min, max) | tries |",
                "|---|---|---|",
                *rows,
                "",
                f"{'holds ' if most <= BAR * fewest else 'MISSED'}  a rerun at {TURNS[-1]} turns takes {most / fewest:.2f} "
                f"times one at {TURNS[0]}; at most {BAR}",
            ]
        )


def rerun(turns: int) -> str:
    return f"rerun at {turns} turns"


def measure(rounds: int, say: Say) -> Found:
    """All of it; one run of about three minutes for five rounds."""
    found = Found()
    with _browser() as browser, tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        model = stack.enter_context(ScriptedServer([Reply(answer(COUNTING, "A long count"))]))
        for _round in range(max(rounds // 2, 2)):
            say("Server start to usable page")
            found.add("server start to usable page", _start(browser, Path(folder) / f"home{_round}"))
        settings = {"ONEOFF_MODEL": "openai/scripted", "ONEOFF_API_BASE": model.base_url}
        few = stack.enter_context(serving(_home(folder, "few"), **settings, ONEOFF_RUN_SECONDS="600"))
        many = stack.enter_context(serving(_home(folder, "many"), **settings, ONEOFF_RUN_SECONDS="600"))
        _reruns(browser, few, many, rounds, found, say)
        _work(browser, few, rounds, found, say)
    return found


def _start(browser: Browser, home: Path) -> float:
    home.mkdir()
    begun = time.perf_counter()
    with serving(home) as served, _page(browser, served.address) as page:
        page.wait_for_selector(f"{_BOX}:enabled", timeout=_SLOW)
        return (time.perf_counter() - begun) * 1000


def _reruns(browser: Browser, few: Served, many: Served, rounds: int, found: Found, say: Say) -> None:
    """One page for each length, pressed in turn; the first press of each isn't counted."""
    with few.seeds() as seeds:
        places = {rerun(turns): (few, _conversation(seeds, turns)) for turns in TURNS}
    with many.seeds() as seeds:
        places[f"{rerun(TURNS[0])}, {CONVERSATIONS} conversations"] = (many, _conversation(seeds, TURNS[0]))
        for number in range(CONVERSATIONS - 1):
            seeds.result(seeds.conversation(), f"request {number}", printed="1")
    with ExitStack() as stack:
        pages = {
            name: stack.enter_context(_page(browser, f"{served.address}/?c={conversation}"))
            for name, (served, conversation) in places.items()
        }
        for number in range(rounds * 2 + 1):
            say(f"Reruns: round {number} of {rounds * 2}" if number else "Reruns: a round to warm up")
            for name in list(pages)[:: -1 if number % 2 else 1]:
                ms = _press(pages[name])
                if number:
                    found.add(name, ms)


def _conversation(seeds: Seeds, turns: int) -> str:
    """Every turn with a table and something to look at, checked, as after a day's work."""
    conversation, made = seeds.conversation(), media()
    for number in range(turns):
        shown = (made[number % 3], made[4])  # a chart of either kind or a picture, and a table
        turn = seeds.result(conversation, f"request {number}", shown, title=f"Result {number}", plan=PLAN)
        seeds.evidence(turn, Evidence("done", checks=(AGREES,)))
    return conversation


def _press(page: Page) -> float:
    """Streamlit's own key for running the page again: nothing of ours in it but the run."""
    page.wait_for_selector(IDLE)
    page.evaluate("() => { document.activeElement?.blur(); window.rerun(); }")
    page.keyboard.press("r")
    return float(page.evaluate("() => window.took"))


def _work(browser: Browser, served: Served, rounds: int, found: Found, say: Say) -> None:
    """A request from Enter to Stop, again and again; the first one isn't counted, it may prepare the sandbox."""
    for number in range(rounds + 1):
        say(f"Enter, reload, Stop: round {number} of {rounds}")
        with _page(browser, served.address) as page:
            page.locator(_BOX).fill("count slowly to a thousand")
            page.evaluate("() => since('keydown', '[class*=\"st-key-line-\"]')")
            page.locator(_BOX).press("Enter")
            words = float(page.evaluate("() => window.took"))
            page.get_by_test_id("stProgress").wait_for(timeout=_SLOW)
            page.reload(wait_until="commit")
            again = float(page.evaluate(_LOADED, '[class*="st-key-stop-"] button'))
            page.wait_for_selector("[data-testid=stProgress]", timeout=_SLOW)
            page.evaluate(_WATCH)
            page.evaluate("() => since('click', '[class*=\"st-key-no-result-\"]')")
            page.get_by_role("button", name="Stop").click()
            stopped = float(page.evaluate("() => window.took"))
        if number:
            found.add("Enter to first words", words)
            found.add("reload to running again", again)
            found.add("Stop to stopped", stopped)


@contextmanager
def _page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    try:
        page.goto(address)
        page.wait_for_selector(f"{_BOX}:enabled", timeout=_SLOW)
        page.wait_for_selector(IDLE)
        page.evaluate(_WATCH)
        yield page
    finally:
        context.close()


def _home(folder: str, name: str) -> Path:
    home = Path(folder) / name
    home.mkdir()
    return home


@contextmanager
def _browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            browser.close()
