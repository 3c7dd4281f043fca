"""The pages in other languages: each session its own, a choice that is kept, and nothing that stays English."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from generator.evidence.types import Check, Claim, Comparison, Difference, Evidence, Opinion, Reading
from generator.recipes import Book
from generator.types import InputSpec
from pages import language, telling
from tests.pages.conftest import Room, _history, _make, _settings
from tests.pages.looking import labels, words
from tests.pages.seeds import TABLE, Made, png, table
from workshop.service import Workshop

OPEN, SHUT = "⟦", "⟧"
TEXTS = (
    "body",
    "label",
    "help",
    "placeholder",
    "caption",
    "text",
    "value",
    "alt",
    "options",
    "captions",
    "description",
)
WITHOUT_WORDS = ("vertical_block", "html", "root", "main", "code", "iframe")


class Pseudo(gettext.NullTranslations):
    """Says everything between brackets, so that what didn't go through it stands out."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{SHUT}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{OPEN}{msgid1 if n == 1 else msgid2}{SHUT}"


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "catalog", lambda _language: Pseudo())
    monkeypatch.setattr(telling, "told", lambda _catalog, text: f"{OPEN}{text}{SHUT}")


def in_chinese(
    room: Room, conversation: str | None = None, page: Callable[[Workshop], None] = _make
) -> AppTest:
    opened = AppTest.from_function(page, args=(room.workshop,), default_timeout=30)
    opened.session_state["language"] = "zh"
    if conversation:
        opened.query_params["c"] = conversation
    return opened.run()


def mine(text: str) -> str:
    """What a person, a model or a program said."""
    return f"{OPEN}{text}{SHUT}"


def shown(page: AppTest) -> Iterator[str]:
    """All that can be read or heard of a page."""
    assert not page.exception, [one.message for one in page.exception]
    for node in _nodes(page._tree):
        proto = getattr(node, "proto", None)
        if proto is None or getattr(node, "type", "") in WITHOUT_WORDS:
            continue
        yield from _texts(proto)


def _texts(proto: Any) -> Iterator[str]:
    for field, value in proto.ListFields():
        for one in value if field.is_repeated else [value]:
            if isinstance(one, str) and field.name in TEXTS:
                yield one
            elif hasattr(one, "ListFields"):
                yield from _texts(one)


def _nodes(node: object) -> Iterator[object]:
    yield node
    for child in (getattr(node, "children", None) or {}).values():
        yield from _nodes(child)


def bare(page: AppTest) -> list[str]:
    """Texts with letters outside of brackets, without icons and colours."""
    found = []
    for said in shown(page):
        left = re.sub(r":material/\w+:|:(?:orange|gray)\[|\\|#+", "", said)
        left += SHUT * (left.count(OPEN) - left.count(SHUT))  # shortened in the middle
        while OPEN in left and left != (less := re.sub(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", "", left)):
            left = less
        if re.search(r"[A-Za-z]{3}", left):
            found.append(said)
    return found


NAMES = re.compile(
    r"openai/|^(?:Anthropic|OpenAI|Google Gemini|OpenRouter|DeepSeek|Mistral|Ollama|English|gpt-\S+|https?:\S+)"
)
"""Of models, of who offers them, and of the languages."""


def past(page: AppTest) -> list[str]:
    return [said for said in bare(page) if not NAMES.search(said)]


def everything(room: Room) -> list[str]:
    """Conversations with turns in every state; the last one of the first is stopped."""
    seeds, plan = room.seeds, {"title": mine("Plan"), "steps": [mine("Read")], "assumptions": [mine("Sums")]}
    amounts = table([(mine("Amount"), "number")], [[1], [2]], total=900)
    outputs = (
        Made(mine("a"), TABLE, amounts, cut="first 2 of 900 rows"),
        Made(mine("b.png"), "image/png", png(), text=mine("A chart")),
        Made(mine("d"), "video/none", b"", text=""),
        *(Made(mine(f"{n}.txt"), "text/plain", b"x%d" % n, file=True) for n in range(6)),
    )
    fields = (InputSpec("N", mine("Number"), {"type": "integer"}, 3),)
    ended = seeds.conversation()
    for number in range(23):
        seeds.turn(ended, mine(str(number)), status="stopped")
    seeds.result(ended, "", printed=mine("4"), understood="a password of 16 signs: letters")
    seeds.result(ended, mine("x"), printed="", files={mine("y"): b""})
    problem = {"sentence": "It didn't work.", "next_step": "Try.", "tried": ["Try 1: it divided by zero."]}
    seeds.turn(ended, mine("x"), status="failed", error=problem)
    seeds.turn(ended, mine("x"), status="declined", words="Without a model I can count.")
    question = {"text": mine("Which?"), "choices": [{"label": mine("a"), "value": "a", "detail": mine("A")}]}
    seeds.turn(ended, mine("x"), status="asking", question={**question, "way": "model"}, plan=plan)
    turn = seeds.result(
        ended, mine("sum it"), outputs, title=mine("Title"), inputs=fields, plan=plan, words=mine("It is 3."),
        files={mine("sales.csv"): b"1"}, facts={"given": [mine("sales.csv")], "opened": [], "sandbox": "docker"},
    )  # fmt: skip
    differs = Comparison("different", 1, 2, (Difference(mine("Total"), "3", "4"),))
    reading = Reading("ambiguity", mine("Which?"), mine("net"), mine("gross"))
    opinion = Opinion(seeds.other(turn, printed=mine("4")), differs, reading=reading)
    check = Check(Claim(mine("No row is lost."), ""), "agrees", "3", "3", noticed=2, damages=3)
    seeds.evidence(turn, Evidence("done", "", (check,), opinions=(opinion,), earlier=differs, stays=True))
    seeds.turn(ended, mine("a very long one " * 60), status="stopped")
    working, asking = seeds.conversation(), seeds.conversation()
    seeds.working(working, mine("sum it"), plan=plan)
    seeds.turn(asking, mine("x"), status="asking", question={**question, "way": "model"}, plan=plan)
    return [ended, working, asking]


def test_nothing_on_the_page_goes_past_the_catalog(room: Room, pseudo: None) -> None:
    room.workshop.models.choose("openai", "openai/gpt-5", key="sk-x")
    for conversation in [None, *everything(room)]:
        assert past(in_chinese(room, conversation)) == [], conversation
    for other in (_history, _settings):
        assert past(in_chinese(room, page=other)) == []


def test_two_people_at_once_read_two_languages(room: Room) -> None:
    conversation = everything(room)[0]
    here, there = in_chinese(room, conversation), room.make(conversation)
    assert "已按你的要求停止。" in words(here)
    assert "Stopped, as you asked." in words(there)
    assert "已按你的要求停止。" in words(here.run())


def test_the_choice_is_kept_and_holds_at_once(room: Room) -> None:
    page = room.settings()
    page.radio(key="language-chosen").set_value("zh").run()
    assert "设置" in words(page)
    assert room.workshop.language() == "zh"
    page.radio(key="language-chosen").set_value("en").run()
    assert "Settings" in words(page)


@pytest.mark.parametrize(
    ("browser", "first"), [("zh-CN", "二维码"), ("zh", "二维码"), ("de", "QR code"), (None, "QR code")]
)
def test_the_browser_decides_where_nothing_is_chosen(
    room: Room, monkeypatch: pytest.MonkeyPatch, browser: str | None, first: str
) -> None:
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.locale", browser)
    page = AppTest.from_function(_make, args=(room.workshop,), default_timeout=30).run()
    assert labels(page)[1] == first


def test_what_a_model_offers_stays_as_it_is(room: Room) -> None:
    conversation = room.seeds.conversation()
    choices = [{"label": "month", "value": "m", "detail": "sum of Amount by month of Day"}]
    question = {"text": "By what?", "choices": choices, "way": "model"}
    room.seeds.turn(conversation, "sum it", status="asking", question=question)
    page = in_chinese(room, conversation)
    assert "month" in labels(page)
    assert "sum of Amount by month of Day" in words(page)


def test_the_examples_in_chinese_run_without_a_model(room: Room) -> None:
    page = in_chinese(room)
    requests = [button.help for button in page.button if (button.key or "").startswith("try-")]
    assert len(requests) == 6
    for request in requests:
        assert Book.load().choose(request, ()).sure, request
