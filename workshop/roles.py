"""Which model does which job: one main model, others for single jobs, and one for when none can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.model import Role
from generator.reach import ModelSettings

LISTENER = "listener"
JOBS: Mapping[str, str] = {
    "writer": "Writes programs",
    "planner": "Makes plans",
    "checker": "Checks results",
    "explainer": "Puts results into words",
    LISTENER: "Understands what you say aloud",
    "instead": "If it can't be reached",
}
"""What a person may choose another model for, as they read it."""

LISTENERS: Mapping[str, tuple[str, ...]] = {
    "openai": ("openai/gpt-4o-mini-transcribe", "openai/gpt-4o-transcribe", "openai/whisper-1"),
    "mistral": ("mistral/voxtral-mini-latest",),
    "groq": ("groq/whisper-large-v3-turbo",),
}
"""Models that hear, by provider; the first is used where none was chosen."""

# First word, next word, in all: seconds. A program may be thought about for long, words for a result not.
_PATIENCE: Mapping[str, tuple[float, float, float]] = {
    "planner": (120.0, 60.0, 300.0),
    "checker": (120.0, 60.0, 600.0),
    "explainer": (60.0, 30.0, 180.0),
}


def job_of(role: Role) -> str:
    """The job that a role belongs to: who writes programs mends them and hunts their bugs, too."""
    return "writer" if role in {"repairer", "hunter"} else role


def patient(settings: ModelSettings, role: Role, another: bool) -> ModelSettings:
    """With the time that `role` may take; where there is another model to ask, two attempts are enough."""
    attempts = 2 if another else settings.attempts
    if role not in _PATIENCE:
        return replace(settings, attempts=attempts)
    first, following, whole = _PATIENCE[role]
    return replace(
        settings,
        attempts=attempts,
        first_word_seconds=first,
        next_word_seconds=following,
        total_seconds=whole,
    )
