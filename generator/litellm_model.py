"""Models through LiteLLM: any provider, one protocol.

LiteLLM takes seconds to import, so nothing here imports it before `warm_up()` or the first call.
"""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from generator import pricing, providers
from generator.errors import (
    Cancelled,
    Declined,
    EmptyAnswer,
    ModelError,
    NotAModel,
    StreamCut,
    TooSlow,
    redact,
    translate,
)
from generator.model import Completion, Prompt, ignore
from generator.warm import warm_up
from generator.wire import Wire

TICK = 0.1  # seconds between two looks at `cancel`
LONGEST_WAIT = 30.0  # a provider that asks for more is told to the person instead


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model, where, and how patient to be. Times are seconds; `model` is LiteLLM's name.

    `api_base` is for servers of one's own (Ollama, LM Studio, llama.cpp); they need no key.
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


class LiteLLMModel:
    """A `Model` over litellm.completion. Everything goes with the call; nothing global is set by a call."""

    def __init__(self, settings: ModelSettings) -> None:
        self.settings, self.name = settings, settings.model

    def complete(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] = ignore,
        on_note: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Completion:
        """As `Model.complete`. Tries `settings.attempts` times where the error's table row says so."""
        cancel = cancel or threading.Event()
        for attempt in range(1, self.settings.attempts + 1):
            try:
                return _Call(self.settings, prompt, on_text, cancel).run()
            except ModelError as error:
                wait = self._wait(error, attempt)
                if not error.retry or attempt == self.settings.attempts or wait > LONGEST_WAIT:
                    raise
                on_note(f"{error.sentence} Trying again in {wait:.0f} s.")
                if cancel.wait(wait):
                    raise Cancelled from None
                on_text("")
        raise AssertionError("attempts is at least 1")

    def _wait(self, error: ModelError, attempt: int) -> float:
        if error.retry_after is not None:
            return error.retry_after
        doubled = self.settings.backoff_seconds * 2 ** (attempt - 1)
        spread = random.uniform(0.8, 1.2)  # noqa: S311 - so that callers don't come back together
        return float(doubled * spread)


class _Call:
    """One attempt. A thread reads the stream into a queue, so that silence can't hold up Stop."""

    def __init__(
        self, settings: ModelSettings, prompt: Prompt, on_text: Callable[[str], None], cancel: threading.Event
    ) -> None:
        self.settings, self.prompt, self.on_text, self.cancel = settings, prompt, on_text, cancel
        longest = max(settings.first_word_seconds, settings.next_word_seconds) + 5
        self.wire = Wire(settings.connect_seconds, longest)
        self.came: queue.Queue[Any] = queue.Queue()
        self.pieces: list[str] = []
        self.usage: Any = None

    def run(self) -> Completion:
        started = time.monotonic()
        threading.Thread(target=self._read, name="model-stream", daemon=True).start()
        try:
            finish = self._listen(started)
        finally:
            self.wire.close()
        return self._completion(time.monotonic() - started, finish)

    def _read(self) -> None:
        """In the thread. However it ends, the caller's thread hears of it."""
        litellm = warm_up()
        finish: str | None = None
        try:
            stream = litellm.completion(**self._arguments(litellm))
            for chunk in stream:
                self.came.put(chunk)
            finish = stream.received_finish_reason or stream.intermittent_finish_reason
        except providers.errors(litellm) as error:
            self.came.put(error)
        finally:
            self.came.put(_End(finish))

    def _arguments(self, litellm: Any) -> dict[str, Any]:
        settings = self.settings
        key = settings.api_key or ("none" if settings.api_base else None)  # local servers want any key
        return {
            "model": settings.model,
            "messages": [{"role": m.role, "content": m.text} for m in self.prompt.messages],
            "max_tokens": providers.longest_answer(litellm, settings.model, self.prompt.max_tokens),
            "api_base": settings.api_base or None,
            "api_key": key,
            "client": providers.client(
                litellm, settings.model, settings.api_base or None, key, self.wire.client
            ),
            "timeout": self.wire.client.timeout,
            "stream": True,
            "stream_options": {"include_usage": True},
            "drop_params": True,
            "num_retries": 0,
            "max_retries": 0,
        }

    def _listen(self, started: float) -> str | None:
        allowed, last = self.settings.first_word_seconds, time.monotonic()
        while True:
            now = time.monotonic()
            if self.cancel.is_set():
                raise Cancelled
            if now - last > allowed or now - started > self.settings.total_seconds:
                raise TooSlow(f"silent for {now - last:.0f} s, {now - started:.0f} s in all")
            try:
                item = self.came.get(timeout=TICK)
            except queue.Empty:
                continue
            if isinstance(item, _End):
                self._ended(item.finish)
                return item.finish
            if isinstance(item, Exception):
                raise translate(item, self.settings.api_key, _retry_after(self.wire.headers)) from None
            allowed, last = self.settings.next_word_seconds, time.monotonic()
            self._take(item)

    def _take(self, chunk: Any) -> None:
        self.usage = getattr(chunk, "usage", None) or self.usage
        for choice in chunk.choices[:1]:
            text = getattr(choice.delta, "content", None)
            if text:
                self.pieces.append(text)
                self.on_text(text)

    def _ended(self, finish: str | None) -> None:
        """LiteLLM ends a broken stream with a "stop" of its own; only a reason that came counts."""
        kind = self.wire.headers.get("content-type", "")
        if finish is None and not self.pieces and kind.startswith(("text/html", "application/json")):
            raise NotAModel(f"content-type {redact(kind)}")
        if finish is None:
            raise StreamCut(f"no finish reason after {len(self.pieces)} pieces")
        if finish == "content_filter":
            raise Declined("finish reason content_filter")
        if not "".join(self.pieces).strip():
            raise EmptyAnswer(f"finish reason {finish}")

    def _completion(self, seconds: float, finish: str | None) -> Completion:
        text, litellm, model = "".join(self.pieces), warm_up(), self.settings.model
        asked = getattr(self.usage, "prompt_tokens", 0) or litellm.token_counter(
            model=model, text="\n".join(message.text for message in self.prompt.messages)
        )
        said = getattr(self.usage, "completion_tokens", 0) or litellm.token_counter(model=model, text=text)
        cost = pricing.cost(litellm, model, asked, said, self.usage)
        ended: Literal["stop", "length"] = "length" if finish == "length" else "stop"
        return Completion(text, ended, model, asked, said, cost, seconds)


@dataclass(frozen=True, slots=True)
class _End:
    finish: str | None  # as the provider said it


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds; the header holds seconds or a date."""
    said = headers.get("retry-after", "")
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
