"""Rows that pass for a header, and how far a table reaches: neither is a name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from generator.brief import Brief, make_brief
from generator.privacy import Privacy
from tests.recipe_files import profiles_in

PEOPLE = "Alice Smith,Ulm\nBob Jones,Paris\nCarol White,Rome\nDan Brown,Oslo\n"
STREETS = "12 High St;Ulm\n7 Low Rd;Paris\n31 Old Ln;Rome\n"
CODES = "INV-0012,Lamp\nINV-0013,Chair\nINV-0014,Desk\n"
SURVEY = "Question One,Question Two\n" + "Strongly Agree,Rather Not\n" * 30


def asked(folder: Path, text: str, privacy: Privacy) -> Brief:
    Path(folder, "a.csv").write_text(text, encoding="utf-8")
    return make_brief("Count them", profiles_in(folder, "a.csv"), privacy=privacy)


@pytest.mark.parametrize("privacy", ["names", "statistics"])
@pytest.mark.parametrize("text", [PEOPLE, STREETS, CODES])
def test_a_row_that_passes_for_a_header_is_not_seen(tmp_path: Path, text: str, privacy: Privacy) -> None:
    brief = asked(tmp_path, text, privacy)
    first = text.split("\n")[0].replace(";", ",").split(",")
    assert [word for word in first if word in brief.text or word in brief.known] == []
    assert "no header row" in brief.text
    assert '"Column 2" text; column 2 (df.columns[1])' in brief.text
    assert ("4 rows" in brief.text) == (text is PEOPLE and privacy == "statistics")


def test_it_is_seen_where_rows_are(tmp_path: Path) -> None:
    assert '"Alice Smith" text' in asked(tmp_path, PEOPLE, "samples").text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("name;city\nAlice Smith;Ulm\nBob Jones;Paris\n", "city"),
        ("Name,City\nAlice Smith,Ulm\nBob Jones,Paris\n", "City"),
        ("First Name,Last Name\nAlice,Smith\nBob,Jones\n", "First Name"),
        ("Full Name,Home Town,Came Back\nAlice Smith,New York,yes\nBob Jones,Los Angeles,no\n", "Home Town"),
        ("Full Name,Born In\nAlice Smith,1999\nBob Jones,2001\n", "Full Name"),
        (SURVEY, "Question Two"),
        ("姓名,城市\n张三,北京\n李四,上海\n", "城市"),
    ],
)
@pytest.mark.parametrize("privacy", ["names", "statistics"])
def test_a_header_over_texts_stays(tmp_path: Path, text: str, name: str, privacy: Privacy) -> None:
    assert f'"{name}" ' in asked(tmp_path, text, privacy).text


@pytest.mark.parametrize(("privacy", "seen"), [("names", "'A4:B'"), ("statistics", "'A4:B7'")])
def test_where_a_table_ends_is_a_count_of_rows(tmp_path: Path, privacy: Privacy, seen: str) -> None:
    book = Workbook()
    rows: list[list[Any]] = [
        ["Day", "Sum"],
        [1, 2],
        [],
        ["City", "Sum"],
        ["Ulm", 3],
        ["Rome", 4],
        ["Oslo", 5],
    ]
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    text = make_brief("Sum", profiles_in(tmp_path, "a.xlsx"), privacy=privacy).text
    assert f"cells={seen}" in text
