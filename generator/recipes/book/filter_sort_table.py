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
