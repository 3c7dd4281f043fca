"""The providers that the settings page offers, and servers on this machine."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from workshop.views import ProviderView

_LOOK_SECONDS = 0.7

PROVIDERS: tuple[ProviderView, ...] = (
    ProviderView(
        "anthropic",
        "Anthropic",
        ("anthropic/claude-sonnet-4-5", "anthropic/claude-opus-4-5", "anthropic/claude-haiku-4-5"),
        True,
        "",
        "https://console.anthropic.com/settings/keys",
    ),
    ProviderView(
        "openai",
        "OpenAI",
        ("openai/gpt-5", "openai/gpt-5-mini", "openai/gpt-4.1"),
        True,
        "",
        "https://platform.openai.com/api-keys",
    ),
    ProviderView(
        "gemini",
        "Google Gemini",
        ("gemini/gemini-2.5-pro", "gemini/gemini-2.5-flash"),
        True,
        "",
        "https://aistudio.google.com/apikey",
    ),
    ProviderView(
        "deepseek",
        "DeepSeek",
        ("deepseek/deepseek-chat", "deepseek/deepseek-reasoner"),
        True,
        "",
        "https://platform.deepseek.com/api_keys",
    ),
    ProviderView(
        "mistral",
        "Mistral",
        ("mistral/mistral-large-latest", "mistral/codestral-latest"),
        True,
        "",
        "https://console.mistral.ai/api-keys",
    ),
    ProviderView(
        "openrouter",
        "OpenRouter",
        ("openrouter/anthropic/claude-sonnet-4.5", "openrouter/openai/gpt-5"),
        True,
        "",
        "https://openrouter.ai/keys",
    ),
    ProviderView(
        "ollama", "Ollama on this computer", (), False, "http://127.0.0.1:11434", "https://ollama.com"
    ),
    ProviderView(
        "lmstudio", "LM Studio on this computer", (), False, "http://127.0.0.1:1234/v1", "https://lmstudio.ai"
    ),
    ProviderView(
        "llamacpp",
        "llama.cpp on this computer",
        (),
        False,
        "http://127.0.0.1:8080/v1",
        "https://github.com/ggml-org/llama.cpp",
    ),
    ProviderView("compatible", "Another OpenAI-compatible server", (), False, "", ""),
)


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A model server that answers on this machine. `models` are names as LiteLLM takes them."""

    provider: str  # ProviderView.id
    name: str
    api_base: str
    models: tuple[str, ...]


def provider(provider_id: str) -> ProviderView:
    """Raises KeyError."""
    return {known.id: known for known in PROVIDERS}[provider_id]


def find_local_servers(providers: tuple[ProviderView, ...] = PROVIDERS) -> tuple[LocalServer, ...]:
    """Ask the known local addresses for their models; at most about a second each."""
    local = [known for known in providers if known.api_base]
    found = ((known, list_models(known.id, known.api_base)) for known in local)
    return tuple(
        LocalServer(known.id, known.name, known.api_base, models)
        for known, models in found
        if models is not None
    )


def list_models(provider_id: str, api_base: str, api_key: str = "") -> tuple[str, ...] | None:
    """The models that a server offers, with LiteLLM's prefix; None where nothing sensible answers."""
    ollama = provider_id == "ollama"
    address = f"{api_base}/api/tags" if ollama else f"{api_base}/models"
    headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
    try:
        answer = httpx.get(address, timeout=_LOOK_SECONDS, headers=headers, trust_env=False)
        answer.raise_for_status()
        body = answer.json()
        names = [entry["name" if ollama else "id"] for entry in body["models" if ollama else "data"]]
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
        return None
    prefix = "ollama_chat/" if ollama else "openai/"
    return tuple(prefix + str(name) for name in names)
