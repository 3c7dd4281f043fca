from datetime import timedelta


def week_of(day):
    """(year, week) by ISO 8601."""
    found = day.isocalendar()
    return found.year, found.week


def weeks_from(day, count):
    """The Mondays of `count` weeks, beginning with the one of `day`."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(weeks=number) for number in range(count)]
