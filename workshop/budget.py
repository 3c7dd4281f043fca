"""How much may be spent: for a request, a conversation, a day. The environment's limits come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal

from workshop.money import Unit
from workshop.store import Store

Scope = Literal["request", "conversation", "day"]
_SETTING = "budget"


@dataclass(frozen=True, slots=True)
class Budget:
    """US dollars, each None for no limit; `tokens_*` hold for models whose price isn't known."""

    request: float | None = 0.50
    conversation: float | None = 3.0
    day: float | None = 10.0
    tokens_request: float | None = 200_000
    tokens_day: float | None = None

    def limits(self, unit: Unit) -> tuple[tuple[Scope, float], ...]:
        """What holds for a call that is counted in `unit`, the narrowest first."""
        usd: dict[Scope, float | None] = {
            "request": self.request,
            "conversation": self.conversation,
            "day": self.day,
        }
        counted: dict[Scope, float | None] = {"request": self.tokens_request, "day": self.tokens_day}
        held = usd if unit == "usd" else counted
        return tuple((scope, limit) for scope, limit in held.items() if limit is not None)


LIMITS = tuple(field.name for field in fields(Budget))


class Budgets:
    """The person's limits, and the environment's, which nobody changes on a page."""

    def __init__(self, store: Store, given: Mapping[str, float | None]) -> None:
        self._store, self.given = store, given

    def now(self) -> Budget:
        kept = self._store.setting(_SETTING)
        return Budget(**{**{name: kept[name] for name in LIMITS if name in kept}, **self.given})

    def set(self, budget: Budget) -> None:
        """Raises ValueError with a sentence where a limit isn't above nothing."""
        wanted = asdict(budget)
        if any(limit is not None and not limit > 0 for limit in wanted.values()):
            raise ValueError("A limit must be above 0. Leave it empty for none.")
        self._store.set_setting(
            _SETTING, {name: limit for name, limit in wanted.items() if name not in self.given}
        )
