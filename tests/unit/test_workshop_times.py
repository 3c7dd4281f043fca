"""When something is due: short months, weeks, and days on which the clock is changed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from workshop.times import Every, next_time, times_between

BERLIN = ZoneInfo("Europe/Berlin")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "day", "at", "after", "due"),
    [
        ("day", 0, "09:00", "2026-06-01 06:59", "2026-06-01 07:00"),
        ("day", 0, "09:00", "2026-06-01 07:00", "2026-06-02 07:00"),
        ("day", 0, "00:30", "2026-05-31 22:29", "2026-05-31 22:30"),
        ("week", 0, "09:00", "2026-06-01 07:00", "2026-06-08 07:00"),
        ("week", 6, "23:59", "2026-06-01 07:00", "2026-06-07 21:59"),
        ("month", 31, "09:00", "2026-02-01 00:00", "2026-02-28 08:00"),
        ("month", 31, "09:00", "2028-02-01 00:00", "2028-02-29 08:00"),
        ("month", 30, "09:00", "2026-02-28 08:00", "2026-03-30 07:00"),
        ("month", 31, "09:00", "2026-04-30 07:00", "2026-05-31 07:00"),
        ("month", 1, "09:00", "2026-12-15 00:00", "2027-01-01 08:00"),
    ],
)
def test_the_next_time(every: Every, day: int, at: str, after: str, due: str) -> None:
    assert next_time(every, day, time.fromisoformat(at), BERLIN, moment(after)) == moment(due)


def test_a_time_that_the_clock_skips_is_as_much_later_and_one_that_comes_twice_is_the_first() -> None:
    half_past_two = time(2, 30)
    skipped = next_time("day", 0, half_past_two, BERLIN, moment("2026-03-28 12:00"))
    assert skipped.astimezone(BERLIN).isoformat() == "2026-03-29T03:30:00+02:00"
    assert next_time("day", 0, half_past_two, BERLIN, skipped) == moment("2026-03-30 00:30")
    twice = next_time("day", 0, half_past_two, BERLIN, moment("2026-10-24 12:00"))
    assert twice == moment("2026-10-25 00:30")
    assert next_time("day", 0, half_past_two, BERLIN, twice) == moment("2026-10-26 01:30")


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"]
)
def test_every_day_of_two_years_has_one_time_and_no_more(zone: str) -> None:
    here, now = ZoneInfo(zone), moment("2026-01-01 00:00")
    days = []
    while now < moment("2028-01-01 00:00"):
        now = next_time("day", 0, time(2, 15), here, now)
        days.append(now.astimezone(here).date())
    assert all(after - before == timedelta(days=1) for before, after in pairwise(days))


def test_of_many_that_were_missed_the_last_are_named_and_the_next_is_ahead() -> None:
    first, now = moment("2026-06-01 07:00"), moment("2026-06-20 12:00")
    due, following = times_between("day", 0, time(9), BERLIN, first, now, 3)
    assert due == [moment("2026-06-18 07:00"), moment("2026-06-19 07:00"), moment("2026-06-20 07:00")]
    assert following == moment("2026-06-21 07:00")
