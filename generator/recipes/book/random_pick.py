"""Picks at random: from a list, from a file, or a whole number from a range."""

import io
import json
import secrets
from pathlib import Path

import pandas as pd

FROM = "list"  # list, numbers, file
ITEMS = ["Ann", "Bob", "Carla"]
LOW = 1
HIGH = 100
FILE = ""
READ = {}  # of a table; {} for a text with one item a line
COLUMN = ""  # of the table; "" picks whole rows
COUNT = 1
AGAIN = False  # may the same be picked again


# include: reading


def pool():
    if FROM == "numbers":
        if HIGH < LOW:
            raise ValueError(f"There is no number from {LOW} to {HIGH}. Swap the two.")
        return range(LOW, HIGH + 1)
    if FROM == "list":
        return [item.strip() for item in ITEMS if item.strip()]
    if READ:
        frame = read_table(FILE, {**READ, "numbers": [], "dates": {}})
        return frame if not COLUMN else [value for value in frame[COLUMN] if pd.notna(value)]
    data = Path("/in/" + FILE).read_bytes()
    text = data.decode("utf-8-sig", "replace")
    return [line.strip() for line in text.splitlines() if line.strip()]


def draw(size):
    if not size:
        raise ValueError("There is nothing to pick from. Write some items, one in a line.")
    if AGAIN:
        return [secrets.randbelow(size) for _ in range(COUNT)]
    if size < COUNT:
        raise ValueError(f"{COUNT:,} can't be picked from {size:,} without picking one twice. Ask for fewer.")
    return secrets.SystemRandom().sample(range(size), COUNT)


def main():
    choices = pool()
    places = draw(len(choices))
    if isinstance(choices, pd.DataFrame):
        print(f"{COUNT:,} of {len(choices):,} rows, picked at random.")
        display(choices.iloc[places].reset_index(drop=True))
        return
    picked = [choices[place] for place in places]
    print(f"Picked at random from {len(choices):,}: " + ", ".join(str(item) for item in picked[:50]))
    if COUNT > 1:
        display(pd.DataFrame({"Place": range(1, COUNT + 1), "Picked": picked}))


main()
