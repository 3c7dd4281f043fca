"""One attempt to have a prompt answered through LiteLLM."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from generator import pricing, providers
from generator.abilities import Abilities
from generator.errors import (
    Cancelled,
    Declined,
    EmptyAnswer,
    NotAModel,
    StreamCut,
    TooMuchSaid,
    TooSlow,
    redact,
    translate,
)
from generator.model import Completion, Prompt
from generator.reach import ModelSettings
from generator.request import asked_of, body_of
from generator.tokens import tokens_of
from generator.warm import warm_up
from generator.wire import Wire

TICK = 0.1  # seconds between two looks at `cancel`
_AHEAD = 1000  # pieces that may wait to be heard
_MOST_SAID = 64_000  # characters that are always allowed; thinking counts
_MOST_A_TOKEN = 16  # characters: four times what a token has


class Call:
    """One attempt. A thread reads the stream into a queue, so that silence can't hold up Stop."""

    def __init__(
        self,
        settings: ModelSettings,
        prompt: Prompt,
        able: Abilities,
        on_text: Callable[[str], None],
        cancel: threading.Event,
    ) -> None:
        self.settings, self.prompt, self.able = settings, prompt, able
        self.on_text, self.cancel, self.over = on_text, cancel, threading.Event()
        self.first = settings.first_word_seconds if able.streams else settings.total_seconds
        self.wire = Wire(settings.connect_seconds, max(self.first, settings.next_word_seconds) + 5)
        self.came: queue.Queue[Any] = queue.Queue(_AHEAD)
        self.pieces: list[str] = []
        self.usage: Any = None
        self.said, self.most = 0, max(_MOST_SAID, _MOST_A_TOKEN * prompt.max_tokens)
        self.started = time.monotonic()

    def run(self) -> Completion:
        threading.Thread(target=self._read, name="model-stream", daemon=True).start()
        try:
            return self._completion(self._listen())
        finally:
            self.over.set()
            self.wire.close()

    def took(self) -> Completion | None:
        """What an attempt that failed will be billed, by an estimate; None where no word came."""
        if not self.said:
            return None
        asked, text = asked_of(self.prompt, self.able.sees), "".join(self.pieces)
        return self._billed(text, "length", asked, max(tokens_of(text), self.said // 4))

    def _read(self) -> None:
        """In the thread. However it ends, the caller's thread hears of it."""
        litellm = warm_up()
        finish: str | None = None
        try:
            answer = litellm.completion(**self._arguments(litellm))
            if self.able.streams:
                for chunk in answer:
                    self._put(chunk)
                finish = answer.received_finish_reason or answer.intermittent_finish_reason
            else:
                self._put(answer)
                finish = answer.choices[0].finish_reason
        except providers.errors(litellm) as error:
            self._put(error)
        finally:
            self._put(_End(finish))

    def _put(self, item: Any) -> None:
        while not self.over.is_set():
            try:
                return self.came.put(item, timeout=TICK)
            except queue.Full:
                continue

    def _arguments(self, litellm: Any) -> dict[str, Any]:
        settings, base = self.settings, self.settings.api_base or None
        key = settings.api_key or ("none" if base else None)  # local servers want any key
        return {
            **body_of(self.prompt, self.able),
            "model": settings.model,
            "api_base": base,
            "api_key": key,
            "client": providers.client(litellm, settings.model, base, key, self.wire.client),
            "timeout": self.wire.client.timeout,
            "num_retries": 0,
            "max_retries": 0,
        }

    def _listen(self) -> str | None:
        allowed, last = self.first, time.monotonic()
        while True:
            now = time.monotonic()
            if self.cancel.is_set():
                raise Cancelled
            if now - last > allowed or now - self.started > self.settings.total_seconds:
                raise TooSlow(f"silent for {now - last:.0f} s, {now - self.started:.0f} s in all")
            try:
                item = self.came.get(timeout=TICK)
            except queue.Empty:
                continue
            if isinstance(item, _End):
                self._ended(item.finish)
                return item.finish
            if isinstance(item, Exception):
                if self.wire.too_much:
                    raise TooMuchSaid("too many bytes")
                raise translate(item, self.settings.api_key, _retry_after(self.wire.headers)) from None
            allowed, last = self.settings.next_word_seconds, time.monotonic()
            self._take(item)

    def _take(self, chunk: Any) -> None:
        self.usage = getattr(chunk, "usage", None) or self.usage
        for choice in chunk.choices[:1]:
            part = choice.delta if self.able.streams else choice.message
            text = getattr(part, "content", None) or ""
            self.said += len(text) + len(getattr(part, "reasoning_content", None) or "")
            if self.said > self.most:
                raise TooMuchSaid(f"more than {self.most} characters")
            if text:
                self.pieces.append(text)
                self.on_text(text)

    def _ended(self, finish: str | None) -> None:
        """LiteLLM ends a broken stream with a "stop" of its own; only a reason that came counts."""
        kind = self.wire.headers.get("content-type", "")
        if self.wire.too_much:
            raise TooMuchSaid("too many bytes")
        one_piece = self.able.streams and kind.startswith("application/json")  # some parsers see an end in it
        if not self.pieces and (one_piece or (finish is None and kind.startswith("text/html"))):
            raise NotAModel(f"content-type {redact(kind)}")
        if finish is None:
            raise StreamCut(f"no finish reason after {len(self.pieces)} pieces")
        if finish == "content_filter":
            raise Declined("finish reason content_filter")
        if not "".join(self.pieces).strip():
            raise EmptyAnswer(f"finish reason {finish}")

    def _completion(self, finish: str | None) -> Completion:
        text, litellm, model = "".join(self.pieces), warm_up(), self.settings.model
        asked = getattr(self.usage, "prompt_tokens", 0) or litellm.token_counter(
            model=model, text="\n".join(message.text for message in self.prompt.messages)
        )
        said = getattr(self.usage, "completion_tokens", 0) or litellm.token_counter(model=model, text=text)
        return self._billed(text, "length" if finish == "length" else "stop", asked, said)

    def _billed(self, text: str, finish: Literal["stop", "length"], asked: int, said: int) -> Completion:
        cost = pricing.cost(warm_up(), self.settings.model, asked, said, self.usage)
        seconds, cached = time.monotonic() - self.started, pricing.cached(self.usage)
        return Completion(text, finish, self.settings.model, asked, said, cost, seconds, cached_tokens=cached)


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
