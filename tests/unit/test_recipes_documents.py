"""Recipes for documents, pictures, files and pages: run for real, what they make opened and compared with what was put in."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.recipes import BadInput, Book
from sandbox.base import TABLE, SandboxUnavailable
from sandbox.local import LocalSandbox
from tests.recipe_runs import RecipeRun, Recipes

PYTHON = Path(__file__).parents[2] / ".venv-sandbox" / "bin" / "python"
MAKE = Path(__file__).with_name("documents_made.py")


@pytest.fixture(scope="module")
def recipes() -> Recipes:
    made = LocalSandbox(PYTHON)
    try:
        made.prepare()
    except SandboxUnavailable as error:
        pytest.skip(str(error))
    return Recipes(Book.load(), made)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory, recipes: Recipes) -> Path:
    """Documents made with the sandbox's own libraries, which the app doesn't have."""
    folder = tmp_path_factory.mktemp("documents")
    subprocess.run([PYTHON, MAKE, folder], check=True, timeout=120)
    (folder / "orders.csv").write_text(ORDERS)
    (folder / "dates.csv").write_text(DATES)
    return folder


ORDERS = """Customer,Street,City,Product,Quantity,Unit Price
Anna Lind,Hafenstraße 5,20457 Hamburg,Oak table,1,780.55
Bo Ek,Kungsgatan 1,Stockholm,Chair,4,95.00
Anna Lind,Hafenstraße 5,20457 Hamburg,Chair,6,95.00
李雷,中山路 8 号,上海,木椅子,3,88.80
Zoë Łódź,,,Delivery,2.5,19.99
,,,Nobody's,1,5
"""
DATES = """Date,Time,Event,Room
2026-05-04,14:30,"Meeting; with Ann, Bo",Room 5
2026-05-05,,上海 holiday,
2026-05-06,9:15 am,Dentist,
,10:00,No date,
"""


def table(run: RecipeRun, place: int = 0) -> list[dict[str, Any]]:
    assert run.execution.ok, run.execution.failure
    found = [json.loads(out.data)["data"] for out in run.execution.outputs if out.mime == TABLE]
    rows: list[dict[str, Any]] = found[place]
    return rows


def refusal(run: RecipeRun) -> str:
    assert run.execution.failure
    assert run.execution.failure.kind == "ValueError", run.execution.stderr.text[-2000:]
    return run.execution.failure.message


def pdf_texts(recipes: Recipes, data: bytes, folder: Path) -> list[str]:
    """The text of each page, by another library than the recipes'."""
    path = folder / "_looked.pdf"
    path.write_bytes(data)
    program = "import sys, json, pypdf; print(json.dumps([p.extract_text() for p in pypdf.PdfReader(sys.argv[1]).pages]))"
    read = subprocess.run([PYTHON, "-c", program, path], check=True, capture_output=True, timeout=60)
    pages: list[str] = json.loads(read.stdout)
    return pages


def hold(recipes: Recipes, run: RecipeRun) -> None:
    """All checks agree on the real result, and each notices damage."""
    for check in recipes.checks(run):
        assert check.verdict == "agrees", (check.claim.text, check.why, check.shown, check.expected)
        assert check.counts, check.claim.text


# ---- documents ----


def test_merging_keeps_each_page_in_order(recipes: Recipes, given: Path, tmp_path: Path) -> None:
    run = recipes.run("merge_pdfs", given, ("report.pdf", "notes.pdf", "中文.pdf"), BLANKS=True, NAME="all")
    pages = [text.split("\n")[0].strip() for text in pdf_texts(recipes, run.file("all.pdf"), tmp_path)]
    assert pages == [
        "Report page 1",
        "Report page 2",
        "Report page 3",
        "",
        "Notes",
        "",
        "你好，世界",
        "第二页",
        "",
    ]
    assert [row["From page"] for row in table(run)] == [1, 5, 7]
    hold(recipes, run)


def test_splitting_by_number_and_by_ranges(recipes: Recipes, given: Path, tmp_path: Path) -> None:
    run = recipes.run("split_pdf", given, ("report.pdf",), EVERY=2)
    assert run.made == ["report p1-2.pdf", "report p3.pdf"]
    assert len(pdf_texts(recipes, run.file("report p1-2.pdf"), tmp_path)) == 2
    hold(recipes, run)
    picked = recipes.run("split_pdf", given, ("report.pdf",), PAGES="3, 1 - 2", TOGETHER=True)
    texts = pdf_texts(recipes, picked.file("report p3+1-2.pdf"), tmp_path)
    assert [text.split("\n")[0].strip() for text in texts] == [
        "Report page 3",
        "Report page 1",
        "Report page 2",
    ]
    assert "no" not in refusal(recipes.run("split_pdf", given, ("report.pdf",), PAGES="2-9")).split()
    assert "can't be read" in refusal(recipes.run("split_pdf", given, ("report.pdf",), PAGES="all of it"))


def test_text_of_pdfs_in_chinese_and_of_a_page_without(recipes: Recipes, given: Path) -> None:
    run = recipes.run("pdf_text", given, ("report.pdf", "中文.pdf"), JOIN=True)
    assert run.file("中文.txt").decode() == "你好，世界\n\n第二页\n"
    assert "busy one for all of the people" in run.file("report.txt").decode()
    assert "中文.pdf: 3" in run.execution.stdout.text
    hold(recipes, run)


def test_text_of_word_and_slides_with_tables_and_notes(recipes: Recipes, given: Path) -> None:
    run = recipes.run("office_text", given, ("report.docx", "talk.pptx"), FORMAT="Markdown")
    text = run.file("report.md").decode()
    assert text.index("# Harbour") < text.index("| North | 1,200 |") < text.index("After the table 你好")
    assert "Notes: Say hello" in run.file("talk.md").decode()
    assert [row["Tables"] for row in table(run)] == [1, 1]
    hold(recipes, run)


def test_tables_of_documents_become_sheets(recipes: Recipes, given: Path) -> None:
    run = recipes.run("document_tables", given, ("report.docx", "statement.pdf"))
    assert [(row["Rows"], row["Columns"]) for row in table(run)] == [(2, 3), (90, 3)]
    statement = table(run, 2)
    assert [row["Amount"] for row in statement] == [1000 + place * 37.5 for place in range(90)]
    assert "xl/worksheets/sheet2.xml" in zipfile.ZipFile(io.BytesIO(run.file("tables.xlsx"))).namelist()
    hold(recipes, run)
    assert "No tables were found" in refusal(recipes.run("document_tables", given, ("report.pdf",)))


@pytest.mark.parametrize(
    ("recipe", "name", "says"),
    [
        ("merge_pdfs", "locked.pdf", "locked.pdf is protected with a password."),
        ("merge_pdfs", "broken.pdf", "broken.pdf can't be read as a PDF. It may be damaged."),
        ("pdf_text", "empty.pdf", "empty.pdf is empty."),
        ("office_text", "old.doc", "old.doc is protected with a password or of the kind before 2007."),
        ("document_tables", "broken.docx", "broken.docx can't be read as Word. It may be damaged."),
        ("photo_sheet", "broken.jpg", "broken.jpg can't be read as a picture. It may be damaged."),
        ("convert_pictures", "phone.heic", "phone.heic is a HEIC picture"),
        ("biggest_files", "broken.zip", "broken.zip can't be opened as an archive. It may be damaged."),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_a_sentence(
    recipes: Recipes, given: Path, recipe: str, name: str, says: str
) -> None:
    assert refusal(recipes.run(recipe, given, (name,))).startswith(says)


def test_files_of_another_kind_are_refused_before_anything_runs(recipes: Recipes, given: Path) -> None:
    with pytest.raises(BadInput):
        recipes.run("merge_pdfs", given, ("garden 1.jpg",), FILES=["garden 1.jpg"])
    assert refusal(recipes.run("merge_pdfs", given)) == "There are no PDFs here. Add at least one."


# ---- pictures and files ----

PHOTOS = tuple(f"garden {number}.jpg" for number in (1, 2, 3, 10))


def test_a_photo_sheet_has_all_names_in_order(recipes: Recipes, given: Path, tmp_path: Path) -> None:
    run = recipes.run("photo_sheet", given, (*PHOTOS, "broken.jpg"), COLUMNS=2, TITLE="夏天 2024")
    (page,) = pdf_texts(recipes, run.file("photo sheet.pdf"), tmp_path)
    places = [page.index(name) for name in ("夏天", *PHOTOS)]
    assert places == sorted(places)
    assert table(run)[0]["Size"] == "400 × 600"  # it was taken upright
    assert "broken.jpg can't be read" in run.execution.stdout.text
    hold(recipes, run)


def test_pictures_are_converted_upright_and_without_their_place(recipes: Recipes, given: Path) -> None:
    run = recipes.run("convert_pictures", given, ("garden 1.jpg", "logo.png"), FORMAT="webp")
    made = Image.open(io.BytesIO(run.file("garden 1.webp")))
    assert (made.format, made.size) == ("WEBP", (400, 600))
    assert not made.getexif()
    assert Image.open(io.BytesIO(run.file("logo.webp"))).mode == "RGBA"
    hold(recipes, run)
    on_white = recipes.run("convert_pictures", given, ("logo.png",), FORMAT="jpg")
    assert Image.open(io.BytesIO(on_white.file("logo.jpg"))).getpixel((5, 5)) == pytest.approx(
        (255, 255, 255), abs=3
    )


def test_one_pdf_of_pictures(recipes: Recipes, given: Path, tmp_path: Path) -> None:
    run = recipes.run("convert_pictures", given, PHOTOS, FORMAT="one pdf")
    assert len(pdf_texts(recipes, run.file("pictures.pdf"), tmp_path)) == len(PHOTOS)


def test_renaming_by_date_by_number_and_by_text(recipes: Recipes, given: Path) -> None:
    names = (*PHOTOS, "Scan 2023-04-05.pdf", "notes.pdf")
    run = recipes.run("rename_files", given, names, HOW="text and number", TEXT="trip", ORDER="by date taken")
    new = {row["Old name"]: row["New name"] for row in table(run)}
    assert new["Scan 2023-04-05.pdf"] == "trip 01.pdf"
    assert [new[name] for name in PHOTOS] == [f"trip 0{number}.jpg" for number in (5, 4, 3, 2)]
    assert run.file("trip 02.jpg") == (given / "garden 10.jpg").read_bytes()
    listed = list(csv.DictReader(io.StringIO(run.file("old and new names.csv").decode("utf-8-sig"))))
    assert {row["Old name"]: row["New name"] for row in listed} == new
    hold(recipes, run)
    replaced = recipes.run(
        "rename_files", given, PHOTOS, HOW="name with text replaced", FIND=" ", REPLACE="_"
    )
    assert sorted(row["New name"] for row in table(replaced)) == sorted(n.replace(" ", "_") for n in PHOTOS)
    own = recipes.run("rename_files", given, names, HOW="my own pattern", PATTERN="NUMBER/DATE?", FIRST=7)
    assert table(own)[0]["New name"] == "07-2024-05-20.jpg"


def test_names_that_would_be_the_same_get_numbers(recipes: Recipes, given: Path) -> None:
    run = recipes.run(
        "rename_files", given, PHOTOS, HOW="name with text replaced", FIND="garden 1", REPLACE="a"
    )
    assert len({row["New name"].casefold() for row in table(run)}) == len(PHOTOS)
    none = recipes.run("rename_files", given, PHOTOS, HOW="name with text replaced", FIND="zebra")
    assert refusal(none) == "No file has “zebra” in its name."


def test_what_takes_the_room_in_a_zip(recipes: Recipes, given: Path) -> None:
    run = recipes.run("biggest_files", given, ("stuff.zip",))
    inside = zipfile.ZipFile(given / "stuff.zip").infolist()
    sizes = sorted((each.file_size for each in inside), reverse=True)
    assert [row["KB"] for row in table(run)] == [pytest.approx(size / 1000, abs=0.06) for size in sizes]
    assert {row["Kind"]: row["Files"] for row in table(run, 1)} == {"Films": 1, "Documents": 3, "Others": 1}
    assert "a/copy.pdf = b/same.pdf" in run.execution.stdout.text
    hold(recipes, run)


# ---- made from tables ----


def owed() -> dict[str, float]:
    """Net, worked out apart."""
    sums: dict[str, float] = {}
    for row in csv.DictReader(io.StringIO(ORDERS)):
        if row["Customer"]:
            line = round(float(row["Quantity"]) * float(row["Unit Price"]) + 1e-9, 2)
            sums[row["Customer"]] = sums.get(row["Customer"], 0) + line
    return sums


def test_an_invoice_for_each_customer(recipes: Recipes, given: Path, tmp_path: Path) -> None:
    run = recipes.run(
        "invoices",
        given,
        ("orders.csv",),
        TAX=19.0,
        NUMBER="2026-009",
        SENDER="Müller\nAm Deich 1",
        DATE="2026-05-30",
    )
    rows = {row["Customer"]: row for row in table(run)}
    assert {name: row["Net"] for name, row in rows.items()} == {
        n: pytest.approx(net) for n, net in owed().items()
    }
    assert [row["Number"] for row in rows.values()] == [f"2026-0{number:02d}" for number in (9, 10, 11, 12)]
    for name, says in (
        ("李雷", ("李雷", "中山路", "木椅子", "€317.02")),
        ("Zoë Łódź", ("Zoë Łódź", "2.5", "€49.98")),
    ):
        (page,) = pdf_texts(recipes, run.file(rows[name]["File"]), tmp_path)
        assert all(text in page for text in (*says, "Müller", "2026-06-13")), page
    assert "1 row has no customer or no price and is left out." in run.execution.stdout.text
    hold(recipes, run)


def test_invoices_as_word_in_chinese(recipes: Recipes, given: Path) -> None:
    run = recipes.run("invoices", given, ("orders.csv",), FORMAT="Word", LANGUAGE="中文", CURRENCY="¥")
    text = zipfile.ZipFile(io.BytesIO(run.file("账单 003 李雷.docx"))).read("word/document.xml").decode()
    assert all(word in text for word in ("合计", "¥266.40", "木椅子"))
    none = recipes.run("invoices", given, ("dates.csv",))
    assert refusal(none) == "No column looks like the customer. Choose it."


@pytest.mark.parametrize("kind", ["address labels", "name badges", "place cards"])
def test_each_row_has_a_label(recipes: Recipes, given: Path, tmp_path: Path, kind: str) -> None:
    run = recipes.run("labels", given, ("orders.csv",), KIND=kind, SKIP=20)
    printed = "".join(pdf_texts(recipes, run.file("labels.pdf"), tmp_path))
    assert all(name in printed for name in owed())
    assert ("中山路" in printed) == (kind == "address labels")
    if kind == "address labels":
        hold(recipes, run)


def test_dates_become_events(recipes: Recipes, given: Path) -> None:
    run = recipes.run("calendar_file", given, ("dates.csv",), REMIND=30)
    text = re.sub("\r\n ", "", run.file("dates.ics").decode())
    assert re.findall(r"DTSTART[^\r]*", text) == [
        "DTSTART:20260504T143000", "DTSTART;VALUE=DATE:20260505", "DTSTART:20260506T091500",
    ]  # fmt: skip
    assert "SUMMARY:Meeting\\; with Ann\\, Bo\r\nLOCATION:Room 5\r\n" in text
    assert "DTEND:20260506T101500" in text
    assert text.count("TRIGGER:-PT30M") == 3
    assert all(len(line.encode()) <= 75 for line in run.file("dates.ics").decode().split("\r\n"))
    hold(recipes, run)


# ---- to print and to look at ----


def test_a_month_stands_under_its_weekdays(recipes: Recipes, given: Path, tmp_path: Path) -> None:
    days = ["2026-05-01 Labour Day", "05-17 国庆", "2027-05-02 another year"]
    run = recipes.run("calendar_page", given, MONTH="May", YEAR=2026, FIRST="Sunday", DAYS=days, WEEKS=True)
    weeks = table(run)
    assert list(weeks[0]) == ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    assert all(
        dt.date(2026, 5, int(day)).strftime("%A") == name
        for week in weeks
        for name, day in week.items()
        if day
    )
    (page,) = pdf_texts(recipes, run.file("calendar 2026-05.pdf"), tmp_path)
    assert "Labour Day" in page
    assert "国庆" in page
    assert "another year" not in page
    hold(recipes, run)
    assert "has no date" in refusal(recipes.run("calendar_page", given, DAYS=["31.2. nothing"]))


def test_a_year_on_one_page(recipes: Recipes, given: Path, tmp_path: Path) -> None:
    run = recipes.run("calendar_page", given, YEAR=2028, MONTH="whole year on one page", LANGUAGE="中文")
    (page,) = pdf_texts(recipes, run.file("calendar 2028.pdf"), tmp_path)
    assert len(re.findall(r"(?<!\d)29(?!\d)", page)) == 12  # a leap year
    assert "12月" in page
    hold(recipes, run)


def test_cards_stand_in_a_page_that_nothing_breaks_out_of(recipes: Recipes, given: Path) -> None:
    run = recipes.run(
        "flash_cards", given, CARDS=["dog = Hund", "</script><b> = 猫 & 狗"], TITLE="<i>Words</i>"
    )
    page = run.file("flash cards.html").decode()
    assert page.count("</script>") == 2
    assert "<i>" not in page
    found = re.search(r'id="cards">(.*?)</script>', page, re.S)
    assert found
    assert json.loads(found[1])["cards"] == [["dog", "Hund"], ["</script><b>", "猫 & 狗"]]
    assert not re.search(r"https?:|src=|@import|url\(", page)
    hold(recipes, run)
    assert refusal(recipes.run("flash_cards", given, CARDS=["dog"])).startswith("“dog” has one side only.")


WORK: dict[str, Callable[[int, int], float]] = {
    "+": lambda a, b: a + b, "−": lambda a, b: a - b, "×": lambda a, b: a * b, "÷": lambda a, b: a / b,
}  # fmt: skip


def test_exercises_have_right_answers_and_none_twice(recipes: Recipes, given: Path, tmp_path: Path) -> None:
    run = recipes.run("quiz_sheet", given, KIND="mixed", HIGHEST=100, COUNT=40, SHEETS=2)
    rows = table(run)
    assert len(rows) == 80
    for row in rows:
        a, sign, b, _ = row["Question"].split()
        assert row["Answer"] == WORK[sign](int(a), int(b))
        assert 0 <= row["Answer"] <= 100
    assert len({row["Question"] for row in rows if row["Sheet"] == 1}) == 40
    pages = pdf_texts(recipes, run.file("exercises.pdf"), tmp_path)
    assert [("Answers" in page) for page in pages] == [False, False, True, True]
    hold(recipes, run)


def test_questions_of_a_table(recipes: Recipes, given: Path, tmp_path: Path) -> None:
    (tmp_path / "quiz.csv").write_text("Question,Answer\nCapital of Norway?,Oslo\n中国的首都？,北京\n")
    run = recipes.run("quiz_sheet", tmp_path, ("quiz.csv",))
    asked, answers = pdf_texts(recipes, run.file("exercises.pdf"), tmp_path)
    assert "中国的首都" in asked
    assert "北京" not in asked
    assert "北京" in answers


def test_letters_that_no_font_has_are_said(recipes: Recipes, given: Path) -> None:
    run = recipes.run("calendar_page", given, MONTH="May", YEAR=2026, DAYS=["05-01 🎉 ᠮᠣᠩ"])
    assert "No font here has these letters, so they are printed as “?”: " in run.execution.stdout.text
    assert "🎉" in run.execution.stdout.text
