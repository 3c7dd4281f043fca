"""Stop, from a button in any process to the step that is at work in this one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

_LOOK_SECONDS = 0.25


class Stops:
    """A token for each turn that is at work here; set when a person asks to stop it.

    `asked(turns)` tells which of them the store says should stop; it is called while any is at work.
    """

    def __init__(self, asked: Callable[[Sequence[str]], set[str]]) -> None:
        self._asked = asked
        self._tokens: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._watcher: threading.Thread | None = None

    @contextmanager
    def token(self, turn: str) -> Iterator[threading.Event]:
        """The token of `turn` while a step of it is at work."""
        with self._lock:
            token = self._tokens.setdefault(turn, threading.Event())
            self._watch()
        try:
            if turn in self._asked([turn]):
                token.set()
            yield token
        finally:
            with self._lock:
                self._tokens.pop(turn, None)

    def set(self, turn: str) -> None:
        """Stop it at once if it is at work in this process."""
        with self._lock:
            token = self._tokens.get(turn)
        if token:
            token.set()

    def _watch(self) -> None:
        if self._watcher is None or not self._watcher.is_alive():
            self._watcher = threading.Thread(target=self._look, name="oneoff-stops", daemon=True)
            self._watcher.start()

    def _look(self) -> None:
        pause = threading.Event()
        while True:
            with self._lock:
                turns = list(self._tokens)
                if not turns:
                    self._watcher = None
                    return
            for turn in self._asked(turns):
                self.set(turn)
            pause.wait(_LOOK_SECONDS)
