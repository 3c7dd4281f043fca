"""A chart of the columns that are chosen: bars, a line, points, a histogram, a pie or boxes."""

import io
import json
import math
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
KIND = "bar"  # bar, line, scatter, histogram, pie, box
VALUE = "Amount"  # the numbers that are drawn
ACROSS = ""  # what stands below: a category, a date, for points other numbers
OPERATION = "sum"  # sum, average: where several rows are drawn as one
BINS = 0  # of a histogram, 0 for a fitting number


# include: reading


# include: writing


# include: drawing


def needed():
    """Says what a kind of chart needs and doesn't have."""
    if not VALUE:
        raise ValueError("A chart needs a column of numbers. Choose one.")
    if KIND in ("bar", "pie", "line", "scatter") and not ACROSS:
        raise ValueError(
            f"A {KIND} chart needs a second column: what stands along the bottom, or what the slices are."
        )
    if VALUE not in READ["numbers"]:
        raise ValueError(f"The column “{VALUE}” doesn't hold numbers. Choose a column of numbers.")
    if KIND == "scatter" and ACROSS not in READ["numbers"] and ACROSS not in READ["dates"]:
        raise ValueError(
            f"Points need numbers or dates along the bottom, and “{ACROSS}” has neither. Choose another column."
        )


def usable(frame):
    total = len(frame)
    for name in {VALUE, ACROSS} - {""}:
        if name in READ["numbers"] or name in READ["dates"]:
            frame = frame[frame[name].notna()]
    if len(frame) < total:
        print(f"{total - len(frame):,} of {total:,} rows have nothing in these columns and are left out.")
    if not len(frame):
        raise ValueError(f"{FILE} has no rows with values in these columns, so there is nothing to draw.")
    return frame


def groups_of(frame):
    values = frame[ACROSS]
    if ACROSS in READ["dates"]:
        return values
    text = values.astype("str").str.strip()
    if ACROSS in READ["numbers"]:
        return values
    return text.where(values.notna() & (text != ""), "(empty)")


def summed(frame):
    """One number for each value of ACROSS."""
    grouped = frame.groupby(groups_of(frame), sort=True)
    return grouped[VALUE].sum() if OPERATION == "sum" else grouped[VALUE].mean()


def label_of(key):
    if isinstance(key, pd.Timestamp):
        return f"{key:%Y-%m-%d}"
    return number_text(key).replace(",", "") if isinstance(key, float) else str(key)


def named():
    """What is drawn, in words."""
    return f"{OPERATION.capitalize()} of {VALUE}"


def bars(frame):
    result = summed(frame)
    in_order = ACROSS in READ["numbers"] or ACROSS in READ["dates"]
    result = result if in_order else result.sort_values(ascending=False, kind="stable")
    labels, values = [short_text(label_of(key)) for key in result.index], [float(value) for value in result]
    name = named()
    kind = KIND
    if kind == "pie" and (min(values) < 0 or sum(values) == 0):
        print("A pie can't show negative amounts, so these are bars.")
        kind = "bar"
    sideways = kind == "bar" and not in_order and (max(map(len, labels)) > 9 or len(labels) > 12)
    most = 40 if sideways else 400
    if kind == "bar" and len(labels) > most:
        print(f"The chart shows the first {most} of {len(labels):,}; the table has all.")
        labels, values = labels[:most], values[:most]
    figure, axes = new_figure(max(3.0, 0.32 * len(labels) + 1.2) if sideways else 4.2)
    title(axes, f"{name} by {ACROSS}")
    (draw_pie if kind == "pie" else draw_sideways if sideways else draw_bars)(axes, labels, values)
    return figure, pd.DataFrame({ACROSS: [label_of(key) for key in result.index], name: result.to_numpy()})


def line(frame):
    result = summed(frame)
    if len(result) == len(frame) and ACROSS not in READ["numbers"] and ACROSS not in READ["dates"]:
        result = pd.Series(frame[VALUE].to_numpy(), index=groups_of(frame))  # in the order of the file
    name = named() if len(result) < len(frame) else VALUE
    figure, axes = new_figure()
    title(axes, f"{name} by {ACROSS}")
    if ACROSS in READ["dates"]:
        few = len(result) <= 40
        axes.plot(
            result.index.to_numpy(),
            result.to_numpy(),
            color=ACCENT,
            linewidth=2,
            marker="o" if few else None,
            markersize=4,
        )
        if result.min() >= 0:
            axes.set_ylim(bottom=0)
        number_axis(axes.yaxis, axes)
        figure.autofmt_xdate()
    else:
        draw_line(
            axes, [short_text(label_of(key)) for key in result.index], [float(value) for value in result]
        )
    return figure, pd.DataFrame({ACROSS: [label_of(key) for key in result.index], name: result.to_numpy()})


def scatter(frame):
    figure, axes = new_figure(5.2)
    title(axes, f"{VALUE} against {ACROSS}")
    size = 28 if len(frame) <= 300 else 12
    axes.scatter(
        frame[ACROSS].to_numpy(), frame[VALUE].to_numpy(), s=size, color=ACCENT, alpha=0.6, linewidths=0
    )
    number_axis(axes.yaxis, axes)
    axes.set_xlabel(ACROSS)
    axes.set_ylabel(VALUE)
    if ACROSS in READ["numbers"]:
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number_text(round(value, 6))))
        if len(frame) > 2 and frame[ACROSS].nunique() > 1 and frame[VALUE].nunique() > 1:
            together = frame[ACROSS].corr(frame[VALUE])
            print(
                f"Correlation: {together:.2f} (1: they rise together, -1: one falls as the other rises, 0: neither)."
            )
    return figure, frame[[ACROSS, VALUE]].reset_index(drop=True)


def histogram(frame):
    values = frame[VALUE]
    bins = BINS or min(40, max(5, math.ceil(math.log2(len(values)) + 1)))
    figure, axes = new_figure()
    title(axes, f"How {VALUE} is spread")
    counts, edges, _ = axes.hist(values.to_numpy(), bins=bins, color=ACCENT, edgecolor="white", linewidth=0.8)
    number_axis(axes.yaxis, axes)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number_text(round(value, 6))))
    axes.set_xlabel(VALUE)
    axes.set_ylabel("Rows")
    print(
        f"{len(values):,} values from {number_text(values.min())} to {number_text(values.max())}; half of them are below {number_text(round(values.median(), 4))}."
    )
    rows = {"From": edges[:-1].round(6), "To": edges[1:].round(6), "Rows": counts.astype(int)}
    return figure, pd.DataFrame(rows)


def boxes(frame):
    keys = groups_of(frame) if ACROSS else pd.Series(VALUE, index=frame.index)
    parts = dict(iter(frame.groupby(keys, sort=True)[VALUE]))
    if len(parts) > 40:
        raise ValueError(
            f"{ACROSS} has {len(parts):,} different values, and {40:,} is the most. Choose a column with fewer."
        )
    figure, axes = new_figure(max(3.0, 0.5 * len(parts) + 1.4))
    title(axes, f"{VALUE} by {ACROSS}" if ACROSS else f"How {VALUE} is spread")
    drawn = axes.boxplot(
        [part.to_numpy() for part in parts.values()], orientation="horizontal", patch_artist=True, widths=0.6,
        medianprops={"color": INK, "linewidth": 1.6}, flierprops={"marker": "o", "markersize": 3, "markeredgecolor": GREY},
    )  # fmt: skip
    for box in drawn["boxes"]:
        box.set(facecolor="#b9c4b1", edgecolor=ACCENT)
    axes.set_yticks(range(1, len(parts) + 1), [short_text(label_of(key)) for key in parts])
    axes.invert_yaxis()
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number_text(round(value, 6))))
    axes.grid(axis="x", color="#e4dfd4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_xlabel(VALUE)
    rows = [
        {
            ACROSS or "Column": label_of(key), "Rows": len(part), "Smallest": part.min(), "A quarter is below": part.quantile(0.25),
            "Middle": part.median(), "A quarter is above": part.quantile(0.75), "Largest": part.max(),
        }
        for key, part in parts.items()
    ]  # fmt: skip
    return figure, pd.DataFrame(rows)


def title(axes, text):
    axes.set_title(text, loc="left", fontsize=12, pad=14, wrap=True)


DRAW = {"bar": bars, "pie": bars, "line": line, "scatter": scatter, "histogram": histogram, "box": boxes}


def main():
    must_have([VALUE, ACROSS], READ, FILE)
    needed()
    frame = usable(read_table(FILE, READ, {VALUE, ACROSS} - {""}))
    figure, table = DRAW[KIND](frame)
    display(figure)
    figure.savefig(f"/out/chart-{KIND}.png", dpi=200)
    plt.close(figure)
    table = tidy(table.round(4))
    display(table)
    save(table, "chart-numbers")


main()
