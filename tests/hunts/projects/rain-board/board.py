import sys
from datetime import date, timedelta

from rain import rain_by_day
from readings import read_readings


def board(readings, today, days=5):
    """The last days, today first."""
    rain = rain_by_day(readings)
    lines = []
    for back in range(days):
        day = today - timedelta(days=back)
        lines.append(f"{day:%a %d %b}  " + (f"{rain[day]:.1f} mm" if day in rain else "no reading"))
    return "\n".join(lines)


if __name__ == "__main__":
    print(board(read_readings(sys.argv[1]), date.fromisoformat(sys.argv[2])))
