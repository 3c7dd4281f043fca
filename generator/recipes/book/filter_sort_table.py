"""Keeps the rows that are wanted, in the wanted order."""

import io
import json
import re
from pathlib import Path

import pandas as pd

FILE = "sales.csv"
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
ONLY = []  # conditions such as "Region = North"
SORT_BY = ""  # a column, "" to keep the order of the file
DESCENDING = False
TOP = 0  # 0 for all rows
COLUMNS = []  # [] for all


# include: reading


# include: conditions


def main():
    for name in {SORT_BY, *COLUMNS} - {"", *READ["names"]}:
        raise ValueError(f"{FILE} has no column “{name}”. It has: {', '.join(READ['names'][:30])}.")
    frame = read_table(FILE, READ)
    total = len(frame)
    frame = wanted_rows(frame, ONLY)
    print(f"{len(frame):,} of {total:,} rows" + (f" fit: {'; '.join(ONLY)}." if ONLY else "."))
    if SORT_BY:
        empty = int(frame[SORT_BY].isna().sum())
        key = (
            None
            if SORT_BY in READ["numbers"] or SORT_BY in READ["dates"]
            else lambda text: text.astype("str").str.casefold()
        )
        frame = frame.sort_values(
            SORT_BY, ascending=not DESCENDING, na_position="last", kind="stable", key=key
        )
        if empty:
            print(f"{empty:,} rows have nothing in {SORT_BY} and stand at the end.")
    if TOP and len(frame) > TOP:
        frame = frame.head(TOP)
        print(f"The first {TOP:,} are shown.")
    frame = (frame[COLUMNS] if COLUMNS else frame).reset_index(drop=True)
    for name in frame.columns:
        if name in READ["numbers"] and (frame[name].dropna() % 1 == 0).all():
            frame[name] = frame[name].astype("Int64")
        elif name in READ["dates"] and (frame[name].dropna().dt.normalize() == frame[name].dropna()).all():
            frame[name] = frame[name].dt.strftime("%Y-%m-%d")
    display(frame)
    stem = FILE.rsplit(".", 1)[0]
    if READ["format"] == "excel":
        frame.to_excel(f"/out/{stem}-selected.xlsx", index=False)
    else:
        frame.to_csv(f"/out/{stem}-selected.csv", index=False, encoding="utf-8-sig")


main()
