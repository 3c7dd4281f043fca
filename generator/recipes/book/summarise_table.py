"""Sums up a number column by a category or a period, as a chart and a table."""

import io
import json
import re
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager
from matplotlib.ticker import FuncFormatter, MaxNLocator

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
OPERATION = "sum"  # sum, mean, count, max, min, median
VALUE = "Amount"  # "" when rows are counted
GROUP = "Region"  # "" for one number over all rows
PERIOD = ""  # day, weekday, week, month, quarter, year: only where GROUP is a date
CHART = "bar"  # bar, line, pie, none
ORDER = "automatic"  # automatic, largest first, smallest first
TOP = 0  # 0 for all groups
ONLY = []  # conditions such as "Region = North"
TITLE = "Sum of Amount by Region"


# include: reading


# include: conditions


# include: drawing


# ---- summing up -----------------------------------------------------------------------------------------

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FREQUENCY = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
WORDS = {
    "sum": "Sum of ",
    "mean": "Average ",
    "max": "Largest ",
    "min": "Smallest ",
    "median": "Median ",
    "count": "Number of rows",
}
OPTIONS = ("sum", "mean", "count", "max", "min", "median")


def usable_rows(frame):
    """Rows with a value and a date; says how many are left out."""
    total, said = len(frame), []
    if OPERATION != "count":
        if VALUE not in READ["numbers"]:
            raise ValueError(
                f"The column “{VALUE}” doesn't hold numbers, so it has no {OPERATION}. Choose a column of numbers."
            )
        said.append((int(frame[VALUE].isna().sum()), f"no number in {VALUE}"))
        frame = frame[frame[VALUE].notna()]
    if PERIOD:
        if GROUP not in READ["dates"]:
            raise ValueError(
                f"The column “{GROUP}” doesn't hold dates, so it has no {PERIOD}s. Choose a column of dates."
            )
        said.append((int(frame[GROUP].isna().sum()), f"no date in {GROUP}"))
        frame = frame[frame[GROUP].notna()]
    for number, reason in said:
        if number:
            print(
                f"{number:,} of {total:,} rows {'has' if number == 1 else 'have'} {reason} and {'is' if number == 1 else 'are'} left out."
            )
    return frame


def group_keys(frame):
    values = frame[GROUP]
    if PERIOD == "weekday":
        return values.dt.day_of_week
    if PERIOD:
        return values.dt.to_period(FREQUENCY[PERIOD])
    if GROUP in READ["dates"]:
        return values.dt.strftime("%Y-%m-%d").fillna("(empty)")
    if GROUP in READ["numbers"]:
        return values
    text = values.astype("str").str.strip()
    return text.where(values.notna() & (text != ""), "(empty)")


def tidy(values):
    """Whole numbers as such, others without the noise of floating point."""
    values = values.round(2 if values.abs().max() >= 1 else 6)
    return values.astype("int64") if (values % 1 == 0).all() and values.abs().max() < 2**53 else values


def key_text(key):
    if PERIOD == "weekday":
        return WEEKDAYS[key]
    if PERIOD == "week":
        return f"{key.start_time:%Y-%m-%d}"
    if PERIOD == "quarter":
        return f"{key.year} Q{key.quarter}"
    return number_text(key).replace(",", "") if isinstance(key, float) else str(key)


def sum_up(frame):
    grouped = frame.groupby(group_keys(frame), sort=True)
    result = grouped.size() if OPERATION == "count" else grouped[VALUE].agg(OPERATION)
    if PERIOD and PERIOD != "weekday" and OPERATION in ("sum", "count"):
        every = pd.period_range(result.index.min(), result.index.max(), freq=FREQUENCY[PERIOD])
        result = result.reindex(every, fill_value=0) if len(every) <= 5000 else result
    return in_order(result)


def in_order(result):
    if ORDER != "automatic" or TOP:
        return result.sort_values(ascending=ORDER == "smallest first", kind="stable")
    if PERIOD:
        return result
    places = [place_in_calendar(str(key)) for key in result.index]
    if all(place is not None for place in places):
        return result.iloc[sorted(range(len(places)), key=places.__getitem__)]
    return (
        result
        if GROUP in READ["numbers"] + list(READ["dates"])
        else result.sort_values(ascending=False, kind="stable")
    )


def place_in_calendar(text):
    for names in (MONTHS, [day.lower() for day in WEEKDAYS]):
        for place, name in enumerate(names):
            if len(text) >= 3 and text.lower().rstrip(".") in (name, name[:3], name[:4]):
                return place
    return None


# ---- the chart ------------------------------------------------------------------------------------------


def draw(result):
    labels, values = [short_text(key_text(key)) for key in result.index], [float(value) for value in result]
    kind = CHART
    if kind == "pie" and (min(values) < 0 or sum(values) == 0):
        print("A pie can't show negative amounts, so these are bars.")
        kind = "bar"
    sideways = kind == "bar" and not PERIOD and (max(map(len, labels)) > 9 or len(labels) > 12)
    if kind == "bar" and len(labels) > (40 if sideways else 400):
        kept = 40 if sideways else 400
        print(f"The chart shows the first {kept} of {len(labels):,} groups; the table has all.")
        labels, values = labels[:kept], values[:kept]
    figure, axes = new_figure(max(3.0, 0.32 * len(labels) + 1.2) if sideways else 4.2)
    axes.set_title(TITLE, loc="left", fontsize=12, pad=14, wrap=True)
    {"pie": draw_pie, "line": draw_line}.get(kind, draw_sideways if sideways else draw_bars)(
        axes, labels, values
    )
    display(figure)
    plt.close(figure)


# ---- all together ---------------------------------------------------------------------------------------


def main():
    if OPERATION not in OPTIONS:
        raise ValueError(f"“{OPERATION}” is none of: {', '.join(OPTIONS)}.")
    conditions_on = [split_condition(condition, READ["names"])[0] for condition in ONLY]
    needed = {VALUE, GROUP, *conditions_on} - {""}
    for name in needed - set(READ["names"]):
        raise ValueError(f"{FILE} has no column “{name}”. It has: {', '.join(READ['names'][:30])}.")
    frame = read_table(FILE, READ, needed or set(READ["names"]))
    read = len(frame)
    frame = wanted_rows(frame, ONLY)
    if ONLY:
        print(f"{len(frame):,} of {read:,} rows fit: {'; '.join(ONLY)}.")
    frame = usable_rows(frame)
    if not len(frame):
        raise ValueError("No rows are left to sum up. Loosen the conditions, or choose another column.")
    name = WORDS[OPERATION] + (VALUE if OPERATION != "count" else "")
    overall = len(frame) if OPERATION == "count" else frame[VALUE].agg(OPERATION)
    if not GROUP:
        print(f"{TITLE}: {number_text(overall)}")
        display(pd.DataFrame({name: tidy(pd.Series([overall])), "Rows": [len(frame)]}))
        return
    result = sum_up(frame)
    groups = len(result)
    result = result.head(TOP) if TOP else result
    said = (
        f", {number_text(overall)} in all"
        if OPERATION in ("sum", "count")
        else f", {number_text(overall)} over all {len(frame):,} rows"
    )
    print(
        f"{TITLE}{said}." + (f" The {len(result)} shown are of {groups:,}." if len(result) < groups else "")
    )
    if CHART != "none":
        draw(result)
    label = {"weekday": "Weekday", "week": "Week from"}.get(PERIOD, PERIOD.capitalize() or GROUP)
    table = pd.DataFrame({label: [key_text(key) for key in result.index], name: tidy(result).to_numpy()})
    if OPERATION == "sum" and overall and (result >= 0).all():
        table["Share"] = [f"{value / overall:.1%}" for value in result]
    display(table)
    table.to_csv("/out/summary.csv", index=False, encoding="utf-8-sig")


main()
