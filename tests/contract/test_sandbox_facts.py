"""What is measured of a run: tables read, rows left out, the values behind charts. Each test runs in every sandbox."""

from __future__ import annotations

import io
import json

import openpyxl

from sandbox.base import Dropped, Execution, Facts, Read

from .conftest import Run

SALES = b"id,city,sold\n1,Bonn,5\n2,Kiel,\n3,Bonn,x\n3,Bonn,x\n"
CITIES = b"city,land\nBonn,NW\nUlm,BW\n"


def facts(execution: Execution) -> Facts:
    assert execution.failure is None, execution.failure.traceback
    return execution.facts


def workbook() -> bytes:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "Q1"
    second = book.create_sheet("Q2")
    for row in (["a", "b"], [1, 2], [3, 4], [5, 6]):
        first.append(row)
    for row in (["a"], [7]):
        second.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_what_pandas_reads(run: Run) -> None:
    source = """
import pandas as pd
from pandas import read_csv
read_csv("/in/sales.csv")
pd.read_csv(open("/in/sales.csv"), nrows=1, usecols=["id"])
for chunk in pd.read_csv("/in/cities.csv", chunksize=1): pass
pd.read_csv("/in/cities.csv", iterator=True, engine="python").get_chunk(1)
pd.read_excel("/in/book.xlsx", sheet_name=None)
with pd.ExcelFile("/in/book.xlsx") as book: pd.read_excel(book, sheet_name="Q1", skiprows=1)
import io, pickle
pd.read_csv(io.StringIO("a\\n1"))
assert pickle.loads(pickle.dumps(pd.read_csv)) is pd.read_csv
"""
    files = {"sales.csv": SALES, "cities.csv": CITIES, "book.xlsx": workbook()}
    measured = facts(run(source, files))
    assert measured.reads == (
        Read("sales.csv", "pandas", 4, 3),
        Read("sales.csv", "pandas", 1, 1, some=True),
        Read("cities.csv", "pandas", 2, 2),
        Read("book.xlsx", "pandas", 3, 2, "Q1"),
        Read("book.xlsx", "pandas", 1, 1, "Q2"),
        Read("book.xlsx", "pandas", 2, 2, "Q1", some=True),
        Read("cities.csv", "pandas", 1, 2, some=True),
    )
    assert measured.opened == ("sales.csv", "cities.csv", "book.xlsx")


def test_what_polars_and_duckdb_read(run: Run) -> None:
    source = """
import polars as pl, duckdb
pl.read_csv("/in/sales.csv")
pl.read_json("/in/list.json")
pl.scan_csv("/in/cities.csv").collect()
def joined():
    mine = pl.DataFrame({"city": ["Bonn"]})
    return duckdb.sql("SELECT land FROM '/in/more.csv' JOIN mine USING (city)").fetchall()
print(joined(), duckdb.connect().execute("SELECT count(*) FROM read_csv(?)", ["/in/last.csv"]).fetchall())
"""
    files = {"sales.csv": SALES, "cities.csv": CITIES, "more.csv": CITIES, "last.csv": CITIES}
    execution = run(source, {**files, "list.json": b'[{"q": 1}, {"q": 2}]'})
    assert facts(execution).reads == (
        Read("sales.csv", "polars", 4, 3),
        Read("list.json", "polars", 2, 1),
        Read("cities.csv", "polars"),
        Read("more.csv", "duckdb"),
        Read("last.csv", "duckdb"),
    )
    assert set(execution.facts.opened) == {*files, "list.json"}
    assert execution.stdout.text == "[('NW',)] [(2,)]\n"


def test_what_csv_and_openpyxl_read(run: Run) -> None:
    source = """
import csv, openpyxl
with open("/in/sales.csv", newline="") as file:
    reader = csv.reader(file)
    header = next(reader)
    print(len([row for row in reader]), reader.line_num, reader.dialect.delimiter)
with open("/in/cities.csv", newline="") as file:
    print([row["land"] for row in csv.DictReader(file)])
with open("/in/more.csv", newline="") as file:
    next(csv.reader(file))
book = openpyxl.load_workbook("/in/book.xlsx")
header = [cell.value for cell in book["Q1"][1]]
print(sum(row[0] for row in book["Q1"].iter_rows(min_row=2, values_only=True)), book["Q2"]["A2"].value)
print(len(list(openpyxl.load_workbook("/in/lean.xlsx", read_only=True)["Q2"].values)))
"""
    files = {"sales.csv": SALES + b"\n", "cities.csv": CITIES, "more.csv": CITIES}
    execution = run(source, {**files, "book.xlsx": workbook(), "lean.xlsx": workbook()})
    assert facts(execution).reads == (
        Read("sales.csv", "csv", 5, 3),
        Read("cities.csv", "csv", 2, 2),
        Read("more.csv", "csv", 1, 2, some=True),
        Read("book.xlsx", "openpyxl", 4, 2, "Q1"),
        Read("book.xlsx", "openpyxl", part="Q2"),
        Read("lean.xlsx", "openpyxl", 2, 1, "Q2"),
    )
    assert execution.stdout.text == "5 6 ,\n['NW', 'BW']\n9 7\n2\n"


def test_what_was_left_out(run: Run) -> None:
    source = """
import pandas as pd, polars as pl
sales, cities = pd.read_csv("/in/sales.csv"), pd.read_csv("/in/cities.csv")
sales.dropna(subset=["id"])
sales.dropna()
sales.drop_duplicates(inplace=True)
sales.merge(cities, on="city")
sales.merge(cities, on="city", how="left")
sales[["sold"]].apply(pd.to_numeric, errors="coerce")
sales["city"].map(lambda value: pd.to_datetime(value, errors="coerce"))
pl.DataFrame({"a": [1, None]}).drop_nulls()
pl.DataFrame({"a": [1, 1, 1]}).unique(subset="a")
pl.DataFrame({"a": [1, 1, 1]}).unique()  # lists what there is
cities[["city"]].drop_duplicates(); pd.Series([1, 1]).drop_duplicates()  # so do these
pd.Series([1.5, None, None]).dropna()
"""
    assert facts(run(source, {"sales.csv": SALES, "cities.csv": CITIES})).dropped == (
        Dropped("dropna", 4, 3),
        Dropped("drop_duplicates", 4, 3),
        Dropped("inner merge", 3, 2),
        Dropped("to_numeric", 2, 1),
        Dropped("dropna", 2, 1),
        Dropped("drop_duplicates", 3, 1),
        Dropped("missing values", 3, 1),
        Dropped("to_datetime", 3, 0),
    )


def test_the_values_behind_charts(run: Run) -> None:
    source = """
import matplotlib.pyplot as plt, pandas as pd, datetime as dt
fig, ax = plt.subplots(); ax.bar(["a", "b"], [1, 2.5], label="sold"); plt.show()
fig, ax = plt.subplots(); ax.plot([dt.date(2024, 1, 2), dt.date(2024, 1, 3)], [1, float("nan")]); plt.show()
fig, ax = plt.subplots(); ax.pie([1, 3], labels=["u", "v"]); plt.show()
pd.DataFrame({"k": ["a", "b"], "x": [1, 2], "y": [3, 4]}).plot.barh(x="k"); plt.show()
from IPython.display import display
fig, ax = plt.subplots(); ax.scatter([1, 2], [3, 4]); display(fig)
fig, ax = plt.subplots(); ax.imshow([[1, 2]])
"""
    execution = run(source)
    assert execution.failure is None, execution.failure.traceback
    behind = [json.loads(output.behind or "{}").get("series", []) for output in execution.outputs]
    assert behind == [
        [{"name": "sold", "x": ["a", "b"], "y": [1, 2.5]}],
        [{"name": "", "x": ["2024-01-02"], "y": [1]}],
        [{"name": "", "x": ["u", "v"], "y": [0.25, 0.75]}],
        [{"name": "x", "x": ["a", "b"], "y": [1, 2]}, {"name": "y", "x": ["a", "b"], "y": [3, 4]}],
        [{"name": "", "x": [1, 2], "y": [3, 4]}],
        [],
    ]


def test_what_a_program_says_of_itself_is_no_more_than_that(run: Run) -> None:
    """It writes on the sandbox's own channel: what isn't of the right type is no fact."""
    source = """
import os
from sandbox.runner.frames import Kind, pack
def say(**about): os.write(3, pack(Kind.FACT, about))
say(read={"file": "../etc/passwd", "by": "pandas"})
say(read={"file": "a.csv", "by": "magic"})
say(read={"file": "a.csv", "by": "csv", "rows": "many", "columns": -1, "part": "\\x1b[31mQ"})
say(read="a.csv", dropped={"how": "dropna", "before": 1, "after": 2})
say(dropped={"how": "anything", "before": 2, "after": 1})
for number in range(500): say(dropped={"how": "dropna", "before": number + 1, "after": number})
print("said")
"""
    execution = run(source, {"a.csv": b"a\n"})
    assert execution.stdout.text == "said\n"
    assert execution.facts.reads == (Read("a.csv", "csv", part="Q"),)
    assert len(execution.facts.dropped) == 200
    assert execution.facts.opened == ("a.csv",)
