"""What is taken away: tables for spreadsheets, archives."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl

from tests.pages.seeds import table
from workshop import spreadsheets
from workshop.archive import zipped

DANGEROUS = [
    "=1+1",
    "+49 30",
    "@cmd",
    "\tx",
    "\rx",
    "\n=1",
    '=HYPERLINK("http://evil.example","x")',
    "-1+cmd|' /C calc'!A0",
]
HARMLESS = ["-5", "-5,25", "+3", "plain", "a;=1+1", "{=1+1}"]


def test_csv_runs_nothing_in_a_spreadsheet() -> None:
    cells = [*DANGEROUS, *HARMLESS]
    written = spreadsheets.as_csv(table([("=a", "string")], [[cell] for cell in cells])).decode("utf-8-sig")
    quoted = [f"'{cell}" for cell in ["=a", *DANGEROUS]] + HARMLESS
    assert written == "".join('"' + cell.replace('"', '""') + '"\r\n' for cell in quoted)


def test_csv_keeps_numbers_as_numbers() -> None:
    fields = [("n", "integer"), ("f", "number"), ("t", "string"), ("b", "boolean")]
    written = spreadsheets.as_csv(table(fields, [[-5, 1.25, "x", True], [None, None, None, None]]))
    assert written.decode("utf-8-sig").splitlines() == ['"n","f","t","b"', '-5,1.25,"x",True', '"","","",""']


def test_excel_keeps_types_and_takes_no_text_for_a_formula() -> None:
    fields = [
        ("=n", "integer"),
        ("f", "number"),
        ("d", "date"),
        ("t", "datetime"),
        ("b", "boolean"),
        ("s", "string"),
    ]
    rows = [[7, 1.5, "2025-01-02", "2025-01-02T10:30:00", True, cell] for cell in [*DANGEROUS, *HARMLESS]]
    odd = [10**17 + 1, None, "1650-01-01", "2025-01-02T10:30:00+02:00", None, "00123"]
    sheet = _sheet(spreadsheets.as_excel([table(fields, [*rows, odd])], ["Table 1"]))
    assert sheet["A1"].value == "=n"
    assert [cell.data_type for cell in sheet[2]] == ["n", "n", "d", "d", "b", "s"]
    assert sheet["C2"].value == datetime(2025, 1, 2)
    assert sheet["D2"].value == datetime(2025, 1, 2, 10, 30)
    assert {cell.data_type for column in ("A", "F") for cell in sheet[column][:1] + sheet["F"]} == {"s"}
    assert [cell.value for cell in sheet["F"]][1 : 1 + len(DANGEROUS)] == [
        text.replace("\r", "_x000D_") for text in DANGEROUS  # as the format writes it
    ]
    assert [cell.value for cell in sheet[len(rows) + 2]] == [str(10**17 + 1), *odd[1:]]


def test_excel_holds_what_is_too_much_for_a_cell_and_several_tables() -> None:
    long = table([("a", "string")], [["x" * 100_000], [{"a": 1}]])
    book = openpyxl.load_workbook(
        io.BytesIO(spreadsheets.as_excel([long, table([], [])], ["Table 1", "Table 2"]))
    )
    assert book.sheetnames == ["Table 1", "Table 2"]
    assert [cell.value for cell in book["Table 1"]["A"]] == ["a", "x" * 32_767, '{"a": 1}']


def test_a_zip_has_safe_names_and_none_twice(tmp_path: Path) -> None:
    (tmp_path / "blob").write_bytes(b"from disk")
    names = [
        "a.csv",
        "A.csv",
        "../../etc/passwd",
        "<img src=x>.html",
        "C:\\x\\y.png",
        "🎉 'q'.txt",
        "",
        "a\0b",
    ]
    made = zipped([(name, name.encode()) for name in names] + [("a.csv", tmp_path / "blob")])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        found = archive.namelist()
        assert archive.read(found[-1]) == b"from disk"
    assert len({name.casefold() for name in found}) == len(names) + 1
    assert not any(mark in name for name in found for mark in '/\\:<>"\0')


def _sheet(content: bytes):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(io.BytesIO(content)).active
