"""The profile program on files as people have them, and on ones that nobody wants."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.profile import BadProfile, read_profiles
from generator.types import Column, FileProfile
from tests.recipe_files import profile, profiles_in


def made(folder: Path, name: str, data: bytes | str) -> FileProfile:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return profiles_in(folder, name)[0]


def column(file: FileProfile, name: str) -> Column:
    return next(each for each in file.tables[0].columns if each.name == name)


def test_a_plain_csv() -> None:
    file = profile("shop_sales.csv")
    assert (file.format, file.encoding, file.tables[0].rows, file.lines) == ("csv", "utf-8", 240, 241)
    assert column(file, "Order Date").type == "date"
    assert (column(file, "Order Date").missing, column(file, "Order Date").low) == (2, "2022-01-05")
    assert (column(file, "Net Amount").type, column(file, "Net Amount").missing) == ("number", 1)
    assert column(file, "Returned").type == "yes/no"
    assert file.tables[0].read["na"] == ["n/a"]


def test_a_german_csv_under_a_title() -> None:
    file = profile("umsatz.csv")
    read = file.tables[0].read
    assert (file.encoding, read["sep"], read["decimal"], read["thousands"], read["skip"]) == (
        "cp1252",
        ";",
        ",",
        ".",
        2,
    )
    assert column(file, "Datum").date_format == "%d.%m.%Y"
    assert column(file, "Umsatz (€)").type == "number"


def test_utf16_and_us_dates() -> None:
    file = profile("us_dates.csv")
    assert file.encoding == "utf-16"
    assert column(file, "visit_date").date_format == "%m/%d/%Y"
    assert column(file, "visit_date").low == "2025-01-06"


def test_chinese_no_header_json_excel_and_pictures() -> None:
    assert [c.name for c in profile("dingdan.csv").tables[0].columns] == [
        "日期",
        "地区",
        "产品",
        "金额",
        "数量",
    ]
    assert profile("noheader.csv").tables[0].read["header"] is None
    assert profile("scores.json").tables[0].read["path"] == "items"
    team = profile("team.xlsx")
    assert [(table.name, table.rows) for table in team.tables] == [("Staff", 40), ("Budget", 3), ("Empty", 0)]
    assert team.tables[0].read["header"] == 2
    assert any("merged" in note for note in team.notes)
    assert (profile("garden.jpg").width, profile("garden.jpg").height) == (640, 400)


def test_dates_that_may_be_read_both_ways_are_noted(tmp_path: Path) -> None:
    file = made(tmp_path, "d.csv", "day,n\n01/02/2024,1\n03/04/2024,2\n05/06/2024,3\n")
    assert column(file, "day").type == "date"
    assert any("day/month or month/day" in note for note in file.notes)


def test_signs_in_numbers(tmp_path: Path) -> None:
    file = made(tmp_path, "n.csv", 'a;b;c\n"€1.234,50";12%;(5)\n"€2,00";7%;3\n"€1.000.000,00";-;4\n')
    assert [column(file, name).type for name in "abc"] == ["number", "number", "number"]
    assert (column(file, "a").high, column(file, "c").low, column(file, "b").missing) == ("1000000", "-5", 1)
    assert any("carry €" in note for note in file.notes)


def test_codes_are_not_numbers(tmp_path: Path) -> None:
    file = made(tmp_path, "z.csv", "zip,n\n01234,1\n04567,2\n99999,3\n")
    assert column(file, "zip").type == "text"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.csv", b"", "is empty"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "old Excel format"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        ("junk.csv", bytes(range(256)) * 40, "not text, a table or a picture"),
        ("cut.xlsx", b"PK\x03\x04" + b"x" * 300, "can't be opened"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_a_sentence(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    file = made(tmp_path, name, data)
    assert says in file.problem
    assert name in file.problem


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04nonsense")
    (tmp_path / "good.csv").write_text("a,b\n1,2\n3,4\n")
    bad, gone, good = profiles_in(tmp_path, "bad.xlsx", "gone.csv", "good.csv")
    assert bad.problem
    assert gone.problem
    assert not good.problem
    assert good.tables[0].rows == 2


def test_content_that_is_not_what_the_ending_says(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    book.save(tmp_path / "t.xlsx")
    (tmp_path / "t.csv").write_bytes((tmp_path / "t.xlsx").read_bytes())
    (file,) = profiles_in(tmp_path, "t.csv")
    assert file.format == "excel"
    assert "The ending says .csv" in file.notes[0]


def test_an_excel_file_that_unfolds_too_far_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        for number in range(5):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 100_000_000)
    (file,) = profiles_in(tmp_path, "bomb.xlsx")
    assert "unfolds to" in file.problem


def test_many_columns_no_rows_nul_bytes_and_lines_of_json(tmp_path: Path) -> None:
    wide = made(
        tmp_path,
        "wide.csv",
        ",".join(f"c{i}" for i in range(300)) + "\n" + ",".join("1" for _ in range(300)) + "\n",
    )
    assert len(wide.tables[0].columns) == 300
    assert made(tmp_path, "none.csv", "a,b,c\n").tables[0].rows == 0
    nul = made(tmp_path, "nul.csv", "a,b\n1\0,2\n3,4\n")
    assert nul.tables[0].read["nul"] is True
    assert made(tmp_path, "l.jsonl", '{"a": 1}\n{"a": 2, "b": "x"}\n').tables[0].read["lines"] is True


def test_a_large_file_is_sampled_and_says_so(tmp_path: Path) -> None:
    with (tmp_path / "big.csv").open("w") as out:
        out.write("day,shop,amount\n")
        out.writelines(f"2024-{i % 12 + 1:02d}-01,shop {i % 7},{i}.50\n" for i in range(1_100_000))
    (file,) = profiles_in(tmp_path, "big.csv")
    assert file.tables[0].rows == 1_100_000
    assert any("1,100,001 lines" in note for note in file.notes)
    assert [each.type for each in file.tables[0].columns] == ["date", "text", "number"]


def test_a_quick_look_finds_the_same_columns_and_counts_the_same_rows(tmp_path: Path) -> None:
    rows = "".join(f"{day % 28 + 1:02}.03.2025;{day}.5;x{day}\n" for day in range(5_000))
    (tmp_path / "days.csv").write_text(f"Day;Amount;Note\n{rows}")
    whole, part = (profiles_in(tmp_path, "days.csv", quick=quick)[0].tables[0] for quick in (False, True))
    assert (whole.rows, part.rows) == (5_000, 5_000)
    assert [(c.name, c.type, c.date_format) for c in part.columns] == [
        (c.name, c.type, c.date_format) for c in whole.columns
    ]


def test_a_long_log_is_looked_at_from_end_to_end(tmp_path: Path) -> None:
    lines = (
        f"2024-01-01 {n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d} INFO step {n}" for n in range(86_000)
    )
    log = made(tmp_path, "long.log", "\n".join(lines) + "\n2024-01-02 00:00:00 FATAL end\n")
    assert (log.format, log.lines) == ("log", 86_001)
    assert (log.facts["first_time"], log.facts["last_time"]) == ("2024-01-01 00:00:00", "2024-01-02 00:00:00")
    assert log.facts["levels"].endswith("FATAL 1")


@pytest.mark.parametrize(
    ("header", "unit"),
    [("Weight (kg)", "kg"), ("Price [EUR]", "EUR"), ("Temp °C", "°C"), ("Speed (km/h)", "km/h"), ("Area (m²)", "m²"),
     ("Total (2024)", ""), ("Count (all)", ""), ("Amount", "")],
)  # fmt: skip
def test_units_stand_in_headers(tmp_path: Path, header: str, unit: str) -> None:
    file = made(tmp_path, "u.csv", f"name,{header}\na,1\nb,2\nc,3\n")
    assert file.tables[0].columns[1].unit == unit


@pytest.mark.parametrize(
    "line",
    [
        '10.0.0.7 - - [12/Mar/2024:10:00:{:02d} +0100] "GET /x HTTP/1.1" 200',
        "Mar 12 10:00:{:02d} host app[1]: INFO ready",
    ],
)
def test_logs_of_servers(tmp_path: Path, line: str) -> None:
    log = made(tmp_path, "server.log", "\n".join(line.format(second) for second in range(30)))
    assert log.format == "log"
    assert log.facts["last_time"].endswith("03-12 10:00:29")


def test_untrusted_profiles_are_cut_and_refused() -> None:
    item = {"name": "x" * 9000, "format": "csv", "bytes": 1, "head": "h" * 9000, "odd": 1, "tables": []}
    (file,) = read_profiles(json.dumps([item]).encode())
    assert len(file.name) == 400
    assert len(file.head) == 2000
    claims = {**item, "picture": "0" * 64, "facts": {"odd": "x", "camera": "y" * 900}, "members": [{}]}
    (file,) = read_profiles(json.dumps([claims]).encode())
    assert (file.picture, list(file.facts), len(file.facts["camera"])) == ("", ["camera"], 400)
    for data in (
        b"",
        b"{}",
        b"[1]",
        b'[{"name": "a"}]',
        b"[" * 100_000,
        b'[{"name":"a","format":"csv","bytes":"many"}]',
        b'[{"name":"a","format":"zip","bytes":1,"facts":[]}]',
        b'[{"name":"a","format":"zip","bytes":1,"members":[{"bytes":"many"}]}]',
    ):
        with pytest.raises(BadProfile):
            read_profiles(data)
