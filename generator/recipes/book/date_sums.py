"""Counts days between two dates, or moves a date on or back."""

import calendar
from datetime import date, timedelta

import pandas as pd

WHAT = "days between"  # days between, working days between, move, weekday
START = "today"  # YYYY-MM-DD, or today
END = "2027-01-01"
AMOUNT = 30  # to move by, below zero to go back
UNIT = "days"  # days, working days, weeks, months, years


def day(text):
    if text.strip().lower() == "today":
        return date.today()
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"“{text}” is not a date. Write it like 2026-05-31.") from None


def long(when):
    return f"{calendar.day_name[when.weekday()]}, {when.day} {calendar.month_name[when.month]} {when.year}"


def add_months(when, months):
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    return date(year, month + 1, min(when.day, calendar.monthrange(year, month + 1)[1]))


def moved(when):
    try:
        if UNIT == "working days":
            return move_working_days(when)
        if UNIT in ("months", "years"):
            return add_months(when, AMOUNT * (12 if UNIT == "years" else 1))
        return when + timedelta(days=AMOUNT * (7 if UNIT == "weeks" else 1))
    except (OverflowError, ValueError):
        raise ValueError(
            "That date is before the year 1 or after the year 9999. Take a smaller number."
        ) from None


def move_working_days(when):
    left, step = abs(AMOUNT), timedelta(days=1 if AMOUNT > 0 else -1)
    while left:
        when += step
        left -= when.weekday() < 5
    return when


def working_days(start, end):
    """Mondays to Fridays from `start` up to, but not including, `end`."""
    weeks, rest = divmod((end - start).days, 7)
    return weeks * 5 + sum((start.weekday() + offset) % 7 < 5 for offset in range(rest))


def years_months_days(start, end):
    months = (end.year - start.year) * 12 + end.month - start.month
    months -= add_months(start, months) > end
    return f"{months // 12} years, {months % 12} months and {(end - add_months(start, months)).days} days"


def main():
    start = day(START)
    if WHAT == "weekday":
        print(
            f"{START} is a {calendar.day_name[start.weekday()]}: {long(start)}, week {start.isocalendar().week}."
        )
    elif WHAT == "move":
        print(f"{abs(AMOUNT):,} {UNIT} {'after' if AMOUNT >= 0 else 'before'} {long(start)}:")
        print(long(moved(start)) + f" ({moved(start).isoformat()})")
    else:
        between(start, day(END))


def between(start, end):
    first, last = min(start, end), max(start, end)
    days = (last - first).days
    if WHAT == "working days between":
        print(
            f"{working_days(first, last):,} working days from {long(first)} to {long(last)}; the last day is not counted."
        )
        print("Mondays to Fridays are counted; public holidays are not left out.")
    else:
        print(f"{days:,} days from {long(first)} to {long(last)}.")
    rows = [
        ("Days", f"{days:,}"),
        ("Weeks and days", f"{days // 7:,} weeks, {days % 7} days"),
        ("In long", years_months_days(first, last)),
    ]
    display(
        pd.DataFrame(
            [*rows, ("Working days (Mon–Fri)", f"{working_days(first, last):,}")],
            columns=["Counted in", "Between the dates"],
        )
    )


main()
