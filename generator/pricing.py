"""What a call costs, by LiteLLM's price list: before it, a token; after it, by what the provider counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.warm import warm_up

_FREE = frozenset(["ollama", "ollama_chat", "lm_studio", "llamafile", "hosted_vllm"])


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars a token, as the provider's list has them (without discounts for cached text)."""

    prompt: float
    completion: float


def price(model: str) -> Price | None:
    """The price of `model` (LiteLLM's name); 0 for servers of one's own, None where none is known.

    A name with a price costs it at any address: a gateway on this computer passes the bill on, and a limit that
    holds too early is better than none. Imports LiteLLM: 5 to 8 s where it isn't warm.
    """
    if model.split("/")[0] in _FREE:
        return Price(0.0, 0.0)
    known = known_of(warm_up(), model)
    asked, said = known.get("input_cost_per_token"), known.get("output_cost_per_token")
    return Price(float(asked), float(said)) if asked and said else None


def cost(litellm: Any, model: str, prompt_tokens: int, completion_tokens: int, usage: Any) -> float | None:
    """US dollars by LiteLLM's price list; None where it has no price. Never raises for an unknown model."""
    try:
        asked, said = litellm.cost_per_token(
            model=model, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens, usage_object=usage
        )
    except (litellm.exceptions.ModelNotMappedError, litellm.exceptions.BadRequestError, ValueError):
        return None
    # The list has entries without a price, which come out as 0: unknown, except for servers of one's own.
    return float(asked + said) if asked + said or model.split("/")[0] in _FREE else None


def cached(usage: Any) -> int:
    """How many of the prompt's tokens were read from the provider's cache."""
    details = getattr(usage, "prompt_tokens_details", None)
    return int(getattr(details, "cached_tokens", None) or 0)


def known_of(litellm: Any, model: str) -> dict[str, Any]:
    """What LiteLLM's list says of `model`; empty where it doesn't know it. Asks no server."""
    if model.split("/")[0] in _FREE:
        return {}  # for Ollama, LiteLLM would ask the server, without any time limit of ours
    try:
        return dict(litellm.get_model_info(model))
    except (litellm.exceptions.ModelNotMappedError, litellm.exceptions.BadRequestError, ValueError):
        return {}
