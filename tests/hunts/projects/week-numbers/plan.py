import sys
from datetime import date, timedelta

from crews import crew_of
from weeks import week_of, weeks_from


def plan(day, count):
    lines = []
    for monday in weeks_from(day, count):
        year, week = week_of(monday)
        lines.append(f"{year} week {week:>2}  {monday:%d %b} to {monday + timedelta(days=6):%d %b}  crew {crew_of(week)}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(plan(date.fromisoformat(sys.argv[1]), int(sys.argv[2])))
