"""Recipes for documents, pictures, files and pages are chosen by what people say, and not by what only sounds like it."""

from __future__ import annotations

from typing import Any

import pytest

from generator.recipes import Book
from generator.recipes.files import slots_of
from generator.types import Column, FileProfile, Table

OURS = (
    "merge_pdfs", "split_pdf", "pdf_text", "office_text", "document_tables", "photo_sheet", "convert_pictures", "rename_files",
    "biggest_files", "invoices", "labels", "calendar_page", "calendar_file", "flash_cards", "quiz_sheet",
)  # fmt: skip
KINDS = (
    ("Customer", "text"),
    ("Product", "text"),
    ("Quantity", "number"),
    ("Price", "number"),
    ("Date", "date"),
    ("City", "text"),
)
ROWS = Table("", 5, tuple(Column(name, kind, distinct=5) for name, kind in KINDS), read={"format": "csv"})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def book() -> Book:
    return Book.load()


def given(format: str, several: bool = False) -> tuple[FileProfile, ...]:
    tables = (ROWS,) if format == "csv" else ()
    return tuple(
        FileProfile(f"s{number}.{format}", format, 1000, tables) for number in range(3 if several else 1)
    )


def files_for(book: Book, id: str) -> tuple[FileProfile, ...]:
    recipe = next(each for each in book.recipes if each.id == id)
    slot = next(iter(slots_of(recipe).values()), None)
    if slot is None or id == "quiz_sheet":
        return ()
    formats = slot.formats or ("image",)
    return given("csv" if "csv" in formats else formats[0], slot.several)


@pytest.mark.parametrize("id", OURS)
def test_a_recipe_is_the_first_choice_for_its_own_phrases(book: Book, id: str) -> None:
    recipe = next(each for each in book.recipes if each.id == id)
    phrases = [*recipe.examples, *recipe.examples_zh]
    chosen = [book.choose(phrase, files_for(book, id)) for phrase in phrases]
    firsts = {
        phrase: [match.recipe for match in one.matches][:1]
        for phrase, one in zip(phrases, chosen, strict=True)
    }
    assert {phrase: first for phrase, first in firsts.items() if first != [id]} == {}
    assert sum(one.sure is not None for one in chosen) >= len(phrases) - 1


@pytest.mark.parametrize(
    ("request_", "files", "recipe", "values"),
    [
        ("jpg to png", given("image", True), "convert_pictures", {"FORMAT": "png"}),
        ("convert these png pictures to jpg", given("image", True), "convert_pictures", {"FORMAT": "jpg"}),
        ("take pages 2, 4-6 out of the pdf", given("pdf"), "split_pdf", {"PAGES": "2, 4-6"}),
        ("split this pdf into 3 parts", given("pdf"), "split_pdf", {"PARTS": 3}),
        ("每10页拆成一个PDF", given("pdf"), "split_pdf", {"EVERY": 10}),
        ("invoices as PDF with 19% tax", given("csv"), "invoices", {"TAX": 19, "FORMAT": "PDF"}),
        ("print name badges for the guests", given("csv"), "labels", {"KIND": "name badges", "LINES": []}),
        ("a calendar of May 2026 in German", (), "calendar_page", {"MONTH": "May", "YEAR": 2026, "LANGUAGE": "Deutsch"}),
        ("打印2027年12月的日历", (), "calendar_page", {"MONTH": "December", "YEAR": 2027}),
        ("flashcards: dog = Hund, cat = Katze", (), "flash_cards", {"CARDS": ["dog = Hund", "cat = Katze"]}),
        ("100以内加法练习", (), "quiz_sheet", {"KIND": "addition", "HIGHEST": 100}),
        ("contact sheet with 5 columns", given("image", True), "photo_sheet", {"COLUMNS": 5}),
    ],
)  # fmt: skip
def test_what_is_said_is_filled_in(
    book: Book, request_: str, files: tuple[FileProfile, ...], recipe: str, values: dict[str, Any]
) -> None:
    sure = book.choose(request_, files).sure
    assert sure is not None
    assert sure.recipe == recipe
    assert {name: sure.values[name] for name in values} == values


@pytest.mark.parametrize(
    ("request_", "files"),
    [
        ("delete page 3 from this pdf", given("pdf")),
        ("rotate the pdf", given("pdf")),
        ("number the pages of this pdf", given("pdf")),
        ("translate this pdf", given("pdf")),
        ("remove the password from this pdf", given("pdf")),
        ("convert pdf to jpg", given("pdf")),
        ("find the text 'total' in the pdf", given("pdf")),
        ("merge these pdfs but leave out the first page", given("pdf", True)),
        ("合并PDF,去掉第一页", given("pdf", True)),
        ("把PDF翻译成中文", given("pdf")),
        ("word to pdf", given("word")),
        ("unzip this", given("zip")),
        ("rename my photos by date taken and make them smaller", given("image", True)),
        ("text from this scan", given("image")),
        ("make a calendar of all birthdays in this list", given("csv")),
        ("invoice for Anna for 3 hours at 50", ()),
        ("make a quiz about Norway", ()),
        ("flash cards with the 20 most common French words", ()),
    ],
)
def test_what_no_recipe_does_is_never_run_at_once(
    book: Book, request_: str, files: tuple[FileProfile, ...]
) -> None:
    assert book.choose(request_, files).sure is None
