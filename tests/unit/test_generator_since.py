"""What changed in a result: rows, values, totals, columns, files, words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from generator.since import Changed, Shown, Table, Value, changed, table_of

MONTHS = Table(("Month", "Total"), (("Jan", 1.0), ("Feb", 2.0), ("Mar", 3.0)), 3)


def of(columns: tuple[str, ...], *rows: tuple[Any, ...], total: int | None = None) -> Shown:
    return Shown(tables=(Table(columns, rows, len(rows) if total is None else total),))


def found(before: Shown, now: Shown) -> Changed:
    result = changed(before, now)
    assert result is not None
    return result


def test_a_value_that_differs_is_told_by_its_label_and_the_sum_with_it() -> None:
    now = of(("Month", "Total"), ("Mar", 3.0), ("Jan", 1.0), ("Feb", 2.5))  # in another order
    result = found(Shown(tables=(MONTHS,)), now)
    assert (result.changed, result.compared) == (1, 3)
    assert result.values == (Value("Total, Feb", "2", "2.50"),)
    assert result.totals == (Value("Total", "6", "6.50"),)
    assert (result.rows_more, result.rows_less) == (0, 0)


def test_rows_and_columns_that_came_and_went() -> None:
    now = of(("Month", "Total", "Share"), ("Jan", 1.0, 0.5), ("Apr", 4.0, 0.2))
    result = found(Shown(tables=(MONTHS,)), now)
    assert (result.rows_more, result.rows_less, result.changed) == (1, 2, 0)
    assert (result.columns_new, result.columns_gone) == (("Share",), ())


def test_one_row_whose_first_value_changed_is_still_that_row() -> None:
    result = found(of(("Mean", "Sum"), (1.5, 9)), of(("Mean", "Sum"), (2.5, 9)))
    assert (result.changed, result.compared) == (1, 2)
    assert result.values == (Value("Mean", "1.50", "2.50"),)


def test_the_first_column_need_not_tell_rows_apart() -> None:
    before = of(("Region", "Year", "Sum"), ("N", 2023, 1), ("N", 2024, 2))
    result = found(before, of(("Region", "Year", "Sum"), ("N", 2023, 1), ("N", 2024, 5)))
    assert result.values == (Value("Sum, N, 2,024", "2", "5"),)


def test_of_a_table_shown_in_part_only_its_rows_in_all_are_counted() -> None:
    result = found(of(("A",), (1,), (2,), total=100), of(("A",), (1,), (3,), total=90))
    assert (result.rows_more, result.rows_less) == (0, 10)
    assert result.totals == ()


def test_numbers_in_lines_that_say_the_same() -> None:
    result = found(
        Shown(texts=("Total: 1,204.50 in 12 orders\n",)), Shown(texts=("Total: 1,200 in 12 orders",))
    )
    assert (result.changed, result.compared, result.words) == (1, 2, False)
    assert result.values[0].before == "1,204.50"


def test_other_words_beside_what_stayed() -> None:
    result = found(Shown(texts=("Total: 1\nGood",)), Shown(texts=("Total: 1\nFine",)))
    assert result.words
    assert result.changed == 0


def test_files_pictures_and_pages() -> None:
    before = Shown(files={"a.xlsx": "1", "b.csv": "2"}, pictures=("p", "q"), pages=("x",))
    result = found(before, Shown(files={"a.xlsx": "3", "c.pdf": "4"}, pictures=("q", "r"), pages=("y",)))
    assert (result.files_new, result.files_gone, result.files_changed) == (
        ("c.pdf",),
        ("b.csv",),
        ("a.xlsx",),
    )
    assert (result.pictures, result.page) == (1, True)


def test_the_same_is_nothing_and_what_has_nothing_in_common_isnt_compared() -> None:
    assert replace(found(Shown(tables=(MONTHS,)), Shown(tables=(MONTHS,))), compared=0) == Changed()
    assert changed(Shown(texts=("229 days",)), Shown(tables=(MONTHS,))) is None
    assert changed(Shown(texts=("229 days",)), Shown(texts=("hello",))) is None
    assert changed(Shown(), Shown()) is None


def test_odd_tables_are_none_or_read() -> None:
    assert table_of(b"{") is None
    assert table_of(json.dumps({"schema": {"fields": []}, "data": 3}).encode()) is None
    odd = {"schema": {"fields": [{"name": "A"}, {"name": "A"}]}, "data": [{"A": [1]}, {"A": None}]}
    table = table_of(json.dumps(odd).encode())
    assert table is not None
    shown = Shown(tables=(table,))
    assert replace(found(shown, shown), compared=0) == Changed()
