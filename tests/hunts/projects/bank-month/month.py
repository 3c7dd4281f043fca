import json
import sys
from pathlib import Path

from statement import read_statement


def spent(bookings):
    """Cents by group; what came in isn't counted."""
    sums = {}
    for one in bookings:
        if one.cents < 0:
            sums[one.group] = sums.get(one.group, 0) - one.cents
    return sums


def main(download, rules):
    bookings = read_statement(Path(download).read_text(encoding="utf-8"), json.loads(Path(rules).read_text(encoding="utf-8")))
    sums = spent(bookings)
    for group, cents in sorted(sums.items()):
        print(f"{group:<12}{cents / 100:>10.2f}")
    print(f"{'together':<12}{sum(sums.values()) / 100:>10.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
