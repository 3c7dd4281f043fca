"""Calls side by side can't go over a limit together; what was promised is free again when a call is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.errors import KeyRefused
from generator.litellm_model import LiteLLMModel, ModelSettings
from generator.model import Message, Picture, Prompt
from generator.pricing import Price
from tests.scripted_server import Reply, ScriptedServer
from workshop.budget import Budgets
from workshop.database import open_database
from workshop.guard import Guard
from workshop.over import Over
from workshop.prices import Prices
from workshop.recorded import Recorded
from workshop.store import Store
from workshop.workbench import Ended

CENT = 1_000  # tokens of an answer
PRICE = Price(2.5e-6, 1e-5)
PROMPT = Prompt("writer", (Message("user", "Say hello."),), 16_000)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    engine = open_database(f"sqlite:///{tmp_path / 'oneoff.db'}")
    yield Store(engine)
    engine.dispose()


def thorough(store: Store) -> str:
    dials = {"asks": "matters", "tries": "thorough"}
    return store.add_turn(store.start_conversation(), "x", [], dials=dials)


def guard(store: Store, **limits: float | None) -> Guard:
    none = dict.fromkeys(("request", "conversation", "day"))
    return Guard(store, Budgets(store, {**none, **limits}), Prices(lambda _model: PRICE))


def at_once(server: ScriptedServer, store: Store, guard: Guard, turns: list[str]) -> list[str]:
    """How a call for each of `turns` ended, all of them begun before the first is answered."""

    def ask(turn: str) -> str:
        model = LiteLLMModel(ModelSettings("openai/gpt-4o", server.base_url, "sk-x", attempts=1))
        try:
            return Recorded(model, store, turn, guard).complete(PROMPT).text
        except (Ended, KeyRefused) as ended:
            return type(ended).__name__

    with ThreadPoolExecutor(len(turns)) as pool:
        return list(pool.map(ask, turns))


def longest(server: ScriptedServer) -> list[int]:
    return [sent.get("max_tokens") or sent["max_completion_tokens"] for sent in server.requests]


@pytest.mark.parametrize(("limit", "pass_"), [(0.05, 1), (0.09, 2), (0.30, 3)])
def test_three_side_by_side_cant_take_more_than_the_limit(store: Store, limit: float, pass_: int) -> None:
    turn = thorough(store)
    with ScriptedServer([Reply("hello", first=1.0)]) as server:
        ended = at_once(server, store, guard(store, request=limit), [turn] * 3)
        assert sorted(ended) == ["Ended"] * (3 - pass_) + ["hello"] * pass_
        assert sum(longest(server)) * PRICE.completion <= limit
        assert min(longest(server)) >= 4 * CENT


def conversations(store: Store) -> list[str]:
    return [thorough(store), thorough(store)]


def one_conversation(store: Store) -> list[str]:
    conversation = store.start_conversation()
    first = store.add_turn(conversation, "x", [])
    store.move_turn(first, ["queued"], "done")
    return [first, store.add_turn(conversation, "y", [])]


@pytest.mark.parametrize(
    ("scope", "turns", "pass_"),
    [
        ("day", conversations, 1),
        ("conversation", conversations, 2),
        ("conversation", one_conversation, 1),
        ("request", one_conversation, 2),
    ],
)
def test_each_limit_holds_for_its_own(
    store: Store, scope: str, turns: Callable[[Store], list[str]], pass_: int
) -> None:
    with ScriptedServer([Reply("hello", first=1.0)]) as server:
        ended = at_once(server, store, guard(store, **{scope: 0.05}), turns(store))
    assert ended.count("hello") == pass_


@pytest.mark.parametrize("first", [Reply("hello"), Reply(status=401)])
def test_what_was_promised_is_free_again(store: Store, first: Reply) -> None:
    turn, held = thorough(store), guard(store, request=0.05)
    with ScriptedServer([first, Reply("hello")]) as server:
        at_once(server, store, held, [turn])
        assert at_once(server, store, held, [turn]) == ["hello"]


def test_pictures_count(store: Store) -> None:
    pictures = (Picture("a.png", "image/png", b""),) * 4  # 1,600 tokens each: 1.6 cents
    shown = Prompt("writer", (Message("user", "Say hello.", pictures),), 16_000)
    held, turn = guard(store, request=0.05), thorough(store)
    with held.held(turn, "m", PROMPT) as prompt:
        assert prompt.max_tokens == 4 * CENT
    with pytest.raises(Ended), held.held(turn, "m", shown):
        pass


@pytest.mark.parametrize(
    ("spent", "promised", "said"),
    [
        (0.0, 0.0, "1 dollar for one day: it may need about 5 cents. Go on?"),
        (0.97, 0.0, "1 dollar for one day: 97 cents are spent, and it may need about 5 cents more. Go on?"),
        (0.01, 0.96, "97 cents are spent or under way, and it may need about 5 cents more. Go on?"),
        (0.01, 0.0, "1 cent is spent, and it may need about 5 cents more. Go on?"),
    ],
)
def test_the_question_says_what_is_spent_and_under_way(spent: float, promised: float, said: str) -> None:
    question = Over("day", "usd", 1.0, 1.0, spent, promised, 0.05).question()
    assert question["text"].endswith(said)
