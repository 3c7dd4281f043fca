"""Headers that aren't the names people see: what a program finds is what the model is told."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook

from generator.brief import make_brief
from generator.describe import describe
from generator.screen import screen
from generator.types import Column, FileProfile, Program, Table
from tests.recipe_files import profiles_in

LONG = (
    "How satisfied are you, all in all, with the support that you had from our people in the last year, " * 2
)
LONGER = LONG * 2
ODD = [
    *("Plain", " Net  Amount", "", "Amount", "Amount", "Amount.1", "Amount", "   ", "", "Unnamed: 2"),
    *("a\nb", "c\u00a0d", "x\u200by", LONG, LONGER),
]


def csv_of(folder: Path, header: list[str]) -> FileProfile:
    with Path(folder, "odd.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *([n] * len(header) for n in range(3))])
    return profiles_in(folder, "odd.csv")[0]


def book_of(folder: Path, rows: list[list[Any]], merged: str = "") -> FileProfile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    book.save(folder / "odd.xlsx")
    return profiles_in(folder, "odd.xlsx")[0]


def found(table: Table) -> list[str | None]:
    return [column.name if column.header == "" else column.header for column in table.columns]


def line(text: str, name: str) -> str:
    return next(each.strip() for each in text.split("\n") if each.strip().startswith(f'- "{name}'))


def test_what_pandas_finds_in_a_csv_is_kept(tmp_path: Path) -> None:
    (table,) = csv_of(tmp_path, ODD).tables
    assert [name[:300] for name in map(str, found(table))] == [
        name[:300] for name in pd.read_csv(tmp_path / "odd.csv").columns
    ]
    assert [column.name for column in table.columns][1:5] == [
        "Net Amount",
        "Column 3",
        "Amount",
        "Amount (2)",
    ]


def test_what_pandas_finds_in_a_sheet_is_kept(tmp_path: Path) -> None:
    (table,) = book_of(tmp_path, [[None, *ODD, 2024], *([n] * 17 for n in range(3))]).tables
    columns = list(pd.read_excel(tmp_path / "odd.xlsx").columns)
    assert columns[-1] == 2024
    assert found(table)[-1] is None
    assert [str(name)[:300] for name in found(table)[:-1]] == [name[:300] for name in columns[:-1]]


def test_tables_side_by_side_share_what_pandas_names(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Day", "Amount", None, "City", "Amount"],
        *([n, n, None, f"zq{n}", n] for n in range(4)),
    ]
    left, right = book_of(tmp_path, rows).tables
    frame = pd.read_excel(tmp_path / "odd.xlsx", usecols="D:E", header=right.read["header"])
    assert found(right) == list(frame.columns) == ["City", "Amount.1"]
    assert found(left) == ["Day", "Amount"]


def test_a_header_of_two_rows_is_found_by_place_where_its_name_is_not_whole(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["One", None, "Two", None],
        ["a", "b  b", "a", "c"],
        *([n] * 4 for n in range(4)),
    ]
    (table,) = book_of(tmp_path, rows, "A1:B1").tables
    assert [(c.name, c.header) for c in table.columns][:2] == [("One / a", ""), ("One / b b", None)]


def test_the_model_is_told_what_a_program_finds(tmp_path: Path) -> None:
    text = describe([csv_of(tmp_path, ODD)], 9000, [])
    for name, told in (
        ("Plain", '"Plain" number; 0 to 2;'),
        ("Net", '"Net Amount" number; in the file " Net  Amount"; 0 to'),
        ("Column 3", '"Column 3" number; in pandas "Unnamed: 2.1"'),
        ("Amount (2)", '"Amount (2)" number; in pandas "Amount.2"'),
        ("Column 8", '"Column 8" number; in pandas "   "'),
        ("a b", '"a b" number; in the file "a\\nb"'),
        ("c d", '"c d" number; in the file "c\\xa0d"'),
        ("x y", '"x y" number; in the file "x\\u200by"'),
        ("How satisfied", f'"{LONG}" number; 0 to 2'),
    ):
        assert told in line(text, name), name
    last = [each for each in text.split("\n") if '"How satisfied' in each and "First" not in each][1]
    assert "column 15 (df.columns[14])" in last
    assert len(last) < 300


def test_columns_by_name_only_are_told_by_place_where_the_name_is_not_whole() -> None:
    columns = tuple(Column(f"n{n}", "number", examples=("1234567890",) * 8) for n in range(130))
    odd = (
        Column("Net Amount", "number", header=" Net  Amount"),
        Column("n" * 90, "number"),
        Column("z", "text"),
    )
    table = Table("", 3, (*columns, *odd), read={"format": "csv", "header": 0})
    text = describe([FileProfile("a.csv", "csv", 1, (table,))], 3000, [])
    rest = next(each for each in text.split("\n") if "by name only" in each)
    assert '"Net Amount" (df.columns[130])' in rest
    assert "(df.columns[131])" in rest
    assert rest.endswith('"z"')


@pytest.mark.parametrize("privacy", ["names", "statistics", "samples"])
def test_a_header_is_a_name(tmp_path: Path, privacy: Any) -> None:
    brief = make_brief("Sum", [csv_of(tmp_path, ODD)], privacy=privacy)
    assert 'in the file " Net  Amount"' in brief.text
    assert " Net  Amount" in brief.known


def test_a_program_may_use_what_pandas_finds(tmp_path: Path) -> None:
    source = 'import pandas as pd\nframe = pd.read_csv("/in/odd.csv")\nprint(frame["Amount.2"], frame["nowhere"])\n'
    said = screen(Program(source), profiles=[csv_of(tmp_path, ODD)]).columns
    assert [text.split(" in the files")[0] for text in said] == ["There is no column 'nowhere'"]
