"""Shapes, files in a result, values in given files, and reports that aren't what they should be."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas
import pytest
from openpyxl import Workbook

from generator.evidence.report import BadReport, Result, ShownOutput, read_report
from generator.evidence.types import Claim
from tests.evidence_runs import columns, found, printed, shown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONTHLY = columns(Month=["2024-01", "2024-02"], Total=[1204.5, 980.25])


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def made(name: str, mime: str = "application/octet-stream", given: str = "_r0-0") -> ShownOutput:
    return ShownOutput(name, mime, file=True, given=given)


def test_a_shape_has_no_values() -> None:
    result = printed("Total: 2,184.75 in 318 orders", MONTHLY, ShownOutput("p.png", "image/png"))
    (shape,) = found([result]).shapes
    assert shape.splitlines() == [
        "table 1 (shown): 2 rows; columns: Month (date), Total (number)",
        "printed text: 1 line, 2 numbers: `Total: #,###.## in ### orders`",
        "picture",
    ]
    assert found([result], words=False).shapes[0].splitlines()[1] == "printed text: 1 line, 2 numbers"


def test_the_shape_of_files_and_charts() -> None:
    data = workbook(
        Summary=[["A title"], ["Month", "Total"], ["Jan", 1], ["Feb", 2]], Other=[["a", "b"], [1, "x"]]
    )
    chart = ShownOutput(
        "c.png", "image/png", behind='{"series": [{"name": "", "x": ["a", "b"], "y": [1, 2]}]}'
    )
    (shape,) = found([Result((made("report.xlsx", XLSX), chart))], files={"_r0-0": data}).shapes
    assert shape.splitlines() == [
        "table 1 (file report.xlsx: sheet Summary): 2 rows; columns: Month (text), Total (number)",
        "table 2 (file report.xlsx: sheet Other): 1 row; columns: a (number), b (text)",
        "chart: 1 series of 2 points; x: text, y: number",
    ]


def test_tables_in_files_are_compared_in_any_format() -> None:
    parquet = io.BytesIO()
    pandas.DataFrame({"Month": ["Jan 2024", "Feb 2024"], "Sum": [1204.5, 980.25]}).to_parquet(parquet)
    files = {
        "_r0": workbook(Sheet=[["Month", "Total"], ["2024-01", 1204.5], ["2024-02", 980.25]]),
        "_r1": "Monat;Summe\n2024-01;1204,5\n2024-02;980,25\n".encode("utf-8-sig"),
        "_r2": json.dumps([{"m": "2024-01", "t": 1204.5}, {"m": "2024-02", "t": 980.25}]).encode(),
        "_r3": parquet.getvalue(),
        "_r4": b"month\ttotal\n2024-01-01\t1204.50\n2024-02-01\t980.25\n",
    }
    endings = ("xlsx", "csv", "json", "parquet", "tsv")
    results = [shown(MONTHLY)] + [
        Result((made(f"t.{end}", given=f"_r{at}"),)) for at, end in enumerate(endings)
    ]
    report = found(results, compare=[(0, at) for at in range(1, 6)], files=files)
    assert [each.verdict for each in report.comparisons] == ["same"] * 5
    assert {each.same for each in report.comparisons} == {2}


def test_a_workbook_that_unfolds_too_far_is_left_alone() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        for number in range(5):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 100_000_000)
    results = [Result((made("bomb.xlsx", XLSX),)), shown(MONTHLY)]
    report = found(results, compare=[(0, 1)], files={"_r0-0": bomb.getvalue()})
    assert report.comparisons[0].verdict == "incomparable"
    assert report.comparisons[0].why == "One of them is a file that can't be compared."
    assert report.shapes[0] == "file bomb.xlsx"


def test_what_is_too_large_is_compared_in_part() -> None:
    rows = "".join(f"n{at},{at}\n" for at in range(3_000)).encode()
    files = {"_r0": b"name,total\n" + rows, "_r1": b"name,total\n" + rows}
    results = [Result((made("a.csv", given="_r0"),)), Result((made("b.csv", given="_r1"),))]
    report = found(results, compare=[(0, 1)], files=files, change=[("ROWS = 200_000", "ROWS = 1_000")])
    (comparison,) = report.comparisons
    assert (comparison.verdict, comparison.same, comparison.of, comparison.part) == ("same", 1000, 1000, True)


def test_a_large_file_is_said_to_be_too_large() -> None:
    files = {"_r0": b"name,total\n" + b"x,1\n" * 3_000}
    results = [Result((made("a.csv", given="_r0"),)), shown(MONTHLY)]
    report = found(
        results, compare=[(0, 1)], files=files, change=[("LARGEST = 20_000_000", "LARGEST = 10_000")]
    )
    assert report.comparisons[0].verdict == "incomparable"


def test_a_hundred_thousand_rows_are_compared_in_time() -> None:
    rows = "".join(f"n{at},{at * 1.5},{at % 7}\n" for at in range(100_000))
    files = {"_r0": b"name,total,kind\n" + rows.encode(), "_r1": b"name,sum,kind\n" + rows.encode()}
    results = [Result((made("a.csv", given="_r0"),)), Result((made("b.csv", given="_r1"),))]
    (comparison,) = found(results, compare=[(0, 1)], files=files).comparisons
    assert (comparison.verdict, comparison.of) == ("same", 200_000)


def test_values_of_the_program_that_stand_in_a_given_file() -> None:
    files = {
        "a.csv": b"name;price\nAlice Smith;1.234,50\nBob;17\n",
        "b.xlsx": workbook(S=[["x", "y"], ["Widget", 99.5]]),
        "_r0-0": b"Secret\n",
    }
    result = Result((made("out.txt"),))
    values: list[list[str | float]] = [[1234.5, 17, "alice smith", 4711], ["widget", 99.5, "Secret"], []]
    assert found([result], values=values, files=files).held == (3, 2, 0)


def test_a_styled_table_is_a_table() -> None:
    page = "<style>td {color: red}</style><table><thead><tr><th></th><th>Month</th><th>Total</th></tr></thead><tbody>"
    page += "<tr><th>0</th><td>2024-01</td><td>1,204.50</td></tr><tr><th>1</th><td>2024-02</td><td>980.25</td></tr></tbody></table>"
    styled = ShownOutput("t.html", "text/html", page)
    (comparison,) = found([shown(styled), shown(MONTHLY)], compare=[(0, 1)]).comparisons
    assert comparison.verdict == "same"


GOOD: dict[str, Any] = {
    "shapes": ["picture"],
    "checks": [],
    "comparisons": [{"verdict": "same", "same": 1, "of": 1, "differences": [], "why": "", "part": False}],
    "held": [],
}
CHECK = {"verdict": "agrees", "shown": "1", "expected": "1", "shown_as": "", "expected_as": "", "why": ""}


@pytest.mark.parametrize(
    "forged",
    [
        b"", b"[]", b"null", b"{}", b"\xff\xfe", b"[" * 100_000, b"x" * 6_000_000,
        json.dumps(GOOD | {"shapes": "picture"}).encode(),
        json.dumps(GOOD | {"shapes": [1]}).encode(),
        json.dumps(GOOD | {"checks": [CHECK]}).encode(),
        json.dumps(GOOD | {"held": [True]}).encode(),
        json.dumps(GOOD | {"held": ["1"]}).encode(),
        json.dumps(GOOD | {"comparisons": [{"verdict": "correct"}]}).encode(),
        json.dumps(GOOD | {"comparisons": [GOOD["comparisons"][0] | {"differences": [["a", "b"]]}]}).encode(),
    ],
    ids=lambda data: str(data[:30]),
)  # fmt: skip
def test_a_forged_report_is_refused_with_a_sentence(forged: bytes) -> None:
    with pytest.raises(BadReport, match=r"\.$"):
        read_report(forged)


def test_what_a_report_says_is_capped() -> None:
    claim = Claim("It agrees.", "")
    long = CHECK | {
        "shown": "x" * 10_000,
        "why": "y" * 10_000,
        "noticed": 900,
        "damages": 3,
        "kept": True,
        "claim": "z",
    }
    comparison = GOOD["comparisons"][0] | {
        "same": 10**30,
        "differences": [["a" * 999, "b", "c"]] * 500,
        "part": 1,
    }
    plain = GOOD | {"shapes": ["s" * 7_000] * 300, "checks": [long], "comparisons": [comparison]}
    report = read_report(json.dumps(plain).encode(), [claim])
    (check,) = report.checks
    assert (len(check.shown), len(check.why), check.noticed, check.kept) == (200, 400, 3, False)
    assert check.claim is claim
    assert (len(report.shapes), len(report.shapes[0])) == (200, 6_000)
    assert len(report.comparisons[0].differences) == 50
    assert len(report.comparisons[0].differences[0].what) == 200
    assert report.comparisons[0].same <= report.comparisons[0].of == 1
    assert report.comparisons[0].part is False


def test_what_checks_write_is_not_the_report(tmp_path: Path) -> None:
    code = "import pathlib\ndef check(result):\n    print('x' * 1000)\n    return compare(result.numbers[0], 3)\n"
    (check,) = found([printed("3")], [Claim("It agrees.", code)]).checks
    assert check.verdict == "agrees"
