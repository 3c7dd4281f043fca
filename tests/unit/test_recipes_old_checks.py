"""The checks of the recipes on numbers, texts, chance, pictures and tables: they agree on real results and notice damage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sandbox.local import LocalSandbox
from tests.book_runs import BookRuns, built_in
from tests.recipe_files import DATA


def ours(*names: str) -> dict[str, bytes]:
    return {name: (DATA / name).read_bytes() for name in names}


SHOP = ours("shop_sales.csv")
TEAM = ours("team.xlsx")


@pytest.fixture(scope="module")
def sandbox() -> LocalSandbox:
    return built_in()


@pytest.fixture
def runs(sandbox: LocalSandbox, tmp_path: Path) -> BookRuns:
    return BookRuns(sandbox, tmp_path)


@pytest.mark.parametrize(
    ("recipe", "values"),
    [
        ("loan", {"AMOUNT": 350_000.0, "RATE": 3.85, "YEARS": 30.0}),
        ("loan", {"AMOUNT": 1000.0, "RATE": 0.0, "YEARS": 0.75}),
        ("tip", {"BILL": 86.4, "PERCENT": 12.5, "PEOPLE": 7}),
        ("convert_units", {"VALUE": 5.0}),
        ("convert_units", {"VALUE": -40.0, "FROM": "fahrenheit", "TO": "celsius"}),
    ],
)
def test_numbers(runs: BookRuns, recipe: str, values: dict[str, Any]) -> None:
    runs.checked(runs.run(recipe, values, {}))


@pytest.mark.parametrize(
    "values",
    [
        {"START": "2024-03-01", "END": "2023-12-31"},
        {"WHAT": "working days between", "START": "2024-01-31", "END": "2025-02-28"},
        {"WHAT": "move", "START": "2024-01-31", "AMOUNT": 13, "UNIT": "months"},
        {"WHAT": "move", "START": "2024-06-01", "AMOUNT": -12, "UNIT": "working days"},
        {"WHAT": "weekday", "START": "1989-07-14"},
    ],
)
def test_dates(runs: BookRuns, values: dict[str, Any]) -> None:
    runs.checked(runs.run("date_sums", values, {}))


@pytest.mark.parametrize(
    ("recipe", "values", "files"),
    [
        ("password", {}, {}),
        ("password", {"LENGTH": 6, "COUNT": 4, "LETTERS": False, "SYMBOLS": False, "EASY_TO_READ": True}, {}),
        ("random_pick", {"ITEMS": ["Ann", "Bob ", "Carla", "Ann"], "COUNT": 3}, {}),
        ("random_pick", {"FROM": "numbers", "LOW": -3, "HIGH": 3, "COUNT": 9, "AGAIN": True}, {}),
        ("random_pick", {"FROM": "file", "FILE": "team.xlsx", "COUNT": 2}, TEAM),
        ("random_pick", {"FROM": "file", "FILE": "team.xlsx", "COLUMN": "Hired", "COUNT": 2}, TEAM),
        ("qr_code", {"TEXT": "https://example.org/Köln?a=1234567890123"}, {}),
        ("qr_code", {"TEXT": "二维码 HELLO WORLD " * 30, "SIZE": 900, "FORGIVING": "high"}, {}),
    ],
)
def test_chance_and_codes(
    runs: BookRuns, recipe: str, values: dict[str, Any], files: dict[str, bytes]
) -> None:
    runs.checked(runs.run(recipe, values, files))


@pytest.mark.parametrize(
    "values",
    [
        {"FILES": ["garden.jpg", "logo.png"], "SIZE": 300},
        {"FILES": ["garden.jpg"], "BY": "percent", "SIZE": 37, "FORMAT": "webp"},
        {"FILES": ["logo.png", "garden.jpg"], "BY": "box", "SIZE": 500, "HEIGHT": 61, "FORMAT": "jpg"},
    ],
)
def test_pictures(runs: BookRuns, values: dict[str, Any]) -> None:
    runs.checked(runs.run("resize_pictures", values, ours("garden.jpg", "logo.png")))


WORDS = "Don't stop: well-known words -- and 中文字 too.\r\n\r\nStop! Straße, straße; a_b c3po\u2028don’t\n"
LINES = " Ann\nBob\n\nann\nAnn\n李雷\nbob\n李雷\n"


@pytest.mark.parametrize(
    ("recipe", "values", "files"),
    [
        ("count_words", {"FILE": "a.txt"}, {"a.txt": WORDS.encode()}),
        (
            "count_words",
            {"TEXT": "the cat and the dog saw the end", "LEAVE_OUT_SMALL_WORDS": True, "FREQUENT": 2},
            {},
        ),
        ("text_duplicates", {"FILE": "a.txt"}, {"a.txt": LINES.encode("utf-16")}),
        ("text_duplicates", {"TEXT": LINES, "IGNORE_CASE": True, "SORT": True}, {}),
        ("text_duplicates", {"TEXT": LINES, "IGNORE_CASE": True, "ACTION": "find"}, {}),
    ],
)
def test_texts(runs: BookRuns, recipe: str, values: dict[str, Any], files: dict[str, bytes]) -> None:
    runs.checked(runs.run(recipe, values, files))


GERMAN = {
    "umsatz.csv": "Datum;Filiale;Umsatz\n01.02.2024;Köln;1.234,50\n15.02.2024;Bonn;20\n31.12.2023;köln;\n15.02.2024;Bonn;20\n".encode()
}
SCORES = {"scores.json": b'[{"name": "A", "score": 1.5}, {"name": null, "score": 2}, {"name": "a"}]'}


@pytest.mark.parametrize(
    ("recipe", "values", "files"),
    [
        ("table_duplicates", {}, GERMAN),
        ("table_duplicates", {"COLUMNS": ["Filiale"], "IGNORE_CASE": True, "KEEP": "last"}, GERMAN),
        ("table_duplicates", {"COLUMNS": ["Department"], "ACTION": "find"}, ours("team.xlsx")),
        ("convert_table", {}, GERMAN),
        ("convert_table", {"TO": "json"}, ours("team.xlsx")),
        ("convert_table", {"TO": "csv"}, SCORES),
        ("describe_table", {}, ours("team.xlsx")),
    ],
)
def test_whole_tables(runs: BookRuns, recipe: str, values: dict[str, Any], files: dict[str, bytes]) -> None:
    runs.checked(runs.run(recipe, {"FILE": next(iter(files)), **values}, files))


@pytest.mark.parametrize(
    ("values", "files"),
    [
        ({"ONLY": ["Region = North or West", "Net Amount != 100", "Order Date >= 2022-06"]}, SHOP),
        ({"ONLY": ["Order Date = last 2 quarters", "Product contains am"], "SORT_BY": "Customer"}, SHOP),
        ({"SORT_BY": "Umsatz", "DESCENDING": True, "TOP": 3, "COLUMNS": ["Filiale", "Umsatz"]}, GERMAN),
        ({"ONLY": ["Department != Design"], "SORT_BY": "Hired", "DESCENDING": True, "TOP": 5}, TEAM),
    ],
)
def test_rows_that_fit(runs: BookRuns, values: dict[str, Any], files: dict[str, bytes]) -> None:
    runs.checked(runs.run("filter_sort_table", {"FILE": next(iter(files)), **values}, files))


@pytest.mark.parametrize(
    ("values", "files"),
    [
        ({"VALUE": "Net Amount", "GROUP": "Order Date", "PERIOD": "month"}, SHOP),
        (
            {"OPERATION": "count", "GROUP": "Product", "ONLY": ["Returned = no", "Quantity >= 5"], "TOP": 2},
            SHOP,
        ),
        ({"OPERATION": "mean", "VALUE": "Umsatz", "ONLY": ["Datum = 2024-Q1"]}, GERMAN),
        ({"OPERATION": "max", "VALUE": "Umsatz", "GROUP": "Datum", "PERIOD": "week"}, GERMAN),
        ({"OPERATION": "median", "VALUE": "Salary", "GROUP": "Department", "CHART": "none"}, TEAM),
    ],
)
def test_summaries(runs: BookRuns, values: dict[str, Any], files: dict[str, bytes]) -> None:
    runs.checked(runs.run("summarise_table", {"FILE": next(iter(files)), **values}, files))
