"""The real server (`python app.py`) over a fresh home, and a headless Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.pages.seeds import Seeds
from tests.support import environ
from workshop.blobs import Blobs
from workshop.database import open_database
from workshop.store import Store

PROJECT = Path(__file__).resolve().parents[2]
SHOTS = PROJECT / "tests" / "out" / "shots"
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
_START_SECONDS = 90


@dataclass(frozen=True)
class Served:
    """A server that answers: its address, its home, and its process."""

    address: str
    home: Path
    process: subprocess.Popen[bytes]

    @property
    def port(self) -> str:
        return self.address.rpartition(":")[2]

    @contextmanager
    def seeds(self) -> Iterator[Seeds]:
        """Write turns into the running server's store."""
        engine = open_database(f"sqlite:///{self.home / 'oneoff.db'}")
        try:
            yield Seeds(Store(engine), Blobs(self.home / "blobs"))
        finally:
            engine.dispose()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Of this package only: Playwright keeps an event loop running, which others can't live with."""
    path = os.environ.get("ONEOFF_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("There is no Chromium here.")
    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
    flags += [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
    ]  # a microphone that beeps
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@contextmanager
def serving(home: Path, **more: str) -> Iterator[Served]:
    """`python app.py` over `home`, with `more` in its environment; without ONEOFF_PORT in it, at a free port."""
    port = int(more.pop("ONEOFF_PORT", "0")) or _free_port()
    with (home / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=PROJECT,
            env=environ(home, ONEOFF_PORT=str(port), **more),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        served = Served(f"http://127.0.0.1:{port}", home, process)
        try:
            _wait_for(served)
            yield served
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="package")
def served(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all browser tests; each opens conversations of its own."""
    with serving(tmp_path_factory.mktemp("home")) as served:
        yield served


@pytest.fixture
def open_page(chromium: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Opens pages of the server in contexts of their own: light or dark, wide or like a phone."""
    contexts = []

    def open_one(
        path: str = "/", scheme: str = "light", width: int = 1280, height: int = 900, at: Served = served
    ) -> Page:
        context = chromium.new_context(
            color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": height}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(at.address + path)
        page.wait_for_selector(".st-key-ways", state="attached", timeout=60_000)
        page.wait_for_selector(IDLE, timeout=60_000)
        return page

    yield open_one
    for context in contexts:
        context.close()


def shoot(page: Page, name: str) -> None:
    """A picture for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(served: Served) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and served.process.poll() is None:
        try:
            if httpx.get(f"{served.address}/_stcore/health", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"The server didn't start:\n{(served.home / 'server.log').read_text()}")
