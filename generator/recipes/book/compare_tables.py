"""Compares two versions of a table: rows that are new, gone or changed, and which cells changed."""

import io
import json
import re
from pathlib import Path

import pandas as pd

FILE = "prices-old.csv"
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
OTHER = "prices-new.csv"
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
KEY = ""  # a column that says which row is which; "" for the first that can

MOST = 100_000  # changes that are listed


# include: reading


# include: writing


# include: matching


def cells(read, file, columns):
    """The table as text for comparing, by the names of the first table: numbers by value, blanks apart."""
    typed = read_table(file, read)
    frame = pd.DataFrame(index=typed.index)
    for name, own in columns:
        text = key_text(typed[own], read)
        if own in read["numbers"]:
            text = typed[own].map(lambda value: "" if pd.isna(value) else f"{value:.12g}")
        elif own in read["dates"]:
            text = typed[own].dt.strftime("%Y-%m-%d %H:%M:%S").fillna("")
        frame[name] = text
    return frame


def key_of(first, second):
    """The column that tells rows apart in both tables, and how many of its values stand in both."""
    if KEY:
        must_have([KEY], READ, FILE)
        if KEY not in first:
            raise ValueError(
                f"{OTHER} has no column “{KEY}”, so rows can't be found again by it. Choose another column."
            )
        return KEY
    fits = [
        name
        for name in first
        if first[name].is_unique and second[name].is_unique and (first[name] != "").all()
    ]
    common = {name: len(set(first[name]) & set(second[name])) for name in fits}
    return max(fits, key=lambda name: common[name]) if fits and max(common.values()) else ""


def main():
    shared = shared_columns(READ, OTHER_READ)
    if not shared:
        raise ValueError(f"{FILE} and {OTHER} have no column of the same name, so they can't be compared.")
    first, second = cells(READ, FILE, [(name, name) for name, _ in shared]), cells(OTHER_READ, OTHER, shared)
    olds, news = read_table(FILE, as_written(READ)), read_table(OTHER, as_written(OTHER_READ))
    left_out = [n for n in READ["names"] if n not in first], [
        n for n in OTHER_READ["names"] if n not in {own for _, own in shared}
    ]
    for file, names in zip((FILE, OTHER), left_out, strict=True):
        if names:
            print(f"Only {file} has: {', '.join(names[:12])}. These columns are not compared.")
    key = key_of(first, second)
    if key:
        print(f"Rows are found again by “{key}”.")
        by_key(key, shared, first, second, olds, news)
    else:
        print(
            "No column tells the rows apart, so whole rows are compared: a changed row is one gone and one new."
        )
        whole_rows(first, second, olds, news)


def numbered(frame, columns):
    """Each row's text with how often it has come so far, so that doubled rows are told apart."""
    keys = frame[columns].agg("\x1f".join, axis=1) if len(frame) else pd.Series([], dtype="str")
    return keys + "\x1f" + keys.groupby(keys).cumcount().astype("str") if len(frame) else keys


def by_key(key, shared, first, second, olds, news):
    one, two = numbered(first, [key]), numbered(second, [key])
    first, second = first.set_index(one), second.set_index(two)
    olds, news = olds.set_axis(one, axis=0), news.set_axis(two, axis=0)
    both = [name for name in first.index if name in set(second.index)]
    changed = first.loc[both].ne(second.loc[both])
    names = dict(shared)
    rows = []
    for column in first.columns:
        for row in changed.index[changed[column]][: MOST - len(rows)]:
            rows.append((olds.at[row, key], column, olds.at[row, column], news.at[row, names[column]], row))
    place = {row: at for at, row in enumerate(first.index)}
    rows.sort(key=lambda each: place[each[4]])
    changes = pd.DataFrame([each[:4] for each in rows], columns=[key, "Column", "Before", "After"])
    gone = olds[~olds.index.isin(second.index)]
    new = news[~news.index.isin(first.index)]
    touched = int(changed.any(axis=1).sum())
    report(len(both) - touched, touched, changes, gone, new)


def whole_rows(first, second, olds, news):
    one, two = numbered(first, list(first.columns)), numbered(second, list(first.columns))
    gone, new = olds[~one.isin(set(two)).to_numpy()], news[~two.isin(set(one)).to_numpy()]
    report(len(olds) - len(gone), 0, None, gone, new)


def report(same, touched, changes, gone, new):
    counts = {
        "Unchanged rows": same,
        "Changed rows": touched,
        "New rows": len(new),
        "Rows that are gone": len(gone),
    }
    if not (touched or len(gone) or len(new)):
        print("Nothing has changed: all rows are the same in both.")
    else:
        print(
            f"{touched:,} rows changed, {len(new):,} are new, {len(gone):,} are gone, {same:,} are the same."
        )
    summary = pd.DataFrame({"What": list(counts), "Rows": list(counts.values())})
    display(summary)
    parts = {"Changed cells": changes, "New rows": new, "Rows that are gone": gone}
    shown = {
        name: part.reset_index(drop=True) for name, part in parts.items() if part is not None and len(part)
    }
    for name, part in shown.items():
        print(f"{name}:")
        display(part)
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter("/out/comparison.xlsx", engine="xlsxwriter", engine_kwargs=options) as book:
        for name, part in {"Summary": summary, **shown}.items():
            part.head(1_000_000).to_excel(book, index=False, sheet_name=name, freeze_panes=(1, 0))
            book.sheets[name].autofit(300)


main()
