"""Speech as text, through LiteLLM's transcription."""

from __future__ import annotations

import io
import threading
import time
import wave
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from generator import providers
from generator.errors import Cancelled, EmptyAnswer, TooSlow, translate
from generator.pricing import known_of
from generator.reach import ModelSettings
from generator.warm import warm_up
from generator.wire import Wire

LONGEST = 600.0  # seconds
MOST_BYTES = 24_000_000  # of a recording; providers take 25 MB
_TICK = 0.1  # seconds between two looks at `cancel`


class NothingHeard(EmptyAnswer):
    sentence = "No words could be heard in the recording."
    next_step = "Speak closer to the microphone, or type what you need."


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said. `cost_usd` is None where no price is known; `seconds` is what the call took."""

    text: str
    model: str
    cost_usd: float | None
    seconds: float


def heard(settings: ModelSettings, sound: bytes, *, cancel: threading.Event | None = None) -> Heard:
    """The words of a WAV recording. Raises ModelError, and Cancelled within a second of `cancel`."""
    cancel, begun = cancel or threading.Event(), time.monotonic()
    wire, said = Wire(settings.connect_seconds, settings.first_word_seconds), Future[Any]()
    threading.Thread(target=_ask, args=(settings, sound, wire, said), name="speech", daemon=True).start()
    try:
        while not said.done():
            if cancel.wait(_TICK):
                raise Cancelled
            if time.monotonic() - begun > settings.total_seconds:
                raise TooSlow(f"silent for {settings.total_seconds:.0f} s")
        answer = said.result()
    finally:
        wire.close()
    text = str(getattr(answer, "text", "") or "").strip()
    if not text:
        raise NothingHeard
    return Heard(text, settings.model, _cost(answer, settings.model, sound), time.monotonic() - begun)


def length_of(sound: bytes) -> float | None:
    """Seconds of a WAV recording; None for what is none."""
    try:
        with wave.open(io.BytesIO(sound)) as recording:
            return float(recording.getnframes() / recording.getframerate())
    except (wave.Error, EOFError, ZeroDivisionError):
        return None


def _ask(settings: ModelSettings, sound: bytes, wire: Wire, said: Future[Any]) -> None:
    """In the thread. However it ends, `said` has a result or a ModelError."""
    litellm, base = warm_up(), settings.api_base or None
    key = settings.api_key or ("none" if base else None)
    try:
        answer = litellm.transcription(
            model=settings.model,
            file=("speech.wav", sound, "audio/wav"),
            api_base=base,
            api_key=key,
            client=providers.client(litellm, settings.model, base, key, wire.client),
            timeout=settings.first_word_seconds,
            max_retries=0,
        )
        said.set_result(answer)
    except Exception as error:  # noqa: BLE001  (its clients' errors come through; who waits must hear of any)
        said.set_exception(translate(error, settings.api_key))


def _cost(answer: Any, model: str, sound: bytes) -> float | None:
    """US dollars: as LiteLLM reckoned them from the answer, else by the second from its price list."""
    billed: float | None = (getattr(answer, "_hidden_params", None) or {}).get("response_cost")
    if billed:
        return billed
    litellm, seconds = warm_up(), length_of(sound)
    known = known_of(litellm, model)
    a_second: float | None = known.get("input_cost_per_second") or known.get("output_cost_per_second")
    return a_second * seconds if a_second and seconds is not None else None
