"""What a look at a program finds about data: columns that aren't there, values that it brought along."""

from __future__ import annotations

import pytest

from generator.screen import screen
from generator.types import Column, FileProfile, Program, Table

READ = {"format": "csv", "sep": ",", "header": 0}
SALES = FileProfile(
    "sales.csv",
    "csv",
    100,
    (
        Table(
            "", 3, (Column("Amount", "number", examples=("129.9", "44.5")), Column("City", "text")), (), READ
        ),
    ),
)
FRAME = "import pandas as pd\nsales = pd.read_csv('/in/sales.csv')\n"


def problems(source: str, profiles: tuple[FileProfile, ...] = (SALES,)) -> list[str]:
    return list(screen(Program(source), profiles=profiles).columns)


def test_no_program_is_refused_for_a_column() -> None:
    assert screen(Program(FRAME + "print(sales['Unnamed: 0'])"), profiles=(SALES,)).problems == ()


def test_a_column_that_is_not_there_is_said_with_the_near_one() -> None:
    assert problems(FRAME + "print(sales['Amuont'].sum())") == [
        "There is no column 'Amuont' in the files; there is 'Amount'."
    ]
    (said,) = problems(FRAME + "print(sales[['City', 'Country']])")
    assert said.startswith("There is no column 'Country' in the files; there is 'Amount'.")


@pytest.mark.parametrize(
    "rest",
    [
        "print(sales['Amount'].sum())",
        "sales['Tax'] = sales['Amount'] * 0.2\nprint(sales['Tax'])",
        "sales = sales.assign(Tax=1)\nprint(sales['Tax'])",
        "sales.columns = [c.lower() for c in sales.columns]\nprint(sales['amount'])",
        "sales = sales.rename(columns=str.lower)\nprint(sales['amount'])",
        "by = sales.groupby('City', as_index=False).agg(total=('Amount', 'sum'))\nprint(by['total'])",
        "settings = {'x': 1}\nprint(settings['y'] if 'y' in settings else 0)",
        "sales = clean(sales)\nprint(sales['amount'])",
        "for sales in [1]:\n    print(sales['x'])",
        "sales.insert(0, 'Number', 1)\nprint(sales['Number'])",
    ],
)
def test_what_may_be_right_is_let_run(rest: str) -> None:
    assert problems(FRAME + rest) == []


def test_what_was_read_otherwise_or_is_not_known_is_let_run() -> None:
    renamed = "import pandas as pd\nf = pd.read_csv('/in/sales.csv', names=['a', 'b'])\nprint(f['a'])"
    assert problems(renamed) == []
    assert problems(FRAME + "print(sales['Nothing'])", (SALES, FileProfile("x.pdf", "pdf", 1))) == []
    assert problems(FRAME + "print(sales['Nothing'])", ()) == []


def held(source: str, said: str) -> int:
    return sum(one.values for one in screen(Program(source), said=said).literals)


def test_made_up_rows_and_amounts_are_seen() -> None:
    assert (
        held("rows = [('Miller', 129.9), ('Weber', 44.5), ('Rossi', 71.2), ('Sato', 18.4)]", "sum it up") == 8
    )
    assert held("amounts = [1204, 993, 1187, 1432, 871]", "draw my sales") == 5
    people = "['Ada Miller', 'Bo Weber', 'Chiara Rossi', 'Emi Sato', 'J. R. Stone', 'unknown']"
    assert held(f"people = {people}", "thank our donors") == 6
    assert held(f"people = {people}", f"thank {people}") == 0
    assert held("prices = {'tea': 33.3, 'coffee': 17.2, 'milk': 21.7, 'bread': 13.5}", "compare prices") == 4


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("amounts = [1204, 993, 1187, 1432, 871]", "draw 1204, 993, 1187, 1,432 and 871"),
        ("amounts = [12.5, 19.9, 24.5, 32.9]", "add 12.50, 19.90, 24.50 and 32.90"),
        ("amounts = [32.9, 19.9, 24.5, 12.5]", "add 12.50, 19.90, 24.50 and 32.90"),
        ("widths = [18, 14, 22, 16, 33]", "an Excel file"),
        ("ages = [0, 17.5, 24.5, 33.3, 64.9]", "by age"),
        ("bins = [0, 10, 20, 50, 100, 500, 1000]", "group by amount"),
        ("months = ['January', 'February', 'March', 'April', 'May', 'June']", "by month"),
        ("years = [2019, 2020, 2021, 2022, 2023]", "by year"),
        ("plt.figure(figsize=(12, 6))", "a chart"),
        ("labels = ['Net Amount', 'Order Date', 'Ship Date', 'Client', 'Tax', 'City']", "sum it"),
        ("usecols = ['Amount', 'City', 'Date', 'Client', 'Tax']", "sum it"),
    ],
)
def test_settings_names_and_what_was_said_are_no_data(source: str, said: str) -> None:
    assert held(source, said) == 0


def test_hosts_are_named_where_the_program_can_reach_for_them() -> None:
    address = "'https://rates.example.org/latest'"
    assert screen(Program(f"import requests\nrequests.get({address})")).hosts == ("rates.example.org",)
    assert screen(Program(f"import qrcode\nqrcode.make({address})")).hosts == ()
