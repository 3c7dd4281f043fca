"""What was spent: by a request, in a conversation, today. Calls that failed or were stopped count, too, and of today also
those of conversations that were deleted since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from workshop import tables as t
from workshop.budget import Scope
from workshop.money import Unit
from workshop.store import Store


@dataclass(frozen=True, slots=True)
class Spent:
    """`usd` of the calls with a price, `tokens` (in and out) of those without one."""

    usd: float
    tokens: int

    def of(self, unit: Unit) -> float:
        return self.usd if unit == "usd" else self.tokens


class Spending:
    """Reads sums from the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def by(self, scope: Scope, turn: str) -> Spent:
        return self._sum(self._where(scope, turn, t.Call.created_at))

    def raised(self, scope: Scope, unit: Unit, turn: str) -> float:
        """What the person added to a limit by saying yes."""
        where = self._where(scope, turn, t.Raise.created_at)
        query = select(func.sum(t.Raise.amount)).join(t.Turn, t.Turn.id == t.Raise.turn_id)
        with self._store.session() as session:
            of_it = query.where(where, t.Raise.scope == scope, t.Raise.unit == unit)
            return session.scalar(of_it) or 0.0

    def today(self) -> Spent:
        return self._sum(t.Call.created_at >= midnight())

    def in_conversation(self, conversation: str) -> Spent:
        return self._sum(t.Turn.conversation_id == conversation)

    def _where(self, scope: Scope, turn: str, when: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
        ways: dict[Scope, Callable[[], ColumnElement[bool]]] = {
            "request": lambda: t.Turn.id == turn,
            "conversation": lambda: t.Turn.conversation_id == self._store.turn(turn).conversation_id,
            "day": lambda: when >= midnight(),
        }
        return ways[scope]()

    def _sum(self, where: ColumnElement[bool]) -> Spent:
        counted = func.sum(t.Call.prompt_tokens + t.Call.completion_tokens)
        unpriced = counted.filter(t.Call.cost_usd.is_(None))
        query = select(func.sum(t.Call.cost_usd), unpriced).outerjoin(t.Turn, t.Turn.id == t.Call.turn_id)
        with self._store.session() as session:
            usd, tokens = session.execute(query.where(where)).one()
        return Spent(usd or 0.0, tokens or 0)


def midnight() -> datetime:
    """When today began where this machine is, as UTC."""
    here = datetime.now().astimezone()
    return here.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
