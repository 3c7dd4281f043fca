"""What differs between providers in LiteLLM: the client a call goes through, and its exceptions."""

from __future__ import annotations

from typing import Any

import httpx

# Tried one by one against a local server (LiteLLM 1.106.2): these take an HTTPHandler, those an OpenAI client.
# A provider in neither makes its own client: Stop returns as fast, but the connection ends with its read time-out.
_HTTP = frozenset(
    [
        "anthropic",
        "gemini",
        "ollama",
        "ollama_chat",
        "openrouter",
        "deepseek",
        "mistral",
        "groq",
        "xai",
        "hosted_vllm",
        "together_ai",
        "fireworks_ai",
        "azure_ai",
    ]
)
_OPENAI = frozenset(
    [
        "openai",
        "custom_openai",
        "lm_studio",
        "llamafile",
        "perplexity",
        "dashscope",
        "moonshot",
        "zai",
        "volcengine",
        "github",
        "cerebras",
    ]
)


def client(litellm: Any, model: str, api_base: str | None, key: str | None, http: httpx.Client) -> Any:
    """The client object LiteLLM wants for `model`, on top of `http`; None where it must make its own."""
    _, provider, found_key, found_base = litellm.get_llm_provider(model, api_base=api_base, api_key=key)
    if provider in _HTTP:
        from litellm.llms.custom_httpx.http_handler import HTTPHandler

        return HTTPHandler(client=http)
    key, base = found_key or key, found_base or api_base
    if provider not in _OPENAI or not key:
        return None
    import openai

    return openai.OpenAI(api_key=key, base_url=base, http_client=http, max_retries=0)


def errors(litellm: Any) -> tuple[type[Exception], ...]:
    """All that a call through LiteLLM raises: its own, its client's, and what its parsers let through."""
    own = [kind for kind in vars(litellm.exceptions).values() if isinstance(kind, type)]
    named = tuple(kind for kind in own if issubclass(kind, Exception))
    return (
        *named,
        httpx.HTTPError,
        httpx.StreamError,
        OSError,
        ValueError,
        TypeError,
        LookupError,
        RuntimeError,
    )
