"""Prices of models, looked up once. The list takes seconds to load, so a page doesn't wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from generator.pricing import Price, price


class Prices:
    """Safe to use from several threads."""

    def __init__(self, look_up: Callable[[str], Price | None] = price) -> None:
        self._look_up, self._known = look_up, dict[str, Price | None]()
        self._looking, self._lock = set[str](), threading.Lock()

    def of(self, model: str) -> Price | None:
        """None where no price is known. Waits for the list."""
        if model not in self._known:
            self._known[model] = self._look_up(model)
        return self._known[model]

    def ready(self, model: str) -> bool:
        """Whether `of` answers at once; begins to look where it wouldn't."""
        with self._lock:
            if model in self._known:
                return True
            if model not in self._looking:
                self._looking.add(model)
                threading.Thread(target=self.of, args=(model,), name="prices", daemon=True).start()
        return False
