"""Every recipe's program run for real in the built-in sandbox, its numbers against ones computed apart."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from generator.recipes import Book
from generator.types import FileProfile
from sandbox.base import TABLE, Execution, InputFile, Job, SandboxUnavailable
from sandbox.local import LocalSandbox
from tests.made_files import made_files
from tests.recipe_files import DATA, profile, profiles_in

PYTHON = Path(__file__).parents[2] / ".venv-sandbox" / "bin" / "python"


@pytest.fixture(scope="module")
def book() -> Book:
    return Book.load()


@pytest.fixture(scope="module")
def sandbox() -> LocalSandbox:
    made = LocalSandbox(PYTHON)
    try:
        made.prepare()
    except SandboxUnavailable as error:
        pytest.skip(str(error))
    return made


class Runner:
    """Runs a request's recipe and gives what it shows."""

    def __init__(self, book: Book, sandbox: LocalSandbox, folder: Path = DATA) -> None:
        self.book, self.sandbox, self.folder = book, sandbox, folder

    def ask(self, request: str, *names: str, given: tuple[FileProfile, ...] | None = None) -> Execution:
        profiles = given if given is not None else tuple(profile(name) for name in names)
        chosen = self.book.choose(request, profiles)
        assert chosen.sure, chosen
        return self.run(self.book.program(chosen.sure).source, *names)

    def run(self, source: str, *names: str) -> Execution:
        files = tuple(InputFile(name, self.folder / name) for name in names)
        return self.sandbox.run(Job(source, files))

    def change(self, recipe: str, values: dict[str, Any], *names: str) -> Execution:
        match = self.book.with_values(recipe, values, tuple(profile(name) for name in names))
        return self.run(self.book.program(match).source, *names)


@pytest.fixture
def runner(book: Book, sandbox: LocalSandbox) -> Runner:
    return Runner(book, sandbox)


def tables(execution: Execution) -> list[list[dict[str, Any]]]:
    assert execution.ok, execution.failure
    return [json.loads(output.data)["data"] for output in execution.outputs if output.mime == TABLE]


def file(execution: Execution, name: str) -> bytes:
    return next(output.data for output in execution.outputs if output.file and output.name == name)


def shop() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((DATA / "shop_sales.csv").read_text())))


def test_sum_by_month(runner: Runner) -> None:
    execution = runner.ask("sum the amount by month and draw a bar chart", "shop_sales.csv")
    wanted: dict[str, float] = defaultdict(float)
    for row in shop():
        if row["Order Date"] and row["Net Amount"] != "n/a":
            wanted[row["Order Date"][:7]] += float(row["Net Amount"])
    shown = {row["Month"]: row["Sum of Net Amount"] for row in tables(execution)[0]}
    assert shown == {month: pytest.approx(total) for month, total in wanted.items()}
    assert "1 of 240 rows has no number in Net Amount and is left out." in execution.stdout.text
    assert "2 of 240 rows have no date in Order Date and are left out." in execution.stdout.text
    assert any(output.mime == "image/png" for output in execution.outputs)


def test_mean_with_a_filter(runner: Runner) -> None:
    execution = runner.ask("average unit price by product for returned orders in 2023", "shop_sales.csv")
    wanted: dict[str, list[float]] = defaultdict(list)
    for row in shop():
        if row["Order Date"].startswith("2023") and row["Returned"] == "yes":
            wanted[row["Product"]].append(float(row["Unit Price"]))
    shown = {row["Product"]: row["Average Unit Price"] for row in tables(execution)[0]}
    assert shown == {name: pytest.approx(sum(v) / len(v), abs=0.006) for name, v in wanted.items()}


def test_german_numbers_and_dates(runner: Runner) -> None:
    execution = runner.ask("sum of Umsatz by month", "umsatz.csv")
    lines = (DATA / "umsatz.csv").read_text("cp1252").splitlines()[3:]
    wanted: dict[str, float] = defaultdict(float)
    for line in lines:
        day, _, amount, _ = line.split(";")
        wanted[dt.datetime.strptime(day, "%d.%m.%Y").strftime("%Y-%m")] += float(
            amount.replace(".", "").replace(",", ".")
        )
    shown = {row["Month"]: row["Sum of Umsatz (€)"] for row in tables(execution)[0]}
    assert shown == {month: pytest.approx(total) for month, total in wanted.items()}


def test_counts_tops_and_an_excel_sheet_under_a_merged_title(runner: Runner) -> None:
    top = tables(runner.ask("top 3 customers by net amount", "shop_sales.csv"))[0]
    wanted: dict[str, float] = defaultdict(float)
    for row in shop():
        wanted[row["Customer"]] += float(row["Net Amount"]) if row["Net Amount"] != "n/a" else 0
    assert [row["Customer"] for row in top] == sorted(wanted, key=lambda name: -wanted[name])[:3]
    staff = tables(runner.ask("how many employees per department", "team.xlsx"))[0]
    assert sum(row["Number of rows"] for row in staff) == 40


def test_filter_and_sort(runner: Runner) -> None:
    execution = runner.ask(
        "show rows where net amount is over 1000 sorted by amount descending", "shop_sales.csv"
    )
    wanted = sorted(
        (
            float(r["Net Amount"])
            for r in shop()
            if r["Net Amount"] != "n/a" and float(r["Net Amount"]) > 1000
        ),
        reverse=True,
    )
    assert [row["Net Amount"] for row in tables(execution)[0]] == wanted
    saved = list(csv.DictReader(io.StringIO(file(execution, "shop_sales-selected.csv").decode("utf-8-sig"))))
    assert len(saved) == len(wanted)
    everyone = tables(runner.ask("only the last year", "shop_sales.csv"))[0]
    assert len(everyone) == sum(row["Order Date"].startswith("2024") for row in shop())


def test_not_equal_leaves_out_several(runner: Runner) -> None:
    execution = runner.ask("sum of quantity by region without North and South", "shop_sales.csv")
    assert {row["Region"] for row in tables(execution)[0]} == {"East", "West"}


def test_describe_and_duplicates(runner: Runner) -> None:
    columns = tables(runner.ask("describe this table", "shop_sales.csv"))[0]
    assert {row["Column"]: row["Missing"] for row in columns}["Order Date"] == 2
    left = tables(runner.ask("dedupe by customer", "shop_sales.csv"))[0]
    assert [row["Customer"] for row in left] == list(dict.fromkeys(row["Customer"] for row in shop()))


def test_conversions_keep_what_was_there(
    runner: Runner, book: Book, sandbox: LocalSandbox, tmp_path: Path
) -> None:
    made = file(runner.ask("convert this to excel", "shop_sales.csv"), "shop_sales.xlsx")
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(made)).namelist()
    (tmp_path / "t.csv").write_text(
        "id,price,code\n12345678901234567890,€5,007\n12345678901234567891,€6,008\n"
    )
    given = profiles_in(tmp_path, "t.csv")
    execution = Runner(book, sandbox, tmp_path).ask("convert to json", "t.csv", given=given)
    records = json.loads(file(execution, "t.json"))
    assert records[0] == {"id": "12345678901234567890", "price": "€5", "code": "007"}


def test_texts(runner: Runner) -> None:
    execution = runner.ask("remove duplicate lines ignoring case", "guests.txt")
    assert file(execution, "guests-without-duplicates.txt").decode().split("\n")[:4] == [
        "Anna Lind",
        "Bo Ek",
        "Carla Roy",
        "David Moss",
    ]
    counted = {
        row["What"]: row["Number"]
        for row in tables(runner.ask("how many words are in this file", "guests.txt"))[0]
    }
    assert counted["Words"] == 14


def test_pictures_and_qr(runner: Runner) -> None:
    execution = runner.ask("make these pictures half the size", "garden.jpg", "logo.png")
    assert [row["Now"] for row in tables(execution)[0]] == ["320 × 200", "150 × 250"]
    assert file(runner.ask("qr code for https://example.org"), "qr-code.png").startswith(b"\x89PNG")


def test_sums(runner: Runner) -> None:
    assert "5 mile = 8.04672 kilometre" in runner.ask("convert 5 miles to km").stdout.text
    assert "37.777778 celsius" in runner.ask("100 fahrenheit in celsius").stdout.text
    assert "106 days from" in runner.ask("how many days between 1 March and 15 June 2024").stdout.text
    assert "2024-02-29" in runner.ask("add 1 month to 2024-01-31").stdout.text
    assert (
        "Tip 21.60, in all 141.60, each of 4 pays 35.40."
        in runner.ask("split a bill of 120 between 4 people with 18% tip").stdout.text
    )
    assert (
        "460.59 a month for 48 months."
        in runner.ask("monthly payment for a 20000 loan at 5% over 4 years").stdout.text
    )


def test_chance(runner: Runner) -> None:
    made = runner.ask("make a password with 24 characters without symbols").stdout.text.splitlines()[0]
    assert len(made) == 24
    assert made.isalnum()
    picked = tables(runner.ask("draw 3 winners: Ann, Bob, Cid, Dan"))[0]
    assert len({row["Picked"] for row in picked}) == 3


def test_what_can_not_be_done_is_a_sentence(runner: Runner) -> None:
    values = {
        "FILE": "shop_sales.csv",
        "OPERATION": "sum",
        "VALUE": "Net Amount",
        "GROUP": "Region",
        "ONLY": ["Region = Atlantis"],
    }
    execution = runner.change("summarise_table", values, "shop_sales.csv")
    assert execution.failure
    assert execution.failure.kind == "ValueError"
    assert (
        execution.failure.message
        == "No rows are left to sum up. Loosen the conditions, or choose another column."
    )


def test_a_chinese_table_has_a_chart(runner: Runner) -> None:
    execution = runner.ask("2024年各产品的数量,饼图", "dingdan.csv")
    rows = tables(execution)[0]
    lines = (DATA / "dingdan.csv").read_text("gb18030").splitlines()[1:]
    assert sum(row["Sum of 数量"] for row in rows) == sum(
        int(line.split(",")[4]) for line in lines if line.startswith("2024")
    )
    assert not execution.facts.warnings


def test_each_of_several_tables_in_a_sheet_is_read_where_it_stands(
    book: Book, sandbox: LocalSandbox, tmp_path: Path
) -> None:
    (tmp_path / "sheets.xlsx").write_bytes((made_files() / "sheets.xlsx").read_bytes())
    given = profiles_in(tmp_path, "sheets.xlsx")
    runner = Runner(book, sandbox, tmp_path)
    rain = runner.ask("sum of rain by city", "sheets.xlsx", given=given)
    assert {row["City"]: row["Sum of Rain (mm)"] for row in tables(rain)[0]} == {"Bergen": 2250, "Oslo": 700}
    price = runner.ask("sum of price by code", "sheets.xlsx", given=given)
    assert {row["Code"]: row["Sum of Price [EUR]"] for row in tables(price)[0]} == {
        "x1": 1.5,
        "x2": 2.5,
        "x3": 3.5,
    }
