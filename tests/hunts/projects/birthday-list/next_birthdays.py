import sys
from datetime import date
from pathlib import Path

from dates import in_year
from singers import read_singers


def coming(singers, today, count=3):
    """(day, name, how old they become), soonest first."""
    found = []
    for name, birthday in singers:
        day = in_year(birthday, today.year)
        if day < today:
            day = in_year(birthday, today.year + 1)
        found.append((day, name, day.year - birthday.year))
    return sorted(found)[:count]


if __name__ == "__main__":
    singers = read_singers(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for day, name, age in coming(singers, date.fromisoformat(sys.argv[2])):
        print(f"{day:%d %B}: {name} ({age})")
