"""How to reach a model, and how patient to be with it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model, where, and how patient to be. Times are seconds; `model` is LiteLLM's name.

    `api_base` is for servers of one's own (Ollama, LM Studio, llama.cpp); they need no key.
    `sees`: whether it looks at pictures; None leaves that to LiteLLM's list.
    """

    model: str
    api_base: str = ""
    api_key: str = field(default="", repr=False)
    first_word_seconds: float = 180.0  # reasoning models and local ones that load are silent for long
    next_word_seconds: float = 60.0
    connect_seconds: float = 10.0
    total_seconds: float = 900.0
    attempts: int = 3
    backoff_seconds: float = 2.0  # before the second attempt; doubles
    sees: bool | None = None
