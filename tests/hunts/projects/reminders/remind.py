import csv
import sys

from clock import Clock
from outbox import Outbox


def read_roster(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def plan(roster, clock, outbox):
    """A reminder for each of the roster, at their time."""
    for member in roster:
        text = f"Dear {member['name']}, please water the garden today."
        clock.at(member["time"], lambda: outbox.send(member["address"], text))


if __name__ == "__main__":
    outbox, clock = Outbox(), Clock()
    plan(read_roster(sys.argv[1]), clock, outbox)
    clock.run_until("23:59")
    for address, text in outbox.sent:
        print(f"{address}: {text}")
