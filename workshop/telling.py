"""Says how far a model's answer is, while it comes."""

from __future__ import annotations

import time

from generator.codec import to_plain
from generator.types import Plan
from generator.write import Listeners
from workshop.store import Store

WRITING = "Writing a small program"
_SAID_EVERY = 0.5  # seconds between two lines about how far the writing is


class Telling:
    """Listeners that store the plan as soon as it stands, and lines about the program. `keep_plan`: of a first draft."""

    def __init__(self, store: Store, turn: str, keep_plan: bool = True) -> None:
        self._store, self._turn, self._keep_plan = store, turn, keep_plan
        self._lines, self._told, self._writing = 0, 0.0, False
        self.listeners = Listeners(self._on_plan, self._on_text, self.note)

    def note(self, text: str) -> None:
        """A sentence for a person, e.g. that the model is busy."""
        self._store.say(self._turn, "note", text=text)

    def _on_plan(self, plan: Plan) -> None:
        self._writing = True
        if self._keep_plan:
            self._store.update_turn(self._turn, plan=to_plain(plan))
        self._store.say(self._turn, "line", text=WRITING)

    def _on_text(self, piece: str) -> None:
        self._lines = self._lines + piece.count("\n") if piece else 0
        if self._writing and self._lines and time.monotonic() - self._told > _SAID_EVERY:
            self._told = time.monotonic()
            self._store.say(self._turn, "line", text=f"{WRITING} ({self._lines} lines so far)")
