"""Prices of models, looked up once. The list takes seconds to load: a page doesn't wait for it, and Stop is heard."""

from __future__ import annotations

import threading
from collections.abc import Callable

from generator.errors import Cancelled
from generator.pricing import Price, price

_TICK = 0.1  # seconds between two looks at `cancel`


class Prices:
    """Safe to use from several threads. A look-up that failed isn't remembered: the next one tries again."""

    def __init__(self, look_up: Callable[[str], Price | None] = price) -> None:
        self._look_up, self._known = look_up, dict[str, Price | None]()
        self._looking, self._lock = dict[str, threading.Event](), threading.Lock()

    def of(self, model: str, cancel: threading.Event | None = None) -> Price | None:
        """None where no price is known. Waits for the list; raises `Cancelled` soon after `cancel` is set."""
        looked = self._looked(model)
        while not looked.wait(_TICK):
            if cancel and cancel.is_set():
                raise Cancelled
        return self._known.get(model)

    def ready(self, model: str) -> bool:
        """Whether `of` answers at once; begins to look where it wouldn't."""
        return self._looked(model).is_set()

    def _looked(self, model: str) -> threading.Event:
        """Set when the look-up is over, which begins now if it didn't yet."""
        with self._lock:
            if model not in self._looking:
                looked = self._looking[model] = threading.Event()
                threading.Thread(target=self._look, args=(model, looked), name="prices", daemon=True).start()
            return self._looking[model]

    def _look(self, model: str, looked: threading.Event) -> None:
        try:
            self._known[model] = self._look_up(model)
        finally:
            with self._lock:
                if model not in self._known:
                    del self._looking[model]
            looked.set()
