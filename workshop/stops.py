"""Stop, from a button in any process to the step that is at work in this one."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from workshop.blobs import NoRoom

log = logging.getLogger("oneoff.stops")

_LOOK_SECONDS = 0.25


class Interrupted(BaseException):
    """This process ends in the middle of a step: no outcome of the turn, another process does the step again."""


class Stops:
    """A token for each turn that is at work here; set when a person asks to stop it.

    `asked(turns)` tells which of them the store says should stop; it is called while any is at work.
    """

    def __init__(self, asked: Callable[[Sequence[str]], set[str]]) -> None:
        self._asked = asked
        self._tokens: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._watcher: threading.Thread | None = None
        self._closing = threading.Event()

    def close(self, seconds: float) -> None:
        """Interrupt every step at work; wait at most `seconds` for them to let go."""
        self._closing.set()
        with self._lock:
            tokens = list(self._tokens.values())
        for token in tokens:
            token.set()
        deadline = time.monotonic() + seconds
        while self._tokens and time.monotonic() < deadline:
            time.sleep(0.02)

    @contextmanager
    def token(self, turn: str) -> Iterator[threading.Event]:
        """The token of `turn` while a step of it is at work."""
        with self._lock:
            token = self._tokens.setdefault(turn, threading.Event())
            self._watch()
        try:
            if turn in self._asked([turn]):
                token.set()
            self._go_on()
            yield token
        except Exception:
            self._go_on()
            raise
        finally:
            with self._lock:
                self._tokens.pop(turn, None)

    def _go_on(self) -> None:
        if self._closing.is_set():
            raise Interrupted

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
            try:
                for turn in self._asked(turns):
                    self.set(turn)
            except (SQLAlchemyError, NoRoom) as error:
                log.warning("looking for stops: %s", error)  # the next look tells
            pause.wait(_LOOK_SECONDS)
