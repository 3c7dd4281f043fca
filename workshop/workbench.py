"""What the steps of a turn work with, and how a step ends a turn."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.codec import from_plain
from generator.recipes import Book
from generator.types import FileProfile
from sandbox.base import Limits
from sandbox.packages.about import About
from workshop import tables as t
from workshop.blobs import Blobs
from workshop.models import Models
from workshop.sandboxes import Sandboxes
from workshop.stops import Stops
from workshop.store import Store

if TYPE_CHECKING:  # it ends turns, too
    from workshop.guard import Guard

Plain = dict[str, Any]  # JSON: what a step returns and DBOS remembers


class Ended(Exception):
    """The turn is over, or waits for the person: its `status`, and what is stored with it."""

    def __init__(self, status: str, **fields: Any) -> None:
        super().__init__(status)
        self.status, self.fields = status, fields


@dataclass(frozen=True, slots=True)
class Workbench:
    """Everything a step needs, built once a process."""

    store: Store
    blobs: Blobs
    book: Callable[[], Book]
    models: Models
    sandboxes: Sandboxes
    stops: Stops
    limits: Limits
    about_package: Callable[[str], About]
    guard: Guard

    @contextmanager
    def at_work(self, turn: str, line: str) -> Iterator[threading.Event]:
        """A step that takes time: says `line`, and gives the token that Stop sets."""
        with self.stops.token(turn) as token:
            if token.is_set():
                raise Ended("stopped")
            self.store.say(turn, "line", text=line)
            yield token


def profiles_of(turn: t.Turn) -> tuple[FileProfile, ...]:
    return from_plain(tuple[FileProfile, ...], turn.profiles)


def failed(sentence: str, next_step: str = "", tried: tuple[str, ...] = ()) -> Ended:
    """The end of a turn that gives no result."""
    return Ended("failed", error={"sentence": sentence, "next_step": next_step, "tried": list(tried)})
