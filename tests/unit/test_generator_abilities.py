"""What each model is sent, read from the bytes that a server on loopback received."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from email.utils import formatdate
from typing import Any

import pytest

from generator import wire
from generator.errors import (
    Cancelled,
    KeyRefused,
    ModelError,
    OutOfCredit,
    RateLimited,
    TooLong,
    TooMuchSaid,
    limit_in,
)
from generator.fallbacks import Fallbacks
from generator.litellm_model import LiteLLMModel, ModelSettings
from generator.model import Message, Picture, Prompt
from tests.scripted_server import Reply, ScriptedServer, text_of

pytestmark = pytest.mark.filterwarnings("ignore:Accessing the 'model_:DeprecationWarning")

PROMPT = Prompt("writer", (Message("system", "Be short."), Message("user", "Say hello.")), 500, "low")
PICTURE = Message("user", "What is it?", (Picture("cat.png", "image/png", b"\x89PNG"),))
SHOWN = replace(PROMPT, messages=(Message("system", "Look."), PICTURE))


def model(server: ScriptedServer, name: str = "openai/scripted", **settings: Any) -> LiteLLMModel:
    return LiteLLMModel(ModelSettings(name, server.base_url, "sk-x", backoff_seconds=0.01, **settings))


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("anthropic/claude-sonnet-4-5", True),
        ("openrouter/anthropic/claude-sonnet-4.5", True),
        ("openai/gpt-5", False),
        ("deepseek/deepseek-chat", False),
        ("openai/scripted", False),
    ],
)
def test_the_system_text_is_marked_where_the_provider_wants_it(name: str, marked: bool) -> None:
    with ScriptedServer([Reply(status=401)]) as server:
        with pytest.raises(KeyRefused):
            model(server, name).complete(PROMPT)
        assert ("cache_control" in str(server.requests[0])) is marked
        assert "tools" not in server.requests[0]


@pytest.mark.parametrize(("name", "thinks"), [("openai/gpt-5", True), ("openai/scripted", False)])
def test_effort_goes_only_to_models_that_think(name: str, thinks: bool) -> None:
    with ScriptedServer(["hello"]) as server:
        model(server, name).complete(PROMPT)
        assert server.requests[0].get("reasoning_effort") == ("low" if thinks else None)


@pytest.mark.parametrize(("name", "sees"), [("openai/gpt-5", True), ("openai/scripted", False)])
def test_pictures_go_only_to_models_that_see(name: str, sees: bool) -> None:
    with ScriptedServer(["a cat"]) as server:
        model(server, name).complete(SHOWN)
        assert ("data:image/png;base64,iVBORw==" in str(server.requests[0])) is sees
        assert ("can't see" in text_of(server.requests[0])) is not sees


@pytest.mark.parametrize(
    ("says", "gone"),
    [
        ("image input is not supported", "image_url"),
        ("System role not supported", "'system'"),
        ("stream=true is not supported", "'stream': True"),
        ("Unknown field: stream_options", "stream_options"),
    ],
)
def test_what_a_provider_refuses_is_left_out_and_remembered(says: str, gone: str) -> None:
    with ScriptedServer([Reply(status=400, error=says), Reply("hello")]) as server:
        asked = model(server, sees=True)
        assert asked.complete(SHOWN).text == "hello"
        assert gone in str(server.requests[0])
        assert gone not in str(server.requests[1])
        asked.complete(SHOWN)
        assert len(server.requests) == 3
        assert "Look." in text_of(server.requests[2])


@pytest.mark.parametrize("says", ["error while reading stream from backend", "image worker crashed"])
def test_a_fault_of_the_service_teaches_nothing(says: str) -> None:
    with ScriptedServer([Reply(status=500, error=says), Reply("hello")]) as server:
        assert model(server, f"openai/{says[:5]}", sees=True).complete(SHOWN).text == "hello"
        assert server.requests[1] == server.requests[0]


def test_a_context_that_the_provider_names_is_kept() -> None:
    says = "This model's maximum context length is 4096 tokens"
    with ScriptedServer([Reply(status=400, error=says), Reply("hello")]) as server:
        asked = model(server)
        assert asked.context_tokens is None
        assert asked.complete(replace(PROMPT, max_tokens=8000)).text == "hello"
        assert asked.context_tokens == 4096
        assert server.requests[1]["max_tokens"] < 4096


@pytest.mark.parametrize(
    ("says", "limit"),
    [
        ("This model's maximum context length is 4096 tokens.", 4096),
        ("prompt is too long: 210000 tokens > 200000 maximum", 200_000),
        ("the request exceeds the available context size (8192 tokens)", 8192),
        ("exceeds the maximum number of tokens allowed (1048576)", 1_048_576),
        ("it is too long", None),
    ],
)
def test_the_limit_is_read_from_a_refusal(says: str, limit: int | None) -> None:
    assert limit_in(says) == limit
    assert TooLong(says).limit == limit


@pytest.mark.parametrize("cut", [{"cut_after": 150}, {"finish": None}])
def test_a_long_answer_that_breaks_off_is_taken_up(cut: dict[str, Any]) -> None:
    pieces: list[str] = []
    first = "".join(f"word{number} " for number in range(200))
    came = first if "finish" in cut else "".join(f"word{number} " for number in range(150))
    with ScriptedServer([Reply(first, **cut), Reply(came[-40:] + "the end")]) as server:
        said = model(server).complete(PROMPT, on_text=pieces.append)
        assert [m["role"] for m in server.requests[1]["messages"]][-2:] == ["assistant", "user"]
    assert said.text == came + "the end" == "".join(pieces)
    assert "" not in pieces
    assert said.calls == 2


@pytest.mark.parametrize("text", ["word " * 20_000, "".join(f"word{n} " for n in range(20_000))])
def test_a_model_that_never_ends_is_stopped(text: str) -> None:
    with ScriptedServer([Reply(text)]) as server:
        with pytest.raises(TooMuchSaid):
            model(server).complete(PROMPT)
        assert len(server.requests) == 1


def test_an_answer_in_one_endless_piece_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST_BYTES", 50_000)
    with ScriptedServer([Reply("x" * 60_000)]) as server, pytest.raises(TooMuchSaid):
        model(server).complete(PROMPT)


@pytest.mark.parametrize(
    "first", [Reply(status=402), Reply(status=401), Reply(status=404), Reply(status=503)]
)
def test_another_model_answers_in_its_place(first: Reply) -> None:
    notes: list[str] = []
    with ScriptedServer([first]) as server, ScriptedServer(["hello"]) as other:
        both = Fallbacks([model(server), model(other, "openai/other")])
        said = both.complete(PROMPT, on_note=notes.append)
    assert (said.text, said.model) == ("hello", "openai/other")
    assert notes[-1].endswith("Asking other instead.")


def test_where_none_answers_the_first_one_says_why() -> None:
    out, wrong = ScriptedServer([Reply(status=402)]), ScriptedServer([Reply(status=401)])
    with out as server, wrong as other, pytest.raises(OutOfCredit):
        Fallbacks([model(server), model(other)]).complete(PROMPT)


def test_what_a_provider_declines_is_not_carried_to_the_next() -> None:
    with ScriptedServer([Reply("no", finish="content_filter")]) as server, ScriptedServer(["x"]) as other:
        with pytest.raises(ModelError, match="content rules"):
            Fallbacks([model(server), model(other)]).complete(PROMPT)
        assert other.requests == []


@pytest.mark.parametrize("name", ["openai/scripted", "deepseek/x"])
def test_a_model_that_answers_in_one_piece(name: str) -> None:
    pieces: list[str] = []
    with ScriptedServer([Reply("hello big world", plain=True)]) as server:
        said = model(server, name).complete(PROMPT, on_text=pieces.append)
        assert server.requests[0]["stream"] is True
        assert len(server.requests) == 2
        model(server, name).complete(PROMPT)
        assert len(server.requests) == 3
    assert said.text == "hello big world" == "".join(pieces)


def test_cached_tokens_are_counted() -> None:
    long = replace(PROMPT, messages=(Message("system", "rule " * 2000), *PROMPT.messages[1:]))
    bills = []
    for cached in (0, 2000):
        with ScriptedServer([Reply("hello", cached=cached)]) as server:
            said = model(server, "openai/gpt-4o").complete(long)
        assert said.cached_tokens == cached
        bills.append(said.cost_usd or 0)
    assert bills[1] < bills[0]


def test_a_date_to_wait_for_is_told() -> None:
    with ScriptedServer(
        [Reply(status=429, retry_after=formatdate(time.time() + 7200, usegmt=True))]
    ) as server:
        with pytest.raises(RateLimited, match="Try again in 2 hours"):
            model(server).complete(PROMPT)
        assert len(server.requests) == 1


def test_a_stream_that_is_cut_is_begun_anew_by_the_other_model() -> None:
    pieces: list[str] = []
    with (
        ScriptedServer([Reply("one two three", cut_after=2)]) as server,
        ScriptedServer(["all new"]) as other,
    ):
        both = Fallbacks([model(server, attempts=1), model(other, "openai/other")])
        said = both.complete(PROMPT, on_text=pieces.append)
    assert said.text == "all new" == "".join(pieces[pieces.index("") :])


def test_stop_ends_a_chain_within_a_second_and_asks_nobody_else() -> None:
    cancel = threading.Event()
    with ScriptedServer([Reply("never", silent_after=0)]) as server, ScriptedServer(["hello"]) as other:
        threading.Timer(0.5, cancel.set).start()
        begun = time.monotonic()
        with pytest.raises(Cancelled):
            Fallbacks([model(server), model(other)]).complete(PROMPT, cancel=cancel)
        assert time.monotonic() - begun < 1.5
        assert other.requests == []
