"""The two dials: how much it asks, and how hard it tries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.codec import from_plain, to_plain
from generator.model import Effort
from workshop.store import Store

Asks = Literal["first", "matters", "never"]
Tries = Literal["quick", "careful", "thorough"]
_SETTING = "dials"


@dataclass(frozen=True, slots=True)
class Dials:
    """`asks`: shows its plan first / asks when it matters / just does it. `tries`: effort and number of programs."""

    asks: Asks = "matters"
    tries: Tries = "careful"

    @property
    def effort(self) -> Effort:
        """How hard a model that reasons should think."""
        efforts: dict[Tries, Effort] = {"quick": "low", "careful": "medium", "thorough": "high"}
        return efforts[self.tries]

    @property
    def candidates(self) -> int:
        """How many programs are written and run; the result that most of them agree on is taken."""
        return 3 if self.tries == "thorough" else 1


def dials_of(store: Store, turn: str | None = None) -> Dials:
    """As `turn` was asked with; else as the person set them, or the defaults."""
    kept = store.turn(turn).dials if turn is not None else None
    return from_plain(Dials, kept or store.setting(_SETTING))


def set_dials(store: Store, dials: Dials) -> None:
    store.set_setting(_SETTING, to_plain(dials))
