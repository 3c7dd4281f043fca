"""Puts many tables with the same columns below one another."""

import io
import json
import re
from pathlib import Path

import pandas as pd

FILES = ["january.csv", "february.csv"]
FILES_READ = {}  # by file, how each of its tables is read
SHEETS = "the first sheet of each file"  # the first sheet of each file, all sheets
SOURCE = True  # a column that says where a row is from


# include: reading


# include: writing


# include: matching


def parts():
    """(where it is from, its table) for each table."""
    for file in FILES:
        reads = FILES_READ.get(file) or []
        if not reads:
            raise ValueError(f"There is no table in {file}. Take it out, or choose another file.")
        for read in reads if SHEETS == "all sheets" else reads[:1]:
            named = SHEETS == "all sheets" and len(reads) > 1 and read.get("sheet") is not None
            yield f"{file}, {read['sheet']}" if named else file, read_table(file, as_written(read))


def main():
    if not FILES:
        raise ValueError("There are no tables to put together. Add the files.")
    tables = list(parts())
    if len(tables) < 2:
        raise ValueError("There is only one table. Add the others, or choose all sheets.")
    names, kept, counts = {}, [], []
    for where, table in tables:
        called = {name: names.setdefault(plain_name(name), name) for name in table.columns}
        if kept and not set(called.values()) & set(kept[0].columns):
            raise ValueError(
                f"{where} has no column in common with {tables[0][0]}, so the two can't be put into one table."
            )
        kept.append(table.rename(columns=called))
        counts.append((where, len(table)))
    result = pd.concat(kept, ignore_index=True)
    gaps = {
        where: [n for n in result.columns if n not in part.columns]
        for (where, _), part in zip(tables, kept, strict=True)
    }
    print(
        f"{len(result):,} rows from {len(tables):,} tables are now one table with {result.shape[1]:,} columns."
    )
    for where, missing in list(gaps.items())[:20]:
        if missing:
            print(f"{where} has no {', '.join(missing[:6])}: left empty in its rows.")
    display(pd.DataFrame(counts, columns=["Table", "Rows"]))
    if SOURCE:
        label = "From" if "From" not in result else "From file"
        result.insert(0, label, [where for where, count in counts for _ in range(count)])
    display(result)
    excel = all(read["format"] == "excel" for reads in FILES_READ.values() for read in reads)
    save(result, "all-together", excel)


main()
