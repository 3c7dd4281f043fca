"""The path to a model: LiteLLM for real, over HTTP, against a scripted provider on loopback."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

import pytest

from generator.errors import (
    Cancelled,
    EmptyAnswer,
    KeyRefused,
    ModelError,
    NotAModel,
    OutOfCredit,
    RateLimited,
    RequestRefused,
    ServiceDown,
    StreamCut,
    TooLong,
    TooSlow,
    UnknownModel,
    Unreachable,
)
from generator.litellm_model import LiteLLMModel, ModelSettings
from generator.model import Message, Prompt
from tests.scripted_server import Reply, ScriptedServer

# LiteLLM's own, from the first streamed chunk on; as an error it breaks the stream inside LiteLLM.
pytestmark = pytest.mark.filterwarnings("ignore:Accessing the 'model_:DeprecationWarning")

KEY = "sk-4f9a7c2e8b1d6053Zq"
PROMPT = Prompt("writer", (Message("system", "Be short."), Message("user", "Say hello.")), 500)


def model(server: ScriptedServer, **settings: float) -> LiteLLMModel:
    quick = {"backoff_seconds": 0.01, **settings}
    return LiteLLMModel(ModelSettings("openai/scripted", server.base_url, KEY, **quick))  # type: ignore[arg-type]


def test_streams_the_answer_and_records_what_it_took() -> None:
    pieces: list[str] = []
    with ScriptedServer([Reply("Hello, big world.")]) as server:
        said = model(server).complete(PROMPT, on_text=pieces.append)
    assert said.text == "Hello, big world." == "".join(pieces)
    assert len(pieces) == 3
    assert (said.finish, said.model, said.calls) == ("stop", "openai/scripted", 1)
    assert (said.prompt_tokens, said.completion_tokens) == (5, 4)
    assert said.cost_usd is None  # no price for a model nobody knows
    body = server.requests[0]
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert body["max_tokens"] == 500
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


def test_a_known_model_has_a_price() -> None:
    with ScriptedServer([Reply("word " * 100)]) as server:
        said = LiteLLMModel(ModelSettings("openai/gpt-4o", server.base_url, KEY)).complete(PROMPT)
    assert said.cost_usd is not None
    assert 0 < said.cost_usd < 0.01


def test_usage_is_estimated_where_the_provider_gives_none() -> None:
    with ScriptedServer([Reply("one two three four", usage=False)]) as server:
        said = model(server).complete(PROMPT)
    assert said.prompt_tokens > 3
    assert said.completion_tokens >= 4


def test_an_answer_at_its_length_limit_says_so() -> None:
    with ScriptedServer([Reply("half an", finish="length")]) as server:
        assert model(server).complete(PROMPT).finish == "length"


def test_a_server_of_ones_own_needs_no_key() -> None:
    with ScriptedServer([Reply("hello")]) as server:
        LiteLLMModel(ModelSettings("openai/local", server.base_url)).complete(PROMPT)
        assert server.headers[0]["authorization"] == "Bearer none"


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (Reply(status=429, retry_after=0), RateLimited),
        (Reply(status=500), ServiceDown),
        (Reply(status=503), ServiceDown),
        (Reply("one two three", cut_after=2), StreamCut),
        (Reply("one two three", finish=None), StreamCut),
        (Reply("one two", nonsense="json"), StreamCut),
    ],
)
def test_what_may_pass_is_tried_again(first: Reply, kind: type[ModelError]) -> None:
    notes: list[str] = []
    pieces: list[str] = []
    with ScriptedServer([first, Reply("hello again")]) as server:
        said = model(server).complete(PROMPT, on_text=pieces.append, on_note=notes.append)
        assert len(server.requests) == 2
    assert said.text == "hello again"
    assert notes == [f"{kind.sentence} Trying again in 0 s."]
    assert "".join(pieces[pieces.index("") :]) == "hello again"  # "" says that it starts again


def test_it_gives_up_after_three_attempts() -> None:
    with ScriptedServer([Reply(status=500)]) as server:
        with pytest.raises(ServiceDown):
            model(server).complete(PROMPT)
        assert len(server.requests) == 3


def test_a_wait_that_the_provider_asks_for_is_kept() -> None:
    notes: list[str] = []
    with ScriptedServer([Reply(status=429, retry_after=1), Reply("hello")]) as server:
        started = time.monotonic()
        model(server).complete(PROMPT, on_note=notes.append)
        assert time.monotonic() - started >= 1
    assert notes == [f"{RateLimited.sentence} Trying again in 1 s."]


def test_a_wait_that_is_too_long_is_told_instead() -> None:
    with ScriptedServer([Reply(status=429, retry_after=3600)]) as server:
        with pytest.raises(RateLimited) as caught:
            model(server).complete(PROMPT)
        assert len(server.requests) == 1
    assert caught.value.retry_after == 3600


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(status=401, error=f"Incorrect API key provided: {KEY}"), KeyRefused),
        (Reply(status=403, error="not allowed"), KeyRefused),
        (Reply(status=402, error="Insufficient Balance"), OutOfCredit),
        (Reply(status=429, code="insufficient_quota", error="You exceeded your current quota"), OutOfCredit),
        (Reply(status=404, error="The model does not exist"), UnknownModel),
        (Reply(status=400, error="This model's maximum context length is 4096 tokens"), TooLong),
        (Reply(status=400, error="temperature is wrong"), RequestRefused),
        (Reply(nonsense="html"), NotAModel),
        (Reply(""), EmptyAnswer),
        (Reply("  \n "), EmptyAnswer),
    ],
)
def test_what_will_not_pass_is_told_at_once(reply: Reply, kind: type[ModelError]) -> None:
    with ScriptedServer([reply]) as server:
        with pytest.raises(kind) as caught:
            model(server).complete(PROMPT)
        assert len(server.requests) == 1
    assert caught.value.sentence
    assert caught.value.next_step
    for at in range(len(KEY) - 5):
        assert KEY[at : at + 6] not in f"{caught.value} {caught.value.detail} {caught.value!r}"


def test_nobody_at_the_address() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    settings = ModelSettings("openai/scripted", address, KEY, backoff_seconds=0.01)
    with pytest.raises(Unreachable):
        LiteLLMModel(settings).complete(PROMPT)


@pytest.mark.parametrize(
    ("reply", "patience"),
    [
        (Reply("hello there", silent_after=0), {"first_word_seconds": 0.5}),
        (Reply("hello there", silent_after=1), {"next_word_seconds": 0.5}),
        (Reply("hello " * 500, between=0.05), {"total_seconds": 1.0}),
    ],
)
def test_silence_has_an_end(reply: Reply, patience: dict[str, float]) -> None:
    with ScriptedServer([reply, Reply("hello")]) as server:
        assert model(server, **patience).complete(PROMPT).text == "hello"
        assert server.hang_ups.acquire(timeout=10)  # the provider sees that we left


def test_a_slow_first_word_is_waited_for() -> None:
    with ScriptedServer([Reply("hello", first=1.2)]) as server:
        assert model(server, next_word_seconds=0.5).complete(PROMPT).text == "hello"
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply("never", silent_after=0),
        Reply("one then nothing", silent_after=1),
        Reply("drip " * 1000, between=0.05),
    ],
)
def test_stop_ends_the_call_and_the_connection(reply: Reply) -> None:
    cancel = threading.Event()
    with ScriptedServer([reply]) as server:
        took = stopped_after(model(server), cancel, lambda: len(server.requests) == 1)
        assert server.hang_ups.acquire(timeout=5)
        assert len(server.requests) == 1
    assert took < 1


@pytest.mark.parametrize("name", ["openrouter/a/b", "deepseek/x"])
def test_a_provider_that_goes_another_way_through_litellm(name: str) -> None:
    cancel, notes = threading.Event(), list[str]()
    script = [Reply(status=429, retry_after=0), Reply("hello"), Reply("one then nothing", silent_after=1)]
    with ScriptedServer(script) as server:
        asked = LiteLLMModel(ModelSettings(name, server.base_url, KEY))
        assert asked.complete(PROMPT, on_note=notes.append).text == "hello"
        assert notes == [f"{RateLimited.sentence} Trying again in 0 s."]
        took = stopped_after(asked, cancel, lambda: len(server.requests) == 3)
        assert server.hang_ups.acquire(timeout=5)
    assert took < 1


def test_stop_while_it_waits_to_try_again() -> None:
    cancel = threading.Event()
    with ScriptedServer([Reply(status=429, retry_after=20)]) as server:
        took = stopped_after(model(server), cancel, lambda: len(server.requests) == 1)
    assert took < 1


def stopped_after(asked: LiteLLMModel, cancel: threading.Event, ready: Callable[[], bool]) -> float:
    """Seconds from `cancel` to the end of the call."""
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            asked.complete(PROMPT, cancel=cancel)
        except Cancelled as stopped:
            ended.append(stopped)

    caller = threading.Thread(target=ask)
    caller.start()
    while not ready():
        time.sleep(0.01)
    time.sleep(0.3)
    pressed = time.monotonic()
    cancel.set()
    caller.join(timeout=10)
    assert [type(e) for e in ended] == [Cancelled]
    return time.monotonic() - pressed


def test_too_slow_is_a_sentence() -> None:
    with (
        ScriptedServer([Reply("x", silent_after=0)]) as server,
        pytest.raises(TooSlow, match="did not answer in the time"),
    ):
        model(server, first_word_seconds=0.2).complete(PROMPT)


def test_settings_never_show_the_key() -> None:
    assert KEY not in repr(ModelSettings("openai/x", api_key=KEY))
