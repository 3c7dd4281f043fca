"""What works on this machine and what doesn't, in plain words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable

from sandbox.base import Finding
from workshop.config import Config
from workshop.views import ModelView

__all__ = ["Doctor", "Finding"]

_LITTLE_ROOM = 2_000_000_000  # bytes


class Doctor:
    """Gathers findings; `sandboxes` gives those of the sandboxes, `model` the model in use."""

    def __init__(
        self, config: Config, sandboxes: Callable[[], Iterable[Finding]], model: Callable[[], ModelView]
    ) -> None:
        self._config, self._sandboxes, self._model = config, sandboxes, model

    def findings(self) -> tuple[Finding, ...]:
        """One line each: the sandboxes, the model, the disk."""
        return (*self._sandboxes(), self._of_model(), self._of_disk())

    def _of_model(self) -> Finding:
        model = self._model()
        if model.model:
            return Finding("Model", True, f"{model.model} is connected.")
        return Finding(
            "Model",
            False,
            "No model is connected: only the built-in recipes work.",
            "Choose a provider above and paste a key, or start Ollama, LM Studio or llama.cpp.",
        )

    def _of_disk(self) -> Finding:
        home = self._config.home
        if not os.access(home, os.W_OK):
            return Finding(
                "Disk", False, f"Nothing can be written to {home}.", "Set ONEOFF_HOME to another folder."
            )
        free = shutil.disk_usage(home).free
        says = f"{free / 1e9:.0f} GB free where Oneoff keeps its data ({home})."
        return Finding("Disk", free > _LITTLE_ROOM, says, "" if free > _LITTLE_ROOM else "Free some space.")
