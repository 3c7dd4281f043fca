"""Prices before a call, and the bill after it."""

from __future__ import annotations

import pytest

from generator.pricing import Price, cached, cost, price
from generator.warm import warm_up


def test_a_known_model_has_a_price_before_a_call() -> None:
    assert price("openai/gpt-4o") == Price(2.5e-06, 1e-05)
    dear, cheap = price("anthropic/claude-opus-4-5"), price("anthropic/claude-haiku-4-5")
    assert dear is not None
    assert cheap is not None
    assert dear.completion > dear.prompt > cheap.prompt > 0


@pytest.mark.parametrize("model", ["openai/nobody-knows-it", "nothing", "", "a/b/c"])
def test_an_unknown_model_has_none(model: str) -> None:
    assert price(model) is None


@pytest.mark.parametrize("model", ["ollama_chat/qwen3:8b", "ollama/x", "lm_studio/x", "hosted_vllm/x"])
def test_a_server_of_ones_own_costs_nothing(model: str) -> None:
    assert price(model) == Price(0.0, 0.0)


def test_the_price_and_the_bill_agree() -> None:
    asked = price("openai/gpt-4o")
    assert asked is not None
    bill = cost(warm_up(), "openai/gpt-4o", 1000, 100, None)
    assert bill == pytest.approx(1000 * asked.prompt + 100 * asked.completion)


def test_what_the_cache_held_is_cheaper() -> None:
    litellm, asked = warm_up(), price("anthropic/claude-sonnet-4-5")
    assert asked is not None
    usage = litellm.Usage(
        prompt_tokens=1000, completion_tokens=0, prompt_tokens_details={"cached_tokens": 900}
    )
    bill = cost(litellm, "anthropic/claude-sonnet-4-5", 1000, 0, usage)
    assert bill == pytest.approx(100 * asked.prompt + 900 * asked.prompt / 10)
    assert cached(usage) == 900
    assert cached(None) == 0
