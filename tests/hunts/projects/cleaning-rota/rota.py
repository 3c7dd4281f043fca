import argparse
from datetime import datetime

from dateutil.rrule import WEEKLY, rrule

DAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"]


def rota(first, count, days, each=2):
    """The days of cleaning; `first` as 2024-01-04, `days` as "mo,th"."""
    weekdays = [DAYS.index(day) for day in days.split(",")]
    start = datetime.strptime(first, "%Y-%m-%d")
    return [f"{day:%a %Y-%m-%d}" for day in rrule(WEEKLY, interval=each, byweekday=weekdays, dtstart=start, count=count)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("first")
    parser.add_argument("count", type=int)
    parser.add_argument("days")
    parser.add_argument("--each", type=int, default=2)
    options = parser.parse_args()
    print("\n".join(rota(options.first, options.count, options.days, options.each)))
