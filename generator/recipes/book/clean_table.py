"""Cleans a table: blanks, empty rows, doubled rows, names of columns, numbers and dates written as text."""

import csv
import io
import json
import re
from pathlib import Path

import pandas as pd

FILE = "export.csv"
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
STEPS = [
    "extra spaces",
    "empty rows and columns",
    "doubled rows",
    "column names",
    "numbers and dates as text",
]


# include: reading


# include: writing


def is_text(values):
    return values.map(lambda value: isinstance(value, str))


def without_spaces(frame):
    """Cells without blanks around them, tabs, line ends and doubled blanks in them."""
    changed = 0
    for name in frame.columns:
        texts = frame[name][is_text(frame[name]).astype(bool)]
        clean = texts.map(lambda text: re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", text).strip(" "))
        changed += int((clean != texts).sum())
        frame[name] = frame[name].astype(object)
        frame.loc[texts.index, name] = clean.where(clean != "", None)
    return frame, changed


def is_empty(frame):
    return frame.isna() | frame.apply(lambda column: column.astype("str").str.strip() == "")


def empty_lines():
    """Rows of a text file in which nothing stands; they are never read."""
    if READ["format"] != "csv":
        return 0
    text = Path("/in/" + FILE).read_text(encoding=READ["encoding"], errors="replace").replace("\0", "")
    csv.field_size_limit(10**9)
    rows = list(
        csv.reader(io.StringIO(text.rstrip()), delimiter=READ["sep"] if len(READ["sep"]) == 1 else ",")
    )
    return sum(not any(row) for row in rows[READ["skip"] :])


def tidy_name(name):
    return re.sub(r"[\s_]+", " ", str(name)).strip() or "Column"


def tidy_names(frame):
    taken, names = {}, []
    for name in frame.columns:
        clean = tidy_name(name)
        taken[clean.casefold()] = taken.get(clean.casefold(), 0) + 1
        names.append(clean if taken[clean.casefold()] == 1 else f"{clean} ({taken[clean.casefold()]})")
    changed = sum(old != new for old, new in zip(frame.columns, names, strict=True))
    return frame.set_axis(names, axis=1), changed


def as_values(frame):
    """Columns whose every value can be read become numbers and dates; (frame, changed columns, kept ones)."""
    changed, kept = [], []
    for name in [name for name in [*READ["numbers"], *READ["dates"]] if name in frame]:
        text = frame[name]
        dates = name in READ["dates"]
        values = to_dates(text, READ["dates"][name]) if dates else to_numbers(text, READ)
        unreadable = text.notna() & values.isna()
        if unreadable.any():
            kept.append((name, str(text[unreadable].iloc[0]), int(unreadable.sum())))
            continue
        column = tidy(pd.DataFrame({name: values}))[name]
        same = [str(a) == str(b) for a, b in zip(text.dropna(), column[text.notna()], strict=True)]
        if not all(same):
            changed.append(name)
        frame[name] = column
    return frame, changed, kept


def main():
    frame = read_table(FILE, {**READ, "numbers": [], "dates": {}})
    before, done = len(frame), []
    if not before:
        raise ValueError(f"{FILE} has no rows, so there is nothing to clean.")
    if "extra spaces" in STEPS:
        frame, changed = without_spaces(frame)
        done.append(("Cells with extra spaces", changed))
    if "empty rows and columns" in STEPS:
        empty = is_empty(frame).all(axis=1)
        nothing = [name for name in frame if is_empty(frame[[name]]).to_numpy().all()]
        frame = frame[~empty].drop(columns=nothing).reset_index(drop=True)
        done += [
            ("Empty rows taken out", int(empty.sum()) + empty_lines()),
            ("Empty columns taken out", len(nothing)),
        ]
    kept = []
    if "numbers and dates as text" in STEPS:
        frame, changed, kept = as_values(frame)
        done.append(("Columns turned into numbers or dates", len(changed)))
        if changed:
            print(f"Now numbers or dates: {', '.join(changed[:12])}.")
    if "doubled rows" in STEPS:
        doubled = frame.astype("str").where(frame.notna(), "").duplicated()
        frame = frame[~doubled].reset_index(drop=True)
        done.append(("Doubled rows taken out", int(doubled.sum())))
    if "column names" in STEPS:
        frame, changed = tidy_names(frame)
        done.append(("Column names tidied up", changed))
    print(f"{len(frame):,} of {before:,} rows are left.")
    for name, example, count in kept[:12]:
        print(f"{name} stays as it is: {count:,} of its values can't be read, such as “{example[:40]}”.")
    display(pd.DataFrame(done, columns=["What was cleaned", "How many"]))
    display(frame)
    save(frame, f"{stem_of(FILE)}-clean", READ["format"] == "excel")


main()
