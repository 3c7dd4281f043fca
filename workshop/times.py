"""When something that comes back each day, week or month is due next."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Every = Literal["day", "week", "month"]


def next_time(every: Every, day: int, at: time, zone: ZoneInfo, after: datetime) -> datetime:
    """The first moment after `after` (aware), in UTC. `day`: of the week, Monday is 0, or of the month, from 1: in a
    shorter month its last one. A time that the clock skips is as much later; of one that comes twice it is the first.
    """
    one = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        if _fits(every, day, one):
            moment = datetime.combine(one, at, zone).astimezone(UTC)
            if moment > after:
                return moment
        one += timedelta(days=1)


def times_between(
    every: Every, day: int, at: time, zone: ZoneInfo, first: datetime, until: datetime, most: int
) -> tuple[list[datetime], datetime]:
    """All that are due from `first`, itself one of them, up to `until`, of which the last `most`; and the next one."""
    due: list[datetime] = []
    one = first
    while one <= until:
        due = [*due, one][-most:]
        one = next_time(every, day, at, zone, one)
    return due, one


def _fits(every: Every, day: int, one: date) -> bool:
    if every == "week":
        return one.weekday() == day
    last = calendar.monthrange(one.year, one.month)[1]
    return every == "day" or one.day == min(day, last)
