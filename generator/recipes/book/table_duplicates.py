"""Finds rows that stand in a table more than once, or takes them out."""

import io
import json
from pathlib import Path

import pandas as pd

FILE = "contacts.csv"
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
ACTION = "remove"  # find, remove
COLUMNS = []  # rows are the same when these are; [] for all columns
KEEP = "first"  # first, last
IGNORE_CASE = False


# include: reading


def main():
    for name in set(COLUMNS) - set(READ["names"]):
        raise ValueError(f"{FILE} has no column “{name}”. It has: {', '.join(READ['names'][:30])}.")
    as_written = {**READ, "numbers": [], "dates": {}}
    frame = read_table(FILE, as_written)
    keys = frame[COLUMNS or READ["names"]].astype("str").apply(lambda column: column.str.strip())
    keys = keys.where(frame[keys.columns].notna(), "")
    if IGNORE_CASE:
        keys = keys.apply(lambda column: column.str.casefold())
    empty = (keys == "").all(axis=1)
    if COLUMNS and empty.any():
        print(
            f"{int(empty.sum()):,} rows have nothing in {', '.join(COLUMNS)}; they are not taken as duplicates."
        )
    extra = keys.duplicated(keep=KEEP) & ~(empty & bool(COLUMNS))
    same = keys.duplicated(keep=False) & ~(empty & bool(COLUMNS))
    by = f"the same {' and '.join(COLUMNS)}" if COLUMNS else "all columns the same"
    print(f"{int(extra.sum()):,} of {len(frame):,} rows are duplicates ({by}).")
    if ACTION == "find":
        found = frame[same].assign(Row=frame.index[same] + 1)
        order = (
            keys[same].assign(at=frame.index[same]).sort_values([*keys.columns, "at"], kind="stable").index
        )
        save(found.loc[order, ["Row", *frame.columns]].reset_index(drop=True), "duplicates")
        return
    print(f"{int((~extra).sum()):,} rows are left; of each set the {KEEP} one is kept.")
    save(frame[~extra].reset_index(drop=True), "without-duplicates")


def save(frame, suffix):
    display(frame)
    stem = FILE.rsplit(".", 1)[0]
    if READ["format"] == "excel":
        frame.to_excel(f"/out/{stem}-{suffix}.xlsx", index=False)
    else:
        frame.to_csv(f"/out/{stem}-{suffix}.csv", index=False, encoding="utf-8-sig")


main()
