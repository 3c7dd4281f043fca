"""Cuts a PDF into parts: every so many pages, or by page ranges."""

import io
import itertools
import re
import zipfile
from pathlib import Path

import pandas as pd
from pypdf import PdfReader, PdfWriter

FILE = ""  # the only PDF where none is named
EVERY = 1  # pages in each part
PARTS = 0  # so many parts of about as many pages, where it isn't 0
PAGES = ""  # "1-3, 4-6, 7-": each range is a part
TOGETHER = False  # these pages in one file


# include: files


# include: pdfs


def parts(count, name):
    """Lists of page numbers, from 1."""
    if not PAGES.strip() and PARTS:
        if count < PARTS:
            raise ValueError(f"{name} has {count:,} pages, too few for {PARTS:,} parts.")
        edges = [round(part * count / PARTS) for part in range(PARTS + 1)]
        return [list(range(first + 1, last + 1)) for first, last in itertools.pairwise(edges)]
    if not PAGES.strip():
        return [list(range(first, min(first + EVERY, count + 1))) for first in range(1, count + 1, EVERY)]
    if TOGETHER:
        return [page_numbers(PAGES, count, name)]
    ranges = [each for each in re.split(r"[,;，、；]", PAGES) if each.strip()]
    return [page_numbers(each, count, name) for each in ranges]


def as_words(numbers):
    """[1, 2, 3, 7] -> "1-3, 7"."""
    spans = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def written(reader, numbers):
    writer = PdfWriter()
    for number in numbers:
        writer.add_page(reader.pages[number - 1])
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def main():
    given = given_files([FILE] if FILE else [], (".pdf",), "PDFs")
    if len(given) > 1:
        raise ValueError("There are several PDFs here. Choose one of them.")
    name, taken, files, rows = given[0], set(), {}, []
    reader = open_pdf(name)
    digits = len(str(len(reader.pages)))
    for numbers in parts(len(reader.pages), name):
        pages = as_words(numbers)
        padded = re.sub(r"\d+", lambda number: number[0].zfill(digits), pages).replace(", ", "+")
        made = free_name(f"{Path(name).stem} p{padded[:60]}.pdf", taken)
        files[made] = written(reader, numbers)
        rows.append({"Part": made, "From pages": pages, "Pages": len(numbers)})
    where = keep(files, f"{Path(name).stem} parts.zip")
    total = sum(row["Pages"] for row in rows)
    print(f"{name} is cut into {plural(len(rows), 'part')} with {plural(total, 'page')} in all.{where}")
    display(pd.DataFrame(rows))


main()
