"""What calls that are under way may still take. Only this process's are known."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.budget import Scope
from workshop.money import Unit


@dataclass(frozen=True, slots=True, eq=False)
class Promise:
    """Of one call: `most` is what it may take, in its unit."""

    turn: str
    conversation: str
    unit: Unit
    most: float

    def counts(self, scope: Scope, other: Promise) -> bool:
        """Whether it is held against the same limit as `other`."""
        same = {
            "request": self.turn == other.turn,
            "conversation": self.conversation == other.conversation,
            "day": True,
        }
        return self.unit == other.unit and same[scope]


class Promises:
    """Not safe from several threads: who uses it holds a lock."""

    def __init__(self) -> None:
        self._open = set[Promise]()

    def make(self, promise: Promise) -> None:
        self._open.add(promise)

    def release(self, promise: Promise) -> None:
        self._open.discard(promise)

    def beside(self, promise: Promise, scope: Scope) -> float:
        """What is promised to others within the same limit."""
        return sum(one.most for one in self._open if one.counts(scope, promise))

    def of_turn(self, turn: str) -> int:
        """How many calls of `turn` are under way."""
        return sum(one.turn == turn for one in self._open)
