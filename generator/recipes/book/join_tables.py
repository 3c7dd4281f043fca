"""Joins two tables: each row of the first gets the columns of the row of the second that belongs to it."""

import io
import json
import re
from pathlib import Path

import pandas as pd

FILE = "orders.csv"
READ = {
    "format": "csv",
    "sep": ",",
    "encoding": "utf-8",
    "header": 0,
    "skip": 0,
    "na": [],
    "names": [],
    "numbers": [],
    "dates": {},
}
OTHER = "customers.csv"
OTHER_READ = {
    "format": "csv",
    "sep": ",",
    "encoding": "utf-8",
    "header": 0,
    "skip": 0,
    "na": [],
    "names": [],
    "numbers": [],
    "dates": {},
}
KEY = ""  # a column of FILE; "" for the one that both tables have
OTHER_KEY = ""  # a column of OTHER; "" for the one that is called like KEY
KEEP = "all rows of the first table"  # only rows that are in both, all rows of both tables

MOST = 2_000_000  # rows


# include: reading


# include: writing


# include: matching


def keys():
    """The columns by which rows belong together."""
    must_have([KEY], READ, FILE)
    must_have([OTHER_KEY], OTHER_READ, OTHER)
    if KEY and OTHER_KEY:
        return KEY, OTHER_KEY
    shared = shared_columns(READ, OTHER_READ)
    if KEY or OTHER_KEY:
        shared = [pair for pair in shared if KEY in ("", pair[0]) and OTHER_KEY in ("", pair[1])]
        if not shared:
            raise ValueError(
                f"The other table has no column called “{KEY or OTHER_KEY}”. Choose a column in each of the two tables."
            )
        return shared[0]
    if not shared:
        raise ValueError(
            f"{FILE} and {OTHER} have no column of the same name. Choose a column in each of the two tables."
        )
    return max(shared, key=fit) if len(shared) > 1 else shared[0]


def fit(pair):
    """How well two columns tell rows apart in the second table and are found in it; the first of equals wins."""
    one = key_text(read_table(FILE, as_written(READ))[pair[0]], READ)
    other = key_text(read_table(OTHER, as_written(OTHER_READ))[pair[1]], OTHER_READ)
    filled = other[other != ""]
    return (
        (filled.nunique() / max(1, len(filled))) * one[one != ""].isin(set(filled)).mean()
        if len(filled)
        else 0
    )


def main():
    key, other_key = keys()
    left, right = read_table(FILE, as_written(READ)), read_table(OTHER, as_written(OTHER_READ))
    left["__key"], right["__key"] = key_text(left[key], READ), key_text(right[other_key], OTHER_READ)
    no_key = right["__key"] == ""
    counts = right.loc[~no_key, "__key"].value_counts()
    left["__key"] = left["__key"].where(left["__key"] != "", "\0no key")  # nothing belongs to nothing
    if (left["__key"].map(counts).fillna(1)).sum() > MOST:
        raise ValueError(
            f"“{key}” stands so often in both tables that more than {MOST:,} rows would come out. Choose another column."
        )
    right["__own"] = right[other_key]
    right = right.drop(columns=[other_key] if plain_name(key) == plain_name(other_key) else [])
    taken = {
        name: f"{name} ({stem_of(OTHER)})"
        for name in right.columns
        if name in left.columns and not name.startswith("__")
    }
    right = right.rename(columns=taken)
    joined = left.merge(right, on="__key", how="inner" if KEEP == "only rows that are in both" else "left")
    if KEEP == "all rows of both tables":
        alone = right[~right["__key"].isin(set(left["__key"]))]
        alone = alone.assign(**{key: alone["__own"]}) if plain_name(key) == plain_name(other_key) else alone
        joined = pd.concat([joined, alone], ignore_index=True)
    found = left["__key"].isin(counts.index)
    print(f"Rows belong together where “{key}” of {FILE} is “{other_key}” of {OTHER}.")
    print(f"{int(found.sum()):,} of {len(left):,} rows of {FILE} have a counterpart in {OTHER}.")
    unused = ~right["__key"].isin(set(left["__key"]))
    print(f"{int((~unused).sum()):,} of {len(right):,} rows of {OTHER} belong to one of them.")
    twice = counts[counts > 1].index.intersection(left["__key"])
    if len(twice):
        some = ", ".join(map(str, twice[:5]))
        print(
            f"{len(twice):,} values stand in {OTHER} more than once, so their rows come more than once: {some}."
        )
    result = joined.drop(columns=["__key", "__own"]).reset_index(drop=True)
    print(f"The joined table has {len(result):,} rows and {result.shape[1]:,} columns.")
    display(result)
    missing = left.loc[~found, key].drop_duplicates().head(1000)
    if len(missing):
        print(f"Without a counterpart in {OTHER}:")
        display(pd.DataFrame({f"{key} without a counterpart": missing.to_numpy()}))
    save(result, f"{stem_of(FILE)}-with-{stem_of(OTHER)}", READ["format"] == "excel")


main()
