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


# ---- reading a table ------------------------------------------------------------------------------------


def read_table(name, read, columns=None):
    """The table as text and numbers; `columns` are the ones that are needed, all if None."""
    path, names = "/in/" + name, read["names"]
    wanted = names if columns is None else [column for column in names if column in columns]
    if read["format"] == "csv":
        frame = read_text_table(path, read, wanted)
    elif read["format"] == "excel":
        frame = pd.read_excel(
            io.BytesIO(Path(path).read_bytes()), sheet_name=read["sheet"], header=None, skiprows=read["skip"] + (read["header"] is not None),
            dtype=object, keep_default_na=False, na_values=["", *read["na"]],
        )  # fmt: skip
        frame = frame.iloc[:, : len(names)].reindex(columns=range(len(names))).set_axis(names, axis=1)
        frame = convert(frame.dropna(how="all").reset_index(drop=True)[wanted], read)
    else:
        frame = convert(read_records(path, read).reindex(columns=names)[wanted], read)
    return frame


def read_text_table(path, read, wanted):
    names = read["names"] + [f"(extra {number})" for number in range(read.get("extra", 0))]
    pieces = []
    with open(path, encoding=read["encoding"], errors="replace", newline="") as file:
        source = io.StringIO(file.read().replace("\0", "")) if read.get("nul") else file
        parts = pd.read_csv(
            source, sep=read["sep"], header=0 if read["header"] is not None else None, skiprows=read["skip"], names=names,
            usecols=wanted, index_col=False, dtype=str, keep_default_na=False, na_values=["", *read["na"]], chunksize=200_000,
        )  # fmt: skip
        pieces = [convert(part[wanted], read) for part in parts]
    return pd.concat(pieces, ignore_index=True).dropna(how="all").reset_index(drop=True)


def read_records(path, read):
    text = Path(path).read_text(encoding="utf-8-sig")
    if read.get("lines"):
        records = [json.loads(line) for line in text.splitlines() if line.strip()]
    else:
        records = json.loads(text)
        records = records[read["path"]] if read.get("path") else records
    return pd.DataFrame(
        [{str(key): plain(value) for key, value in record.items()} for record in records], dtype=object
    )


def plain(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value


def convert(frame, read):
    """Columns of numbers become numbers, columns of dates dates; what isn't one becomes empty."""
    frame = frame.copy()
    for name in frame.columns:
        if name in read["numbers"]:
            frame[name] = to_numbers(frame[name], read)
        elif name in read["dates"]:
            frame[name] = to_dates(frame[name], read["dates"][name])
    return frame


def to_numbers(values, read):
    text = values.astype("str").str.replace(
        r"[$€£¥￥₹₽₩₺元%\s\u00a0\u202f'’]|[A-Za-zł]{2,3}\.?(?=$|[\d-])|kr\.?$", "", regex=True
    )
    text = (
        text.str.replace("−", "-")
        .str.replace(r"^\((.*)\)$", r"-\1", regex=True)
        .str.replace(r"^(.*)-$", r"-\1", regex=True)
    )
    if read.get("thousands"):
        text = text.str.replace(read["thousands"], "", regex=False)
    text = text.str.replace(read.get("decimal", "."), ".", regex=False)
    native = values.map(lambda value: isinstance(value, (int, float)) and not isinstance(value, bool))
    return pd.to_numeric(values.where(native.astype(bool), text), errors="coerce").astype(float)


def to_dates(values, form):
    text = values.astype("str").str.strip().str.replace(r"(?<=\d)(?:Z|[+-]\d\d:\d\d)$", "", regex=True)
    return pd.to_datetime(text, format=form or "ISO8601", errors="coerce")


# ---- rows that are wanted -------------------------------------------------------------------------------

SIGNS = ["!=", ">=", "<=", "=", ">", "<", "contains"]


def split_condition(condition, columns):
    """ "Region = North" -> ("Region", "=", "North"); the longest column name that fits wins."""
    for column in sorted(columns, key=len, reverse=True):
        rest = condition.strip()[len(column) :].strip()
        if condition.strip().lower().startswith(column.lower()):
            for sign in SIGNS:
                if rest.lower().startswith(sign):
                    return column, sign, rest[len(sign) :].strip()
    raise ValueError(f"The condition “{condition}” can't be read. Write it like: {columns[0]} = value")


def wanted_rows(frame, conditions):
    keep = pd.Series(True, index=frame.index)
    for condition in conditions:
        column, sign, value = split_condition(condition, list(frame.columns))
        keep &= holds(frame[column], sign, value, condition)
    return frame[keep]


def holds(values, sign, wanted, condition):
    if pd.api.types.is_datetime64_any_dtype(values):
        start, end = date_span(values, wanted, condition)
        tests = {
            "=": (values >= start) & (values < end),
            ">=": values >= start,
            "<": values < start,
            "<=": values < end,
        }
        return {**tests, "!=": ~tests["="], ">": values >= end}.get(sign, tests["="])
    if pd.api.types.is_numeric_dtype(values) and wanted.lower() != "empty":
        try:
            number = float(wanted.replace(",", ""))
        except ValueError:
            raise ValueError(f"“{wanted}” in the condition “{condition}” is not a number.") from None
        tests = {"=": values == number, "!=": values != number, ">": values > number, "<": values < number}
        return {**tests, ">=": values >= number, "<=": values <= number}.get(sign, tests["="])
    text = values.astype("str").where(values.notna(), "").str.strip().str.casefold()
    if sign == "contains":
        return text.str.contains(wanted.casefold(), regex=False)
    options = (
        {wanted.casefold()} if (text == wanted.casefold()).any() else set(wanted.casefold().split(" or "))
    )
    found = text.isin({"" if option.strip() == "empty" else option.strip() for option in options})
    return ~found if sign == "!=" else found


def date_span(values, wanted, condition):
    """The first moment of a day, month, quarter, year or "last ..." and the first moment after it."""
    newest = values.max()
    if match := re.fullmatch(r"last (?:(\d+) )?(day|week|month|quarter|year)s?", wanted.lower()):
        if match[1]:
            units = {"quarter": {"months": 3 * int(match[1])}}.get(match[2], {match[2] + "s": int(match[1])})
            return newest.normalize() - pd.DateOffset(**units) + pd.Timedelta(days=1), newest + pd.Timedelta(
                days=1
            )
        period = newest.to_period(
            {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}[match[2]]
        )
        return period.start_time, (period + 1).start_time
    if match := re.fullmatch(r"(\d{4})-q([1-4])", wanted.lower()):
        period = pd.Period(year=int(match[1]), quarter=int(match[2]), freq="Q")
    elif re.fullmatch(r"\d{4}(-\d\d?){0,2}", wanted):
        period = pd.Period(wanted, freq="YMD"[wanted.count("-")])
    else:
        raise ValueError(
            f"“{wanted}” in the condition “{condition}” is not a date like 2024-05-31, 2024-05, 2024-Q2 or 2024."
        )
    return period.start_time, (period + 1).start_time


# ---- drawing --------------------------------------------------------------------------------------------

ACCENT, INK, GREY = "#2f5d50", "#2b2a27", "#8a857a"
SLICES = ["#2f5d50", "#c08a3e", "#6f8f86", "#a65f4b", "#b9c4b1", "#4a6a8a", "#d9c08f", "#8c7a9b"]


def new_figure(height=4.2):
    installed = {font.name for font in font_manager.fontManager.ttflist}
    chinese = [
        "Noto Sans CJK SC",
        "Noto Sans CJK JP",
        "Noto Serif CJK SC",
        "WenQuanYi Zen Hei",
        "Droid Sans Fallback",
    ]
    plt.rcParams["font.family"] = ["DejaVu Sans"] + [name for name in chinese if name in installed]
    plt.rcParams.update(
        {"text.color": INK, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "font.size": 10}
    )
    figure, axes = plt.subplots(figsize=(8, height), dpi=110, layout="constrained")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GREY)
    return figure, axes


def number_text(value):
    """1,234 or 1,234.56 or 0.0123, never 1.234e+03."""
    if pd.isna(value):
        return ""
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) >= 1 else f"{value:.3g}"


def short_text(text, most=28):
    return text if len(text) <= most else text[: most - 1] + "…"


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


def draw_pie(axes, labels, values):
    pairs = sorted(zip(values, labels, strict=True), reverse=True)
    if len(pairs) > 8:
        pairs = [*pairs[:7], (sum(value for value, _ in pairs[7:]), f"{len(pairs) - 7} others")]
    total = sum(value for value, _ in pairs)
    names = [f"{label}  {value / total:.0%}" for value, label in pairs]
    axes.pie(
        [value for value, _ in pairs],
        labels=names,
        colors=SLICES,
        startangle=90,
        counterclock=False,
        wedgeprops={"linewidth": 1.5, "edgecolor": "white"},
    )


def draw_line(axes, labels, values):
    axes.plot(
        range(len(values)),
        values,
        color=ACCENT,
        linewidth=2,
        marker="o" if len(values) <= 40 else None,
        markersize=4,
    )
    if min(values) >= 0:
        axes.set_ylim(bottom=0)
    number_axis(axes.yaxis, axes)
    label_axis(axes, labels)


def draw_bars(axes, labels, values):
    bars = axes.bar(range(len(values)), values, color=ACCENT, width=0.72)
    if len(values) <= 12:
        axes.bar_label(
            bars,
            [number_text(round(value, 2)) for value in values],
            padding=3,
            fontsize=9 if len(values) <= 8 else 7.5,
        )
    axes.margins(y=0.09)
    number_axis(axes.yaxis, axes)
    label_axis(axes, labels)


def draw_sideways(axes, labels, values):
    bars = axes.barh(range(len(values)), values, color=ACCENT, height=0.72)
    axes.bar_label(bars, [number_text(round(value, 2)) for value in values], padding=4, fontsize=9)
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.margins(x=0.14, y=0.02)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)


def number_axis(axis, axes):
    axis.set_major_formatter(FuncFormatter(lambda value, _: number_text(round(value, 6))))
    axis.set_major_locator(MaxNLocator(6, integer=axes.dataLim.ymax >= 6))
    axes.grid(axis="y", color="#e4dfd4", linewidth=0.8)
    axes.set_axisbelow(True)


def label_axis(axes, labels):
    step = max(1, -(-len(labels) // 26))
    places = list(range(0, len(labels), step))
    crowded = len(places) * max(map(len, labels)) > 80
    axes.set_xticks(
        places,
        [labels[place] for place in places],
        rotation=45 if crowded else 0,
        ha="right" if crowded else "center",
    )
    axes.tick_params(length=0)


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
