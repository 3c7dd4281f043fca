"""The empty page on where programs run, and on the model."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sandbox.base import ignore
from sandbox.fake import FakeSandbox
from tests.pages.conftest import Room
from tests.pages.looking import labels, sent, words
from workshop.sandboxes import Sandboxes


class SlowSandbox(FakeSandbox):
    """Says a line, and is ready when `built` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.said, self.built = threading.Event(), threading.Event()

    def prepare(self, on_progress: Callable[[str], None] = ignore) -> None:
        on_progress("Installing pandas, 3 of 9")
        self.said.set()
        self.built.wait(30)


def test_while_the_sandbox_is_being_prepared_the_page_says_so_and_can_be_used(
    opened: Callable[..., Room],
) -> None:
    slow = SlowSandbox()
    sandboxes = Sandboxes("docker", slow, lambda: True, None)
    sandboxes.prepare_in_background()
    assert slow.said.wait(10)
    try:
        page = opened(sandboxes=sandboxes).make()
        assert "Installing pandas, 3 of 9" in words(page)
        assert "QR code" in labels(page)
        assert not page.chat_input[0].disabled
    finally:
        slow.built.set()


def test_without_docker_it_says_what_that_means(opened: Callable[..., Room]) -> None:
    page = opened(sandboxes=Sandboxes("auto", FakeSandbox(), lambda: False, FakeSandbox())).make()
    assert "Docker isn't running here" in words(page)
    assert "Where programs run" in sent(page)


def test_where_nothing_can_run_it_says_so(opened: Callable[..., Room]) -> None:
    page = opened(sandboxes=Sandboxes("auto", FakeSandbox(), lambda: False, None)).make()
    assert "run yet" in sent(page)
    assert "Install Docker Desktop" in words(page)


def test_a_connected_model_is_named(opened: Callable[..., Room]) -> None:
    said = words(opened(model="openai/gpt-5", api_key="sk-secret").make())
    assert "openai/gpt-5 is connected" in said
    assert "sk-secret" not in said
