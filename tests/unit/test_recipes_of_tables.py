"""Recipes that join, stack, split, clean, pivot and compare tables: run for real, their numbers worked out apart."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd
import pytest

from sandbox.local import LocalSandbox
from tests.book_runs import BookRuns, built_in
from tests.recipe_files import DATA

SHOP = {"shop_sales.csv": (DATA / "shop_sales.csv").read_bytes()}
ORDERS = {
    "orders.csv": b"Order,Customer ID,Amount\n1,C1,10.5\n2,c2 ,20\n3,C9,30\n4,,40\n5,C1,50\n",
    "customers.csv": "Customer_ID,Name,City\nC1,Ann Müller,Köln\nC2,李雷,上海\nC3,Cid,Bern\n".encode(),
}


@pytest.fixture(scope="module")
def sandbox() -> LocalSandbox:
    return built_in()


@pytest.fixture
def runs(sandbox: LocalSandbox, tmp_path: Path) -> BookRuns:
    return BookRuns(sandbox, tmp_path)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def shop() -> list[dict[str, str]]:
    return rows_of(SHOP["shop_sales.csv"])


def test_joining_two_tables(runs: BookRuns) -> None:
    ran = runs.ask("join these tables by customer id", ORDERS)
    names = {row["Order"]: row["Name"] for row in rows_of(ran.made("orders-with-customers"))}
    assert names == {"1": "Ann Müller", "2": "李雷", "3": "", "4": "", "5": "Ann Müller"}
    assert "3 of 5 rows of orders.csv have a counterpart in customers.csv." in ran.text
    assert "2 of 3 rows of customers.csv belong to one of them." in ran.text
    assert [row["Customer ID without a counterpart"] for row in ran.table(1)] == ["C9", None]
    runs.checked(ran)


def test_joining_keeps_what_was_asked_for_and_says_what_comes_twice(runs: BookRuns) -> None:
    both = {**ORDERS, "customers.csv": ORDERS["customers.csv"] + b"C1,Ann again,Bonn\n"}
    values = {"FILE": "orders.csv", "OTHER": "customers.csv"}
    inner = runs.run("join_tables", {**values, "KEEP": "only rows that are in both"}, both)
    assert len(inner.table()) == 5
    assert "1 values stand in customers.csv more than once" in inner.text
    runs.checked(inner)
    outer = runs.run("join_tables", {**values, "KEEP": "all rows of both tables"}, ORDERS)
    assert [row["Customer ID"] for row in outer.table()][-1] == "C3"
    runs.checked(outer)


def test_tables_that_can_not_be_joined(runs: BookRuns) -> None:
    files = {"a.csv": b"One,Two\n1,2\n2,3\n", "b.csv": b"Three,Four\n1,x\n2,y\n"}
    values = {"FILE": "a.csv", "OTHER": "b.csv"}
    assert "have no column of the same name" in runs.run("join_tables", values, files).refused
    assert "has no column called “One”" in runs.run("join_tables", {**values, "KEY": "One"}, files).refused
    ran = runs.run("join_tables", {**values, "KEY": "One", "OTHER_KEY": "Three"}, files)
    assert [row["Four"] for row in ran.table()] == ["x", "y"]
    runs.checked(ran)


def test_stacking_tables(runs: BookRuns) -> None:
    files = {
        "jan.csv": b"Day,Amount\n2025-01-01,5\n2025-01-02,6\n",
        "feb.csv": "amount;day;Note\n7;2025-02-01;für 李\n".encode(),
    }
    ran = runs.ask("put these tables into one", files)
    rows = rows_of(ran.made("all-together"))
    assert [(row["From"], row["Day"], row["Amount"], row["Note"]) for row in rows] == [
        ("jan.csv", "2025-01-01", "5", ""),
        ("jan.csv", "2025-01-02", "6", ""),
        ("feb.csv", "2025-02-01", "7", "für 李"),
    ]
    assert "jan.csv has no Note: left empty in its rows." in ran.text
    runs.checked(ran)


def test_tables_that_can_not_be_stacked(runs: BookRuns) -> None:
    files = {"a.csv": b"One,Two\n1,2\n2,3\n", "b.csv": b"Three,Four\n1,x\n2,y\n"}
    assert "no column in common" in runs.run("stack_tables", {"FILES": list(files)}, files).refused
    assert "only one table" in runs.run("stack_tables", {"FILES": ["a.csv"]}, files).refused


def test_splitting_a_table(runs: BookRuns) -> None:
    ran = runs.ask("split the table by region", SHOP)
    wanted = Counter(row["Region"] for row in shop())
    assert {row["Region"]: row["Rows"] for row in ran.table()} == wanted
    for region, count in wanted.items():
        assert len(rows_of(ran.made(f"shop_sales-{region}.csv"))) == count
    runs.checked(ran)


def test_splitting_by_odd_values_into_sheets(runs: BookRuns) -> None:
    odd = {"odd.csv": "Ort,n\nKöln/Bonn,1\nköln:bonn,2\n,3\n李 [1],4\n".encode()}
    files = runs.run("split_table", {"FILE": "odd.csv", "BY": "Ort"}, odd)
    assert sorted(row["Rows"] for row in files.table()) == [1, 1, 1, 1]
    assert len(set(files.names())) == 4
    runs.checked(files)
    sheets = runs.run(
        "split_table", {"FILE": "odd.csv", "BY": "Ort", "KIND": "one Excel file with sheets"}, odd
    )
    book = pd.read_excel(io.BytesIO(sheets.made()), sheet_name=None)
    assert sorted(int(sheet["n"].iloc[0]) for sheet in book.values()) == [1, 2, 3, 4]
    runs.checked(sheets)
    many = {"many.csv": b"id,n\n" + b"".join(b"%d,1\n" % number for number in range(600))}
    assert "600 different values" in runs.run("split_table", {"FILE": "many.csv", "BY": "id"}, many).refused


MESSY = (
    'First_Name , Amount,Day,Notes\n  Ann ,"1,200.50",03.05.2024,\n ,  ,,\n  Ann ,"1,200.50",03.05.2024,\n'
    "Zoë\u00a0 Li,-3,31.12.2023,\n\nBob,4,01.01.2024,\n"
)


def test_cleaning_a_table(runs: BookRuns) -> None:
    ran = runs.ask("clean up this table", {"messy.csv": MESSY.encode()})
    rows = rows_of(ran.made("messy-clean"))
    assert [row["First Name"] for row in rows] == ["Ann", "Zoë Li", "Bob"]
    assert [float(row["Amount"]) for row in rows] == [1200.5, -3, 4]
    assert [row["Day"] for row in rows] == ["2024-05-03", "2023-12-31", "2024-01-01"]
    assert "Notes" not in rows[0]
    done = {row["What was cleaned"]: row["How many"] for row in ran.table()}
    assert done["Doubled rows taken out"] == 1
    assert done["Empty rows taken out"] == 2
    assert done["Empty columns taken out"] == 1
    runs.checked(ran)


def test_only_what_was_asked_for_is_cleaned(runs: BookRuns) -> None:
    ran = runs.ask("remove empty rows", {"messy.csv": MESSY.encode()})
    rows = list(csv.reader(io.StringIO(ran.made("messy-clean").decode("utf-8-sig"))))
    assert len(rows) == 5
    assert rows[1][0] == "  Ann "
    runs.checked(ran)


def test_what_can_not_be_read_stays(runs: BookRuns) -> None:
    data = {"s.csv": b"Name,Amount\n" + b"a,1\nb,2\nc,3\nd,4\ne,5\nf,6\ng,7\nh,8\ni,9\nj,unknown\n" * 2}
    ran = runs.run("clean_table", {"FILE": "s.csv"}, data)
    assert [row["Amount"] for row in rows_of(ran.made())][-1] == "unknown"
    runs.checked(ran)


def test_a_cross_table(runs: BookRuns) -> None:
    ran = runs.ask("pivot table of region and product with net amount", SHOP)
    wanted: dict[tuple[str, str], float] = defaultdict(float)
    for row in shop():
        if row["Net Amount"] != "n/a":
            wanted[row["Region"], row["Product"]] += float(row["Net Amount"])
    shown = {row["Region"]: row for row in ran.table()}
    for (region, product), total in wanted.items():
        assert shown[region][product] == pytest.approx(total, abs=0.006)
    assert shown["Total"]["Total"] == pytest.approx(sum(wanted.values()), abs=0.01)
    runs.checked(ran)


@pytest.mark.parametrize(
    ("operation", "how"), [("average", "mean"), ("median", "median"), ("largest", "max")]
)
def test_cross_tables_of_other_kinds(runs: BookRuns, operation: str, how: str) -> None:
    values = {"FILE": "shop_sales.csv", "ROWS": "Product", "COLUMNS": "Order Date", "VALUE": "Quantity"}
    ran = runs.run("pivot_table", {**values, "OPERATION": operation, "PERIOD": "quarter"}, SHOP)
    frame = pd.DataFrame(shop())
    wanted = frame["Quantity"].astype(float).groupby(frame["Product"]).agg(how)
    shown = {row["Product"]: row["All"] for row in ran.table()}
    assert {name: shown[name] for name in wanted.index} == {
        name: pytest.approx(value, abs=0.006) for name, value in wanted.items()
    }
    assert "2024 Q1" in ran.table()[0]
    runs.checked(ran)


def test_counting_in_a_cross_table_and_what_it_refuses(runs: BookRuns) -> None:
    ran = runs.ask("cross table of region by returned", SHOP)
    assert {row["Region"]: row["Total"] for row in ran.table()}["Total"] == 240
    runs.checked(ran)
    values = {"FILE": "shop_sales.csv", "ROWS": "Region", "COLUMNS": "Region"}
    assert "Choose two different ones" in runs.run("pivot_table", values, SHOP).refused


def test_comparing_two_versions(runs: BookRuns) -> None:
    files = {
        "old.csv": "ID,Name,Price\n1,Ann,10\n2,Bob,20\n3,Çağla,30\n4,Dov,40\n".encode(),
        "new.csv": b"id;price;name\n4;40,0;Dov\n2;21,5;Bob\n5;50,0;Eve\n1;10,0;Ann Lee\n",
    }
    ran = runs.ask("compare these two tables", files)
    counts = {row["What"]: row["Rows"] for row in ran.table()}
    assert counts == {"Unchanged rows": 1, "Changed rows": 2, "New rows": 1, "Rows that are gone": 1}
    changes = [(row["Column"], row["Before"], row["After"]) for row in ran.table(1)]
    assert changes == [("Name", "Ann", "Ann Lee"), ("Price", "20", "21,5")]
    book = pd.read_excel(io.BytesIO(ran.made()), sheet_name=None, dtype=str)
    assert list(book) == ["Summary", "Changed cells", "New rows", "Rows that are gone"]
    runs.checked(ran)


def test_comparing_without_a_key_and_without_a_change(runs: BookRuns) -> None:
    files = {"a.csv": b"x,y\n1,1\n1,1\n2,2\n", "b.csv": b"x,y\n1,1\n2,2\n3,3\n"}
    ran = runs.run("compare_tables", {"FILE": "a.csv", "OTHER": "b.csv"}, files)
    counts = {row["What"]: row["Rows"] for row in ran.table()}
    assert counts == {"Unchanged rows": 2, "Changed rows": 0, "New rows": 1, "Rows that are gone": 1}
    runs.checked(ran)
    same = runs.run(
        "compare_tables",
        {"FILE": "a.csv", "OTHER": "c.csv"},
        {"a.csv": files["a.csv"], "c.csv": files["a.csv"]},
    )
    assert "Nothing has changed" in same.text
