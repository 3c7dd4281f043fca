"""Measured facts as sentences, and which of them are flagged."""

from __future__ import annotations

from typing import Any

import pytest

from generator.evidence.facts import facts_in_words, facts_mark
from generator.evidence.types import Fact, Mark
from generator.evidence.wording import listed, mentions_number
from generator.types import Column, FileProfile, Table

SALES = ("Date", "Item", "Amount")


def table(name: str = "", rows: int = 1204, columns: tuple[str, ...] = SALES, **more: Any) -> Table:
    return Table(name, rows, tuple(Column(column, "text") for column in columns), **more)


def csv(name: str = "sales.csv", **more: Any) -> FileProfile:
    return FileProfile(name, "csv", 9, tables=(table(**more),))


def book(*tables: Table) -> FileProfile:
    return FileProfile("sales.xlsx", "excel", 9, tables=tables)


def sheet(name: str, **more: Any) -> Table:
    return table(name, read={"format": "excel", "sheet": name}, **more)


def read(rows: int | None, file: str = "sales.csv", **more: Any) -> dict[str, Any]:
    return {"file": file, "by": "pandas", "rows": rows, "columns": 3, "part": "", "some": False, **more}


def said(
    facts: dict[str, Any], *profiles: FileProfile, request: str = "", shown: str = ""
) -> tuple[list[Fact], Mark | None]:
    files = [profile.name for profile in profiles]
    facts = {"given": files, "opened": files, **facts}
    found = facts_in_words(facts, kind="python", profiles=profiles, request=request, shown=shown)
    return list(found), facts_mark(found, facts, profiles)


def texts(facts: list[Fact]) -> list[str]:
    return [fact.text + (" !" if fact.flag else "") for fact in facts]


@pytest.mark.parametrize(
    ("reads", "says", "mark"),
    [
        ([read(1204)], "Read all 1,204 rows of sales.csv", "Read all 1,204 rows"),
        ([read(1206)], "Read all 1,204 rows of sales.csv", "Read all 1,204 rows"),
        ([read(5, some=True), read(1204)], "Read all 1,204 rows of sales.csv", "Read all 1,204 rows"),
        ([read(9000, some=True)], "Read all 1,204 rows of sales.csv", "Read all 1,204 rows"),
        (
            [read(1204, columns=2)],
            "Read all 1,204 rows of sales.csv, 2 of its 3 columns",
            "Read all 1,204 rows",
        ),
        ([read(1000)], "Read 1,000 of 1,204 rows of sales.csv !", "Read 1,000 of 1,204 rows"),
        ([read(1000, some=True)], "Read 1,000 of 1,204 rows of sales.csv !", "Read 1,000 of 1,204 rows"),
        (
            [read(None, by="duckdb")],
            "How many rows of sales.csv were read can't be measured here (duckdb)",
            "Opened sales.csv",
        ),
        (
            [read(5, some=True), read(None, by="duckdb")],
            "How many rows of sales.csv were read can't be measured here (duckdb)",
            "Opened sales.csv",
        ),
        (
            [read(700, some=True), read(504, some=True)],
            "How many rows of sales.csv were read can't be measured here (pandas)",
            "Opened sales.csv",
        ),
        ([], "How many rows of sales.csv were read can't be measured here", "Opened sales.csv"),
    ],
)
def test_rows_read_against_rows_there(reads: list[dict[str, Any]], says: str, mark: str) -> None:
    facts, marked = said({"reads": reads}, csv())
    assert texts(facts) == ["Opened sales.csv", says]
    assert marked == Mark(mark, "differs" if "!" in says else "fact")


@pytest.mark.parametrize(
    ("rows", "some", "says"),
    [
        (1_190_000, False, "Read 1,190,000 of about 1,200,000 rows of sales.csv"),
        (1_210_000, False, "Read 1,210,000 of about 1,200,000 rows of sales.csv"),
        (100_000, False, "Read 100,000 of about 1,200,000 rows of sales.csv !"),
        (1_190_000, True, "Read 1,190,000 of about 1,200,000 rows of sales.csv !"),
    ],
)
def test_an_estimate_is_about(rows: int, some: bool, says: str) -> None:
    facts, _mark = said({"reads": [read(rows, some=some)]}, csv(rows=1_200_000, estimated=True))
    assert texts(facts)[1] == says


def test_a_table_that_nobody_counted() -> None:
    unknown = FileProfile("sales.csv", "unknown", 9)
    assert texts(said({"reads": [read(7)]}, unknown)[0])[1] == "Read 7 rows of sales.csv"
    assert texts(said({"reads": [read(7, some=True)]}, unknown)[0])[1] == "Read only 7 rows of sales.csv !"


def test_older_runs_claim_nothing_of_rows() -> None:
    facts, mark = said({}, csv())
    assert texts(facts) == ["Opened sales.csv"]
    assert mark == Mark("Opened sales.csv", "fact")


def test_several_tables_read_whole_are_one_phrase() -> None:
    reads = [read(1204), read(300, "b.csv")]
    assert said({"reads": reads}, csv(), csv("b.csv", rows=300))[1] == Mark(
        "Read all 1,504 rows of 2 tables", "fact"
    )


@pytest.mark.parametrize(
    ("request_text", "columns", "says"),
    [
        ("add it up", SALES, "Did not read the sheet Q2 of sales.xlsx !"),
        ("add up q1", SALES, "Did not read the sheet Q2 of sales.xlsx"),
        ("add it up", ("Note",), "Did not read the sheet Q2 of sales.xlsx"),
    ],
)
def test_a_sheet_that_wasnt_read(request_text: str, columns: tuple[str, ...], says: str) -> None:
    file = book(sheet("Q1"), sheet("Q2", columns=columns))
    reads = [read(1204, "sales.xlsx", part="Q1")]
    facts, mark = said({"reads": reads}, file, request=request_text)
    assert texts(facts)[1:] == ["Read all 1,204 rows of the sheet Q1 of sales.xlsx", says]
    flagged = Mark("Did not read the sheet Q2", "differs")
    assert mark == (
        flagged if "!" in says else Mark("Read all 1,204 rows of the sheet Q1 of sales.xlsx", "fact")
    )


def test_a_sheet_read_another_way_was_read() -> None:
    file = book(sheet("Q1"), sheet("Q2"))
    reads = [read(1204, "sales.xlsx", part="Q1"), read(None, "sales.xlsx", part="Q2", by="openpyxl")]
    facts, _mark = said({"reads": reads}, file)
    assert not any("Did not" in fact.text for fact in facts)


def test_several_tables_on_a_sheet_count_together() -> None:
    file = book(sheet("Q1", rows=10), sheet("Q1", rows=5))
    facts, _mark = said({"reads": [read(17, "sales.xlsx", part="Q1")]}, file)
    assert texts(facts)[1] == "Read all 15 rows of the sheet Q1 of sales.xlsx"


def test_a_file_that_wasnt_opened_is_flagged_where_it_looks_like_one_that_was() -> None:
    note = FileProfile("note.txt", "text", 9)
    files = (csv("jan.csv"), csv("feb.csv"), note)
    facts, mark = said({"opened": ["jan.csv"]}, *files)
    assert texts(facts) == ["Opened jan.csv", "Did not open feb.csv !", "Did not open note.txt"]
    assert mark == Mark("Did not open feb.csv", "differs")
    other = csv("prices.csv", columns=("Code", "Price", "Valid"))
    assert texts(said({"opened": ["jan.csv"]}, csv("jan.csv"), other)[0])[1] == "Did not open prices.csv"


def test_nothing_opened_at_all_is_flagged() -> None:
    assert texts(said({"opened": []}, csv())[0]) == ["Did not open sales.csv !"]


def test_a_file_that_a_library_read_counts_as_opened() -> None:
    facts, _mark = said({"opened": [], "reads": [read(1204, by="polars")]}, csv())
    assert texts(facts)[0] == "Opened sales.csv"


@pytest.mark.parametrize(
    ("drop", "says"),
    [
        (("dropna", 1204, 1108), "Left out 96 of 1,204 rows with something missing"),
        (("drop_duplicates", 1204, 1201), "Left out 3 rows that stand there twice"),
        (("drop_duplicates", 10, 9), "Left out 1 row that stands there twice"),
        (("inner merge", 1204, 1192), "12 rows found no partner when two tables were joined"),
        (("to_numeric", 1204, 1192), "12 values couldn't be read as numbers"),
        (("to_datetime", 1204, 1203), "1 value couldn't be read as dates"),
        (("another way", 9, 7), "Left out 2 of 9 rows (another way)"),
    ],
)
def test_what_was_left_out(drop: tuple[str, int, int], says: str) -> None:
    how, before, after = drop
    dropped = [{"how": how, "before": before, "after": after}]
    assert texts(said({"dropped": dropped})[0]) == [f"{says} !"]
    for told in (f"{before - after:,} left out", f"of {after} rows"):
        assert texts(said({"dropped": dropped}, shown=told)[0]) == [says]
        assert texts(said({"dropped": dropped}, request=told)[0]) == [says]


def test_nothing_left_out_is_nothing_to_say() -> None:
    assert said({"dropped": [{"how": "dropna", "before": 9, "after": 9}]})[0] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1204 rows", True),
        ("1,204 rows", True),
        ("1.204 Zeilen", True),
        ("(1 204)", True),
        ("in 1,204.", True),
        ("x,1204", True),
        ("1204.5", False),
        ("11204", False),
        ("3,1,204", False),
        ("12040", False),
        ("", False),
    ],
)
def test_a_number_is_mentioned_or_isnt(text: str, says: bool) -> None:
    assert mentions_number(text, 1204) is says


def test_what_the_program_brought_itself() -> None:
    facts, mark = said({"written_in": 5, "written_examples": ["12.5", "99"]})
    assert texts(facts) == [
        "5 values that look like data stand in the program itself and not in your request or files, e.g. 12.5, 99 !"
    ]
    assert mark == Mark("5 values stand in the program itself", "differs")
    assert texts(said({"written_in": 1})[0]) == [
        "1 value that looks like data stands in the program itself and not in your request or files !"
    ]


def test_hosts_files_warnings_limits_and_where_it_ran() -> None:
    facts = {
        "given": [],
        "sandbox": "docker",
        "hosts_asked": ["api.example", "evil.example"],
        "hosts_refused": ["evil.example"],
        "made": ["a.png", "b.png", "c.png", "d.png"],
        "warnings": ["one", "one", "two", "x" * 300, "four"],
    }
    found = facts_in_words(facts, kind="python", limits=["It ran out of time."])
    assert texts(list(found)) == [
        "Was kept from evil.example !",
        "Was let through to api.example",
        "It ran out of time. !",
        "Made a.png, b.png and 2 more",
        "A library warned: One.",
        "A library warned: Two.",
        f"A library warned: X{'x' * 118}…",
        "Libraries warned 1 more time",
        "Ran in a container",
    ]
    assert facts_mark(found, facts, ()) == Mark("Was kept from evil.example", "differs")


def test_a_limit_alone_is_short_in_the_line() -> None:
    found = facts_in_words({"given": []}, kind="python", limits=["It ran out of time."])
    assert facts_mark(found, {"given": []}, ()) == Mark("A limit was met", "differs")


def test_names_are_listed() -> None:
    assert [listed(["a", "b", "c", "d"][:n]) for n in (1, 2, 3, 4)] == [
        "a",
        "a and b",
        "a, b and c",
        "a, b and 2 more",
    ]


def test_a_file_is_meant_where_its_name_stands_as_a_word() -> None:
    facts = {"opened": ["jan.csv"], "reads": [read(1204, "jan.csv")]}
    for request, flag in (("sum jan", False), ("sum feb, too", True), ("sum what januar has", True)):
        found, _ = said(facts, csv("jan.csv"), csv("feb.csv"), request=request)
        assert [fact.flag for fact in found if fact.text == "Did not open feb.csv"] == [flag]


def test_a_folder_is_what_was_seen() -> None:
    facts = {"given": [], "folder_files": 1200}
    said = facts_in_words(facts, kind="python")
    assert said[0].text == "Saw 1,200 files of the folder, in a copy of its own"
    mark = facts_mark(said, facts, ())
    assert mark is not None
    assert (mark.text, mark.kind) == ("Saw 1,200 files of the folder", "fact")
