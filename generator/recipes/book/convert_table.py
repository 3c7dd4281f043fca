"""Writes a table in another format."""

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
TO = "excel"  # excel, csv, json

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}


# include: reading


def tidy(frame):
    """Whole numbers without a decimal point, dates without an empty time."""
    for name in frame.columns:
        present = frame[name].dropna()
        if name in READ["numbers"] and (present % 1 == 0).all() and (present.abs() < 2**53).all():
            frame[name] = frame[name].astype("Int64")
        elif name in READ["dates"] and TO != "excel":
            whole = (present.dt.normalize() == present).all()
            frame[name] = frame[name].dt.strftime("%Y-%m-%d" if whole else "%Y-%m-%d %H:%M:%S")
    return frame


def would_lose(name, text, values):
    """Whether a value can't be read, or carries a currency, a percent sign or more digits than a number keeps."""
    if (text.notna() & values.isna()).any():
        return True
    if name not in READ["numbers"]:
        return False
    written = text.dropna().astype("str")
    return bool((values.abs() >= 2**53).any() or written.str.contains(r"[^\d.,\s'’eE+−-]", regex=True).any())


def check_kept(frame):
    """Keeps a column as text where reading it as numbers or dates would lose something."""
    as_written = read_table(FILE, {**READ, "numbers": [], "dates": {}})
    for name in [*READ["numbers"], *READ["dates"]]:
        if name in frame and would_lose(name, as_written[name], frame[name]):
            print(f"{name} is kept as text, so that nothing of it is lost.")
            frame[name] = as_written[name].astype(object)
            READ["numbers"] = [other for other in READ["numbers"] if other != name]
            READ["dates"] = {other: form for other, form in READ["dates"].items() if other != name}
    return frame


def main():
    frame = tidy(check_kept(read_table(FILE, READ)))
    stem = FILE.rsplit(".", 1)[0]
    if TO == "excel":
        if len(frame) > 1_048_575:
            raise ValueError(
                "The table has more rows than an Excel sheet can hold (1,048,575). Choose CSV instead."
            )
        name = stem + ".xlsx"
        times = any(
            (frame[column].dropna().dt.normalize() != frame[column].dropna()).any()
            for column in frame
            if column in READ["dates"]
        )
        form = "yyyy-mm-dd hh:mm:ss" if times else "yyyy-mm-dd"
        with pd.ExcelWriter(
            "/out/" + name, engine="xlsxwriter", datetime_format=form, engine_kwargs={"options": OPTIONS}
        ) as book:
            frame.to_excel(book, index=False, sheet_name="Table", freeze_panes=(1, 0))
            book.sheets["Table"].autofit(300)
    elif TO == "csv":
        name = stem + ".csv"
        frame.to_csv("/out/" + name, index=False, encoding="utf-8-sig")
    elif TO == "json":
        name = stem + ".json"
        frame.to_json("/out/" + name, orient="records", force_ascii=False, indent=2)
    else:
        raise ValueError(f"“{TO}” is none of: excel, csv, json.")
    print(f"{len(frame):,} rows and {frame.shape[1]:,} columns are written to {name}.")
    display(frame.head(20))


main()
