"""Says what is in a table: its columns, what is missing, ranges and frequent values."""

import io
import json
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


# include: reading


def kind_of(name):
    return "number" if name in READ["numbers"] else "date" if name in READ["dates"] else "text"


def describe(name, values):
    present = values.dropna()
    row = {
        "Column": name,
        "Kind": kind_of(name),
        "Missing": int(values.isna().sum()),
        "Different": int(present.nunique()),
    }
    if not len(present):
        return {**row, "Kind": "empty", "From": "", "To": "", "Most frequent": ""}
    if kind_of(name) == "text":
        most = present.astype("str").value_counts().head(3)
        return {
            **row,
            "From": "",
            "To": "",
            "Most frequent": ", ".join(f"{text[:40]} ({count:,})" for text, count in most.items()),
        }
    show = (
        (lambda value: f"{value:%Y-%m-%d}") if kind_of(name) == "date" else (lambda value: f"{value:,.10g}")
    )
    return {**row, "From": show(present.min()), "To": show(present.max()), "Most frequent": ""}


def main():
    frame = read_table(FILE, READ)
    repeated = int(frame.duplicated().sum())
    missing = int(frame.isna().any(axis=1).sum())
    print(f"{FILE}: {len(frame):,} rows and {frame.shape[1]:,} columns.")
    print(f"{missing:,} rows have something missing; {repeated:,} rows repeat an earlier one.")
    if not len(frame):
        print("The table has no rows, so there is nothing to describe.")
        return
    display(pd.DataFrame([describe(name, frame[name]) for name in frame.columns]))
    numbers = [name for name in frame.columns if name in READ["numbers"] and frame[name].notna().any()]
    if numbers:
        rows = [
            {
                "Column": name,
                "Sum": frame[name].sum(),
                "Average": frame[name].mean(),
                "Median": frame[name].median(),
            }
            for name in numbers
        ]
        display(pd.DataFrame(rows).round(4))


main()
