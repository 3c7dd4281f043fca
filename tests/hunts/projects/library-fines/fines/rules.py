"""What being late costs, in cents."""

KEPT_DAYS = {"book": 28, "film": 7}
CENTS_A_DAY = {"book": 20, "film": 50}
FREE_DAYS = 3
MOST = 800


def days_late(kind, lent, returned):
    return max((returned - lent).days - KEPT_DAYS[kind], 0)


def fine(kind, late):
    """`late` in days; 0 when it came back in time."""
    if late < FREE_DAYS:
        return 0
    return min(late * CENTS_A_DAY[kind], MOST)
