"""A cross table: the values of one column down the side, those of another across the top."""

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
ROWS = "Region"
COLUMNS = "Product"
VALUE = ""  # a column of numbers, "" to count rows
OPERATION = "sum"  # sum, mean, median, largest, smallest: of VALUE
PERIOD = "month"  # day, month, quarter, year: of columns of dates
TOTALS = True

HOW = {"sum": "sum", "average": "mean", "median": "median", "largest": "max", "smallest": "min"}
FREQUENCY = {"day": "D", "month": "M", "quarter": "Q", "year": "Y"}
MOST = {"rows": 20_000, "columns": 200}


# include: reading


# include: writing


def labels(frame, name):
    values = frame[name]
    if name in READ["dates"]:
        spans = values.dt.to_period(FREQUENCY[PERIOD])
        text = spans.astype("str").str.replace(r"Q([1-4])$", r" Q\1", regex=True)
        return text.where(values.notna(), "(empty)")
    text = values.astype("str").str.strip()
    if name in READ["numbers"]:
        text = text.str.replace(r"\.0$", "", regex=True)
    return text.where(values.notna() & (text != ""), "(empty)")


def in_order(names, column):
    if column in READ["numbers"]:
        return sorted(names, key=lambda text: (text == "(empty)", float(text) if text != "(empty)" else 0))
    return sorted(names, key=lambda text: (text == "(empty)", text.casefold()))


def aggregate(values):
    return values.sum() if OPERATION == "sum" else values.agg(HOW[OPERATION])


def main():
    must_have([ROWS, COLUMNS, VALUE], READ, FILE)
    if ROWS == COLUMNS:
        raise ValueError(
            "The same column can't stand down the side and across the top. Choose two different ones."
        )
    frame = read_table(FILE, READ, {ROWS, COLUMNS, VALUE} - {""})
    if VALUE and VALUE not in READ["numbers"]:
        raise ValueError(
            f"The column “{VALUE}” doesn't hold numbers. Choose a column of numbers, or none to count rows."
        )
    total = len(frame)
    if VALUE:
        frame = frame[frame[VALUE].notna()]
        if len(frame) < total:
            print(f"{total - len(frame):,} of {total:,} rows have no number in {VALUE} and are left out.")
    if not len(frame):
        raise ValueError(f"{FILE} has no rows that could be put into a cross table.")
    down, across = labels(frame, ROWS), labels(frame, COLUMNS)
    if across.nunique() > MOST["columns"] or down.nunique() > MOST["rows"]:
        wide = across.nunique() > MOST["columns"]
        name, count, most = (
            (COLUMNS, across.nunique(), MOST["columns"]) if wide else (ROWS, down.nunique(), MOST["rows"])
        )
        raise ValueError(
            f"{name} has {count:,} different values, and {most:,} is the most. Choose a column with fewer."
        )
    values = frame[VALUE] if VALUE else pd.Series(1, index=frame.index)
    counted = not VALUE or OPERATION == "sum"
    grid = values.groupby([down, across]).agg("sum" if counted else HOW[OPERATION]).unstack()
    grid = grid.reindex(index=in_order(grid.index, ROWS), columns=in_order(grid.columns, COLUMNS))
    grid = grid.fillna(0) if counted else grid
    if TOTALS:
        word = "Total" if counted else "All"
        grid[word] = [
            aggregate(values[down == name]) if not counted else grid.loc[name].sum() for name in grid.index
        ]
        bottom = [
            aggregate(values[across == name]) if not counted else grid[name].sum()
            for name in grid.columns[:-1]
        ]
        grid.loc[word] = [*bottom, aggregate(values)]
    what = f"{OPERATION.capitalize()} of {VALUE}" if VALUE else "Number of rows"
    print(f"{what} by {ROWS} (down) and {COLUMNS} (across): {len(frame):,} rows.")
    grid.index.name, grid.columns.name = None, None
    result = grid.round(2).reset_index(names=ROWS)
    result.columns = [str(name) for name in result.columns]
    shown = tidy(result)
    display(shown)
    save(
        shown,
        f"{stem_of(FILE)}-by-{safe_name(ROWS, 30)}-and-{safe_name(COLUMNS, 30)}",
        READ["format"] == "excel",
    )


main()
