"""Splits a table into one file for each value of a column."""

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
BY = "Region"
KIND = "CSV files"  # CSV files, Excel files, one Excel file with sheets

MOST = {"CSV files": 500, "Excel files": 500, "one Excel file with sheets": 200}


# include: reading


# include: writing


def fresh(name, taken):
    """A name that no other file or sheet has, however letters are written."""
    number, made = 1, name
    while made.casefold() in taken:
        number += 1
        made = f"{name[:24]} ({number})"
    taken.add(made.casefold())
    return made


def main():
    must_have([BY], READ, FILE)
    frame = read_table(FILE, {**READ, "numbers": [], "dates": {}})
    if not len(frame):
        raise ValueError(f"{FILE} has no rows, so there is nothing to split.")
    keys = frame[BY].astype("str").str.strip()
    keys = keys.where(frame[BY].notna() & (keys != ""), "(empty)")
    groups = keys.nunique()
    if groups > MOST[KIND]:
        raise ValueError(
            f"{BY} has {groups:,} different values, and {MOST[KIND]:,} is the most. Choose a column with fewer."
        )
    typed = tidy(read_table(FILE, READ)) if KIND != "CSV files" else frame
    parts = {key: typed[keys == key] for key in sorted(keys.unique(), key=str.casefold)}
    made = write_sheets(parts) if KIND == "one Excel file with sheets" else write_files(parts)
    print(f"{len(frame):,} rows of {FILE} are split by {BY} into {groups:,} {KIND_WORDS[KIND]}.")
    where = "Sheet" if KIND == "one Excel file with sheets" else "File"
    display(pd.DataFrame({BY: list(parts), "Rows": [len(part) for part in parts.values()], where: made}))


KIND_WORDS = {"CSV files": "files", "Excel files": "files", "one Excel file with sheets": "sheets"}


def write_files(parts):
    taken = set()
    names = [fresh(safe_name(f"{stem_of(FILE)}-{key}"), taken) for key in parts]
    return [save(part, name, KIND == "Excel files") for part, name in zip(parts.values(), names, strict=True)]


def write_sheets(parts):
    taken, options = set(), {"strings_to_formulas": False, "strings_to_urls": False}
    names = [fresh(re.sub(r"[\[\]']", "-", safe_name(key, 28)), taken) for key in parts]
    name = f"/out/{stem_of(FILE)}-split.xlsx"
    with pd.ExcelWriter(name, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        for part, sheet in zip(parts.values(), names, strict=True):
            part.to_excel(book, index=False, sheet_name=sheet, freeze_panes=(1, 0))
            book.sheets[sheet].autofit(300)
    return names


main()
