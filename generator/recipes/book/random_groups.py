"""Puts names into groups at random, as even as can be."""

import io
import json
import secrets
from pathlib import Path

import pandas as pd

FILE = ""  # a table, or a text with one name a line; "" for the names below
READ = {}
COLUMN = ""  # of the table; "" for the first column of words
NAMES = ["Ann", "Bob", "Carla", "Dev", "Eve", "Finn"]
SIZE = 0  # people in each group; 0 where GROUPS says how many groups
GROUPS = 2


# include: reading


# include: texts


# include: writing


def everyone():
    if not FILE:
        names = NAMES
    elif READ:
        must_have([COLUMN], READ, FILE)
        column = COLUMN or named_column()
        names = read_table(FILE, {**READ, "numbers": [], "dates": {}})[column].dropna().astype("str")
    else:
        names = text_of("/in/" + FILE).splitlines()
    return [name.strip() for name in names if name.strip()]


def named_column():
    """The column called name, else the first of words."""
    words = [name for name in READ["names"] if name not in READ["numbers"] and name not in READ["dates"]]
    called = [
        name for name in words if name.strip().casefold() in ("name", "names", "full name", "姓名", "名字")
    ]
    return (called or words or READ["names"])[0]


def main():
    names = everyone()
    if not names:
        raise ValueError("There are no names. Write some, one in a line, or add a file.")
    groups = -(-len(names) // SIZE) if SIZE else GROUPS
    if groups < 1:
        raise ValueError("Say how many groups there are, or how many people are in each.")
    if groups > len(names):
        raise ValueError(f"{groups:,} groups can't be made of {len(names):,} names. Ask for fewer.")
    secrets.SystemRandom().shuffle(names)
    made = [names[place::groups] for place in range(groups)]
    sizes = sorted({len(group) for group in made})
    each = f"{sizes[0]:,}" if len(sizes) == 1 else f"{sizes[0]:,} or {sizes[-1]:,}"
    print(f"{len(names):,} names in {groups:,} groups of {each}, at random.")
    if len(set(names)) < len(names):
        print(f"{len(names) - len(set(names)):,} names stand there more than once; each counts.")
    longest = max(map(len, made))
    if groups <= 12:
        wide = {
            f"Group {place}": [*group, *[""] * (longest - len(group))] for place, group in enumerate(made, 1)
        }
        display(pd.DataFrame(wide))
    else:
        display(pd.DataFrame({"Group": range(1, groups + 1), "Names": [", ".join(group) for group in made]}))
    rows = [(place, name) for place, group in enumerate(made, 1) for name in group]
    save(pd.DataFrame(rows, columns=["Group", "Name"]), "groups")


main()
