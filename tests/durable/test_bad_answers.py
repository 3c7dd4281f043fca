"""Whatever a model answers, over real HTTP and through the whole workflow: a result, or a sentence with a next step.

empty                      here; test_generator_model: blanks
no code                    test_asking: words alone are an answer; here: a plan without a program
three programs             here: asked once more, then a sentence
cut in the middle          here: continued; test_generator_abilities: a stream that broke off is taken up
in another format          here: JSON, XML, a tool's call
refuses                    here: its words, one call
200,000 tokens             here, as a stream and in one piece
can't stream               here; test_generator_abilities: learnt
no system role             here; test_generator_abilities: learnt
4k context                 here: the brief is fitted, learnt or known; too small for any brief
no tools                   here: none are ever offered
down, slow, rate-limited   here, with little patience; test_generator_model: waits and how often
out of credit, wrong key   here and test_asking
nobody there, not a model  test_bad_input, test_asking
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from generator.litellm_model import LiteLLMModel
from generator.model import Model
from generator.reach import ModelSettings
from generator.tokens import tokens_of
from tests.durable.test_asking import MakeWorkshop
from tests.scripted_server import Reply, ScriptedServer, text_of
from tests.support import EXPLAINER, WRITER, answer
from workshop.service import GivenFile, Workshop
from workshop.views import TurnView

GOOD = "print('Total: 22')"
WORDS = "The total is 22."
NEVER = ("Traceback", "Exception", "Error", "None", "inside Oneoff itself")


def workshop_of(make_workshop: MakeWorkshop, server: ScriptedServer, patience: float = 60.0) -> Workshop:
    """With the real way to a model. `patience`: seconds for a word; tries again come quickly."""

    def hasty(settings: ModelSettings) -> Model:
        return LiteLLMModel(
            replace(settings, first_word_seconds=patience, next_word_seconds=patience, backoff_seconds=0.05)
        )

    workshop = make_workshop(ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url)
    workshop.models._make = hasty
    return workshop


def asked(workshop: Workshop, text: str = "Add it up", files: tuple[GivenFile, ...] = ()) -> TurnView:
    return workshop.wait(workshop.ask(workshop.start_conversation(), text, files), 90)


def sentence_of(view: TurnView) -> str:
    """What the person is told; fails where it isn't for a person, or has no next step."""
    assert (view.status, view.error is not None) == ("failed", True)
    assert view.error is not None
    assert view.error.next_step
    said = f"{view.error.sentence} {view.error.next_step}"
    assert [word for word in NEVER if word in said] == []
    return said


THREE = "\n".join(f"```python\nprint({number} * 11111)\n```\nor" for number in range(3))
NO_PROGRAM = "TITLE: A total\n"
JSON = json.dumps({"title": "Total", "code": GOOD})
TOOL = f'<tool_call>\n{{"name": "python", "arguments": {json.dumps({"code": GOOD})}}}\n</tool_call>'
XML = f"<?xml version='1.0'?>\n<program language='python'>{GOOD}</program>"


@pytest.mark.parametrize("bad", [NO_PROGRAM, THREE, JSON, f"```json\n{JSON}\n```", TOOL, XML])
def test_an_answer_that_cannot_be_used_is_asked_for_once_more(make_workshop: MakeWorkshop, bad: str) -> None:
    with ScriptedServer([bad, answer(GOOD), WORDS]) as server:
        view = asked(workshop_of(make_workshop, server))
        assert len(server.requests) == 3
        assert "can't be used" in server.requests[1]["messages"][-1]["content"]
    assert (view.status, view.console.strip(), view.words) == ("done", "Total: 22", WORDS)


@pytest.mark.parametrize(
    ("bad", "says", "calls"),
    [
        (Reply(""), "gave an empty answer", 1),
        (Reply("", finish="tool_calls"), "gave an empty answer", 1),
        (Reply(NO_PROGRAM), "gave an empty answer", 2),
        (Reply(THREE), "answered twice in a way that can't be used", 2),
        (Reply(JSON), "answered twice in a way that can't be used", 2),
        (Reply("no", finish="content_filter"), "content rules", 1),
        (Reply("word" * 100 + " " + "x" * 400_000 + " y" * 10 + "z" * 400_000), "on and on", 1),
        (Reply("x" * 800_000, plain=True), "on and on", 2),
        (Reply(status=402), "no credit left", 1),
        (Reply(status=429, code="insufficient_quota", error="You exceeded your current quota"), "no credit", 1),
        (Reply(status=429, retry_after=0), "too many requests", 3),
        (Reply(status=429, retry_after=3600), "Try again in 60 minutes", 1),
        (Reply(status=503), "a fault on its side", 3),
        (Reply("one two three", cut_after=2), "broke off", 3),
        (Reply("x", silent_after=0), "did not answer in the time", 3),
        (Reply("one two", silent_after=1), "did not answer in the time", 3),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_a_sentence(
    make_workshop: MakeWorkshop, bad: Reply, says: str, calls: int
) -> None:
    with ScriptedServer([bad]) as server:
        view = asked(workshop_of(make_workshop, server, 60.0 if bad.silent_after is None else 0.5))
        assert len(server.requests) == calls
    assert says in sentence_of(view)


def test_a_refusal_is_shown_in_its_words_and_costs_one_call(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(["I'm sorry, I can't help with that."]) as server:
        view = asked(workshop_of(make_workshop, server))
        assert len(server.requests) == 1
    assert (view.status, view.words) == ("done", "I'm sorry, I can't help with that.")


def test_an_answer_cut_at_its_limit_is_continued(make_workshop: MakeWorkshop) -> None:
    whole = answer("total = 22\nprint(f'Total: {total}')")
    at = whole.index("print(") + 3
    with ScriptedServer([Reply(whole[:at], finish="length"), whole[at:], WORDS]) as server:
        view = asked(workshop_of(make_workshop, server))
        roles = [message["role"] for message in server.requests[1]["messages"]]
    assert roles[-2:] == ["assistant", "user"]
    assert (view.status, view.console.strip()) == ("done", "Total: 22")


Refuses = Callable[[dict[str, Any]], str]


def choosy(refuses: Refuses) -> Callable[[dict[str, Any]], Reply]:
    """A server of a model that can't do everything: a refusal in words, else what was asked for."""

    def reply(body: dict[str, Any]) -> Reply:
        if said := refuses(body):
            return Reply(status=400, error=said)
        text = text_of(body)
        return Reply(WORDS if EXPLAINER in text else answer(GOOD), plain=not body.get("stream"))

    return reply


def no_stream(body: dict[str, Any]) -> str:
    return "stream is not supported by this model" if body.get("stream") else ""


def no_system(body: dict[str, Any]) -> str:
    roles = {message["role"] for message in body["messages"]}
    return "System role not supported" if "system" in roles else ""


def no_tools(body: dict[str, Any]) -> str:
    return "tools are not supported" if {"tools", "functions", "tool_choice"} & set(body) else ""


@pytest.mark.parametrize(("refuses", "refused"), [(no_stream, 1), (no_system, 1), (no_tools, 0)])
def test_a_model_that_cannot_do_everything_gives_the_result(
    make_workshop: MakeWorkshop, refuses: Refuses, refused: int
) -> None:
    with ScriptedServer(choosy(refuses)) as server:
        view = asked(workshop_of(make_workshop, server))
        assert sum(bool(refuses(body)) for body in server.requests) == refused
        assert len(server.requests) == 2 + refused
        assert all(WRITER in text_of(body) for body in server.requests[: 1 + refused])
    assert (view.status, view.console.strip(), view.words) == ("done", "Total: 22", WORDS)


def reads(tokens: int) -> Refuses:
    def refuses(body: dict[str, Any]) -> str:
        wanted = int(tokens_of(text_of(body)) * 1.2) + body["max_tokens"]  # it counts more than we do
        said = (
            f"This model's maximum context length is {tokens} tokens. However, you requested {wanted} tokens."
        )
        return said if wanted > tokens else ""

    return refuses


def wide() -> GivenFile:
    """300 columns: more than 6,000 tokens to describe."""
    names = ",".join(f"A column with the number {number}" for number in range(300))
    rows = "\n".join(",".join(f"value {row} {number}" for number in range(300)) for row in range(20))
    return GivenFile("wide.csv", f"{names}\n{rows}\n".encode())


def test_a_brief_fits_into_a_small_context(make_workshop: MakeWorkshop) -> None:
    """Learnt from a refusal, and known from then on."""
    small = reads(4096)
    with ScriptedServer(choosy(small)) as server:
        workshop = workshop_of(make_workshop, server)
        view = asked(workshop, "Add up the first one", (wide(),))
        first, learning = len(server.requests), sum(bool(small(body)) for body in server.requests)
        again = asked(workshop, "Add up the second one", (wide(),))
        later = server.requests[first:]
    assert (view.status, view.console.strip()) == ("done", "Total: 22")
    assert (again.status, learning) == ("done", 2)
    assert [small(body) for body in later] == ["", ""]
    assert "wide.csv" in text_of(later[0])
    assert later[0]["max_tokens"] >= 900, "room for a program"


@pytest.mark.parametrize("line", ["a line of many words in Latin letters", "一行很多字的中文"])
def test_a_long_result_is_put_into_words_in_a_small_context(make_workshop: MakeWorkshop, line: str) -> None:
    small = reads(4096)
    program = answer(f"for n in range(400):\n    print('{line}')\nprint('Total: 22')")

    def reply(body: dict[str, Any]) -> Reply:
        if said := small(body):
            return Reply(status=400, error=said)
        return Reply(WORDS if EXPLAINER in text_of(body) else program)

    with ScriptedServer(reply) as server:
        view = asked(workshop_of(make_workshop, server))
        explained = [body for body in server.requests if EXPLAINER in text_of(body)]
    assert (view.status, view.words) == ("done", WORDS)
    assert [small(body) for body in explained] == [""]
    assert "Total: 22" in text_of(explained[0])


def test_where_no_brief_fits_it_says_so(make_workshop: MakeWorkshop) -> None:
    with ScriptedServer(choosy(reads(1500))) as server:
        view = asked(workshop_of(make_workshop, server))
        assert len(server.requests) <= 2
    assert "more than this model can read at once" in sentence_of(view)


def test_a_failure_in_a_small_context_is_mended(make_workshop: MakeWorkshop) -> None:
    small, programs = reads(4096), [answer("print(1 / 0)"), answer(GOOD)]

    def reply(body: dict[str, Any]) -> Reply:
        if said := small(body):
            return Reply(status=400, error=said)
        return Reply(WORDS if EXPLAINER in text_of(body) else programs.pop(0))

    with ScriptedServer(reply) as server:
        view = asked(workshop_of(make_workshop, server), "Add up the first one", (wide(),))
        repairs = [body for body in server.requests if "# It failed" in text_of(body)]
    assert (view.status, view.console.strip()) == ("done", "Total: 22")
    assert [small(body) for body in repairs] == [""]
