"""How long conversations are kept that nobody opens any more, as the person set it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select

from workshop import tables as t
from workshop.store import BUSY, Store

CHOICES: tuple[int | None, ...] = (None, 7, 30, 90)  # days
SOON = timedelta(days=3)
BIN_DAYS = 30  # that changes in folders can be taken back, where nothing else was set
_NOTICE = timedelta(
    days=1
)  # between the setting and the first deletion, so that it can be seen and taken back
_SETTING = "retention"


@dataclass(frozen=True, slots=True)
class Retention:
    """`days` since a conversation was last opened or changed; None: nothing is deleted unless a person does it."""

    days: int | None = None
    since: datetime | None = None  # when that was set

    def deleted_at(self, row: t.Conversation) -> datetime | None:
        """When `row` is to be deleted; None: never."""
        if self.days is None or row.pinned:
            return None
        used = max(row.updated_at, row.used_at or row.updated_at)
        due = used + timedelta(days=self.days)
        return max(due, self.since + _NOTICE) if self.since else due

    def due(self, at: datetime) -> ColumnElement[bool] | None:
        """Which conversations are to be deleted by then; None: none."""
        if self.days is None or (self.since and at < self.since + _NOTICE):
            return None
        limit = at - timedelta(days=self.days)
        busy = t.Conversation.id.in_(_busy())
        unused = and_(
            t.Conversation.updated_at < limit,
            or_(t.Conversation.used_at.is_(None), t.Conversation.used_at < limit),
        )
        return and_(unused, ~t.Conversation.pinned, t.Conversation.tool.is_(None), ~busy)


def retention_of(store: Store) -> Retention:
    kept = store.setting(_SETTING)
    days = kept.get("days")
    since = datetime.fromisoformat(kept["since"]) if kept.get("since") else None
    return Retention(days, since) if days in CHOICES else Retention()


def bin_days(store: Store) -> int:
    """How long what changes took out of a person's folders is kept."""
    return retention_of(store).days or BIN_DAYS


def set_retention(store: Store, days: int | None) -> None:
    """Raises ValueError for what isn't among `CHOICES`."""
    if days not in CHOICES:
        raise ValueError(f"{days} days can't be chosen")
    if days != retention_of(store).days:
        store.set_setting(_SETTING, {"days": days, "since": t.now().isoformat()})


def _busy() -> Select[str]:
    return select(t.Turn.conversation_id).where(t.Turn.status.in_(BUSY))
