"""Recipes of texts, names, percentages and charts: run for real, their numbers worked out apart."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from sandbox.local import LocalSandbox
from tests.book_runs import BookRuns, built_in
from tests.recipe_files import DATA

SHOP = {"shop_sales.csv": (DATA / "shop_sales.csv").read_bytes()}
LETTER = (
    "Write to Ann.Lee@example.org or ann.lee@EXAMPLE.org, or call +49 30 1234-5678.\n"
    "More at https://example.org/a_(b) and (see www.example.com/x). Paid 1.234.567 on 2024-05-03.\n"
    "给李雷打电话：13800138000，邮箱 li@例子.公司 或 lilei@example.cn。"
)


@pytest.fixture(scope="module")
def sandbox() -> LocalSandbox:
    return built_in()


@pytest.fixture
def runs(sandbox: LocalSandbox, tmp_path: Path) -> BookRuns:
    return BookRuns(sandbox, tmp_path)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PACKAGE = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}  # fmt: skip
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(*paragraphs: str) -> bytes:
    """A Word file of paragraphs; what follows a "|" is bold."""
    body = ""
    for text in paragraphs:
        plain, _, bold = text.partition("|")
        body += f'<w:p><w:r><w:t xml:space="preserve">{plain}</w:t></w:r>'
        body += (
            f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{bold}</w:t></w:r></w:p>'
            if bold
            else "</w:p>"
        )
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in {**_PACKAGE, "word/document.xml": document}.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_addresses_are_pulled_out(runs: BookRuns) -> None:
    ran = runs.ask("extract the email addresses, links and phone numbers", {"brief.txt": LETTER.encode()})
    found = [(row["Kind"], row["Found"], row["Times"]) for row in ran.table()]
    assert ("e-mail", "Ann.Lee@example.org", 2) in found
    assert ("e-mail", "lilei@example.cn", 1) in found
    assert [each for kind, each, _ in found if kind == "link"] == [
        "https://example.org/a_(b)",
        "www.example.com/x",
    ]
    assert [each for kind, each, _ in found if kind == "phone"] == ["+49 30 1234-5678", "13800138000"]
    runs.checked(ran)


def test_only_the_addresses_that_were_asked_for(runs: BookRuns) -> None:
    files = {
        "a.docx": word_file("Mail a@b.org", "and c@d.net, 030 1234567"),
        "b.txt": b"a@b.org http://x.org",
    }
    ran = runs.ask("pull out all email addresses", files)
    assert [(row["Found"], row["Times"], row["In"]) for row in ran.table()] == [
        ("a@b.org", 2, "a.docx, b.txt"),
        ("c@d.net", 1, "a.docx"),
    ]
    runs.checked(ran)
    assert "There is no text" in runs.run("addresses", {}, {}).refused


def test_find_and_replace_keeps_the_files(runs: BookRuns) -> None:
    files = {
        "über.txt": "Straße $1.\r\nDie Straße\\n".encode("cp1252"),
        "letter.docx": word_file("Dear Straße|, bold Straße", "Nothing here"),
        "none.txt": b"\xef\xbb\xbfplain",
    }
    ran = runs.ask('replace "Straße" with "Gasse \\1" in all files', files)
    assert {row["File"]: row["Times"] for row in ran.table()} == {
        "über.txt": 2,
        "letter.docx": 2,
        "none.txt": 0,
    }
    assert ran.made("über") == "Gasse \\1 $1.\r\nDie Gasse \\1\\n".encode("cp1252")
    assert ran.made("none") == b"\xef\xbb\xbfplain"
    with zipfile.ZipFile(io.BytesIO(ran.made("letter"))) as archive:
        document = archive.read("word/document.xml").decode()
    pieces = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", document)
    assert pieces == ["Dear Gasse \\1", ", bold Gasse \\1", "Nothing here"]
    assert document.count("<w:b/>") == 1
    runs.checked(ran)


def test_find_and_replace_whole_words_in_a_text(runs: BookRuns) -> None:
    values = {"TEXT": "Cat, cat, concatenate 猫", "FIND": "cat", "REPLACE": "dog"}
    ran = runs.run("find_replace", {**values, "IGNORE_CASE": True, "WHOLE_WORDS": True}, {})
    assert "dog, dog, concatenate 猫" in ran.text
    runs.checked(ran)


def test_word_frequency(runs: BookRuns) -> None:
    text = "The cat saw the other cat. Don’t tell the dog's owner: a cat-like dog, 你好你好! 42"
    ran = runs.run("word_frequency", {"TEXT": text}, {})
    times = {row["Word"]: row["Times"] for row in ran.table()}
    assert (times["cat"], times["你"], times["cat-like"], times["don't"]) == (2, 2, 1, 1)
    assert not {"the", "a", "42"} & set(times)
    assert any(output.mime == "image/png" for output in ran.execution.outputs)
    runs.checked(ran)
    assert "There is no text" in runs.run("word_frequency", {}, {}).refused


def test_word_frequency_of_files(runs: BookRuns) -> None:
    guests = {"guests.txt": (DATA / "guests.txt").read_bytes(), "b.docx": word_file("Ann meets Ann")}
    ran = runs.ask("word frequency chart", guests)
    wanted = Counter(re.findall(r"[^\W\d_]+", (DATA / "guests.txt").read_text().casefold()))
    assert {row["Word"]: row["Times"] for row in ran.table()}["ann"] == wanted["ann"] + 2
    runs.checked(ran)


def test_random_groups(runs: BookRuns) -> None:
    ran = runs.ask("split these names into 3 groups: Ann, Bob, Çağla, 李雷, Eve, Fay, Gil, Ann", {})
    rows = rows_of(ran.made("groups"))
    assert Counter(row["Name"] for row in rows) == Counter(
        ["Ann", "Bob", "Çağla", "李雷", "Eve", "Fay", "Gil", "Ann"]
    )
    assert sorted(Counter(row["Group"] for row in rows).values()) == [2, 3, 3]
    assert "8 names in 3 groups of 2 or 3, at random." in ran.text
    runs.checked(ran)


def test_random_groups_of_a_size_from_files(runs: BookRuns) -> None:
    ran = runs.ask(
        "make random groups of 4", {"class.txt": "\n".join(f"Kind {n}" for n in range(10)).encode()}
    )
    assert sorted(Counter(row["Group"] for row in rows_of(ran.made())).values()) == [3, 3, 4]
    runs.checked(ran)
    table = {"class.csv": b"No,Name\n1,Ann\n2,Bob\n3,Cid\n4,Dev\n"}
    ran = runs.run("random_groups", {"FILE": "class.csv", "COLUMN": "Name", "GROUPS": 2}, table)
    assert {row["Name"] for row in rows_of(ran.made())} == {"Ann", "Bob", "Cid", "Dev"}
    runs.checked(ran)
    assert (
        "can't be made of 2 names"
        in runs.run("random_groups", {"NAMES": ["a", "b"], "GROUPS": 3}, {}).refused
    )
    assert "There are no names" in runs.run("random_groups", {}, {}).refused


@pytest.mark.parametrize(
    ("request_", "name", "wanted"),
    [
        ("what is 15% of 80", "Result", 12),
        ("20 is what percent of 50", "Percent", 40),
        ("percent change from 80 to 92", "Change in percent", 15),
        ("从80到60下降了百分之几", "Change in percent", -25),
        ("add 19% to 250", "Result", 297.5),
        ("80 minus 12.5%", "Result", 70),
        ("price without 19% when it is 119 with it", "Without", 100),
        ("80的15%是多少", "Result", 12),
    ],
)
def test_percentages(runs: BookRuns, request_: str, name: str, wanted: float) -> None:
    ran = runs.ask(request_, {})
    assert {row["What"]: row["Number"] for row in ran.table()}[name] == pytest.approx(wanted)
    runs.checked(ran)


def test_percentages_that_do_not_exist(runs: BookRuns) -> None:
    assert "Nothing is a share of 0." in runs.run("percentages", {"WHAT": "share", "WHOLE": 0.0}, {}).refused
    assert "From 0" in runs.run("percentages", {"WHAT": "change", "BEFORE": 0.0}, {}).refused


CHARTS = [
    ("bar", {"ACROSS": "Region"}),
    ("bar", {"ACROSS": "Region", "OPERATION": "average"}),
    ("line", {"ACROSS": "Order Date"}),
    ("scatter", {"ACROSS": "Quantity"}),
    ("histogram", {}),
    ("pie", {"ACROSS": "Product"}),
    ("box", {"ACROSS": "Region"}),
]


@pytest.mark.parametrize(("kind", "values"), CHARTS)
def test_charts(runs: BookRuns, kind: str, values: dict[str, str]) -> None:
    ran = runs.run("chart", {"FILE": "shop_sales.csv", "KIND": kind, "VALUE": "Net Amount", **values}, SHOP)
    assert sum(output.mime == "image/png" for output in ran.execution.outputs) == 2
    runs.checked(ran)


def test_a_chart_that_was_asked_for(runs: BookRuns) -> None:
    ran = runs.ask("scatter plot of quantity against net amount", SHOP)
    rows = rows_of(SHOP["shop_sales.csv"])
    drawn = [(float(row["Net Amount"]), float(row["Quantity"])) for row in rows if row["Net Amount"] != "n/a"]
    assert [(row["Net Amount"], row["Quantity"]) for row in ran.table()] == drawn
    assert "Correlation:" in ran.text
    values = {"FILE": "shop_sales.csv", "KIND": "scatter", "VALUE": "Quantity", "ACROSS": "Region"}
    assert "has neither" in runs.run("chart", values, SHOP).refused
