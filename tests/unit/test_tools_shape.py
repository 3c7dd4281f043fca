"""What a program would ask for as a tool, what goes where, and how data of today differs from that of then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.tools import BadManifest, FileSlot, Tool, manifest_of, read_manifest
from generator.tools.drafting import slots_of, tool_of_program
from generator.tools.filling import Given, check_values, endings_of, filled, placed
from generator.tools.shape import differences
from generator.types import Column, FileProfile, InputSpec, Program, Table
from generator.values import BadInput

SOURCE = 'import pandas as pd\nTOP = 3\nNOTE = "x"\nPLACE = "/out/a.csv"\nf = pd.read_csv("/in/sales.csv")\nf["Amount"].sum()\n'


def sales(*columns: Column, rows: int = 3, name: str = "sales.csv", format: str = "csv") -> FileProfile:
    return FileProfile(name, format, 10, (Table("", rows, columns or (AMOUNT, REGION)),))


AMOUNT, REGION = Column("Amount", "number"), Column("Region", "text")
TOOL = Tool("", "Sum", SOURCE, files=(FileSlot("sales.csv", "Sales", ("csv",)),), made_with=(sales(),))


def said(*profiles: FileProfile, tool: Tool = TOOL) -> list[tuple[str, bool]]:
    return [(one.text, one.hinders) for one in differences(tool, profiles)]


def test_a_draft_asks_for_the_files_that_the_program_names_and_fixes_what_nobody_foresaw() -> None:
    foreseen = InputSpec("TOP", "How many", {"type": "integer"}, 3)
    program = Program(SOURCE, "python", "Sum", (foreseen,))
    tool = tool_of_program(program, "sum it", [sales(), sales(name="other.csv")])
    assert tool.files == (FileSlot("sales.csv", "sales.csv", ("csv",)),)
    assert [(spec.name, spec.hidden) for spec in tool.inputs] == [("TOP", False), ("NOTE", True)]
    assert [profile.name for profile in tool.made_with] == ["sales.csv"]


def test_a_program_that_looks_for_itself_takes_any_number_of_files() -> None:
    program = Program("from pathlib import Path\nfor file in Path('/in').glob('*.csv'): print(file)\n")
    assert slots_of(program, [sales(), sales(name="b.csv")]) == (FileSlot(formats=("csv",), several=True),)
    assert slots_of(Program("print(1)"), [sales()]) == ()
    assert slots_of(Program("not python ("), [sales()]) == ()
    assert slots_of(Program("<p></p>", "html"), [sales()]) == ()


TWO = replace(
    TOOL,
    files=(FileSlot("a.csv", "First", ("csv",)), FileSlot("b.xlsx", "Other", ("excel",), required=False)),
)


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ([Given("march.csv")], ("a.csv",)),
        ([Given("x.xlsx"), Given("y.csv")], ("b.xlsx", "a.csv")),
        ([Given("b.xlsx"), Given("strange")], ("b.xlsx", "a.csv")),
        ([Given("y.csv", "b.xlsx"), Given("z.csv")], ("b.xlsx", "a.csv")),
        ([Given("A.CSV")], ("a.csv",)),
    ],
)
def test_files_find_their_places(given: list[Given], places: tuple[str, ...]) -> None:
    assert placed(TWO, given) == places


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "It needs a file for “First”."),
        ([Given("a.csv"), Given("b.csv"), Given("c.csv")], "It takes 2 files, and c.csv is one more."),
        ([Given("a.csv", "nowhere")], "one more"),
    ],
)
def test_files_that_dont_fit_are_told(given: list[Given], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        placed(TWO, given)
    assert said in str(refused.value)


def test_several_keep_their_names_and_a_tool_without_files_takes_none() -> None:
    many = replace(TOOL, files=(FileSlot(several=True),))
    assert placed(many, [Given("a.csv"), Given("b.csv")]) == ("a.csv", "b.csv")
    with pytest.raises(BadInput, match="at least one file"):
        placed(many, [])
    with pytest.raises(BadInput, match="takes no files"):
        placed(replace(TOOL, files=()), [Given("a.csv")])
    assert ".tsv" in endings_of(FileSlot(formats=("csv",)))
    assert endings_of(FileSlot()) == ()


def test_values_are_held_to_their_schema() -> None:
    month = InputSpec("MONTH", "Month", {"type": "integer", "minimum": 1, "maximum": 12}, 1)
    name = InputSpec("NAME", "Name", {"type": "string", "minLength": 1}, "x")
    fixed = InputSpec("UNIT", "Unit", {"type": "string"}, "EUR", hidden=True)
    tool = replace(TOOL, inputs=(month, name, fixed))
    assert check_values(tool, {"MONTH": 3.0}) == {"MONTH": 3}
    assert filled(tool, {"MONTH": 3}, ()) == {"MONTH": 3, "NAME": "x", "UNIT": "EUR"}
    for bad, why in (
        ({"MONTH": 0}, "at least 1"),
        ({"NAME": ""}, "must not be empty"),
        ({"UNIT": "USD"}, "not a field"),
        ({"MONTH": None}, "a whole number"),
    ):
        with pytest.raises(BadInput, match=why):
            check_values(tool, bad)


def test_the_same_shape_says_nothing() -> None:
    assert said(sales()) == []
    assert said(sales(REGION, AMOUNT, Column("New", "date"))) == []
    assert said(sales(Column("Amount", "empty"), REGION)) == []
    assert said(sales(name="another.csv")) == []  # nothing like it was there
    assert said(sales(AMOUNT, Column("Region", "number"))) == []  # any text may look like a number


@pytest.mark.parametrize(
    ("profile", "text", "hinders"),
    [
        (sales(REGION), "sales.csv has no column “Amount”.", True),
        (sales(AMOUNT), "sales.csv has no column “Region”.", False),
        (
            sales(REGION, Column("AMOUNT ", "number")),
            "sales.csv has no column “Amount”. Perhaps “Amount” is called “AMOUNT ” now.",
            True,
        ),
        (sales(REGION, Column("X", "date")), "sales.csv has no column “Amount”. New there: “X”.", True),
        (
            sales(Column("Amount", "text", examples=("1 EUR",)), REGION),
            "In sales.csv, “Amount” has text where the tool was made with numbers (“1 EUR”).",
            True,
        ),
        (sales(rows=0), "sales.csv has no rows.", True),
        (sales(format="excel"), "sales.csv is an Excel file; the tool was made with a CSV file.", True),
        (FileProfile("sales.csv", "csv", 1, problem="It is locked."), "sales.csv: It is locked.", True),
        (FileProfile("sales.csv", "csv", 1), "sales.csv has no table.", True),
    ],
)
def test_what_differs_is_a_sentence(profile: FileProfile, text: str, hinders: bool) -> None:
    assert said(profile) == [(text, hinders)]


def test_columns_are_named_in_sql_or_as_attributes_too() -> None:
    sql = replace(TOOL, source="duckdb.sql(\"select Region, sum(x) from '/in/sales.csv' group by 1\")")
    assert said(sales(AMOUNT), tool=sql)[0][1]
    attribute = replace(TOOL, source="frame.Region.nunique()")
    assert said(sales(AMOUNT), tool=attribute)[0][1]


def test_sheets_are_found_by_name_then_by_place() -> None:
    book = FileProfile("b.xlsx", "excel", 1, (Table("2024", 3, (AMOUNT,)), Table("Notes", 3, (REGION,))))
    tool = replace(TOOL, made_with=(book,))
    renamed = replace(book, tables=(Table("2025", 3, (AMOUNT,)), Table("Notes", 3, (REGION,))))
    assert said(renamed, tool=tool) == []
    assert said(replace(book, tables=book.tables[:1]), tool=tool) == [("b.xlsx has no sheet “Notes”.", False)]


def test_a_manifest_is_read_as_it_was_written_and_refused_where_it_cant_be() -> None:
    spec = InputSpec("TOP", "“How” many\nlines", {"type": "integer", "enum": [1, 2]}, None)
    tool = replace(TOOL, id="x", inputs=(spec,), title='A "title" with 中文 and \\ in it')
    assert read_manifest(manifest_of(tool), tool.source, "x") == tool
    for text, why in (
        ("format = 2\ntitle = 'x'", "later Oneoff"),
        ("title = ", "can't be read"),
        ("format = 0\ntitle = 'x'", "can't be read"),
        ("kind = 'python'", "isn't complete"),
        ("title = 'x'\nkind = 'exe'", "isn't complete"),
    ):
        with pytest.raises(BadManifest, match=why):
            read_manifest(text, "")
