"""Takes the tables out of PDFs, Word and PowerPoint files into a workbook, one sheet a table."""

import re
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pdfplumber
import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader
from tqdm import tqdm

FILES = []  # all such files where none is named
PAGES = ""  # of a PDF: "1-3, 7"; all where empty
JOIN = True  # a table that goes on over the next page becomes one
NUMBERS = True  # texts like 1,234.50 become numbers

ENDINGS = (".pdf", ".docx", ".docm", ".pptx", ".pptm", ".doc", ".ppt")


# include: files


# include: pdfs


# include: office


def of_pdf(name):
    """(where, rows) of each table."""
    count, found = len(open_pdf(name).pages), []
    with pdfplumber.open(f"/in/{name}") as opened:
        for number in tqdm(page_numbers(PAGES, count, name), desc=name, disable=count < 10):
            page = opened.pages[number - 1]
            tables = [table.extract() for table in page.find_tables()] or without_lines(page)
            for place, rows in enumerate(tables):
                rows = [[" ".join((cell or "").split()) for cell in row] for row in rows]
                if (
                    JOIN
                    and place == 0
                    and found
                    and found[-1][0][-1] == number - 1
                    and goes_on(found[-1][1], rows)
                ):
                    found[-1][0].append(number)
                    found[-1][1].extend(rows[1:] if rows[0] == found[-1][1][0] else rows)
                else:
                    found.append(([number], rows))
            page.close()
    return [(f"page {pages[0]}" + (f"-{pages[-1]}" if len(pages) > 1 else ""), rows) for pages, rows in found]


def without_lines(page):
    """Columns that only blanks hold apart, taken where they make a table of three rows or more."""
    setting = {
        "vertical_strategy": "text",
        "horizontal_strategy": "text",
        "min_words_vertical": 3,
        "text_keep_blank_chars": True,
    }
    found = []
    for table in page.extract_tables(setting):
        rows = [row for row in table if any(cell and cell.strip() for cell in row)]
        full = [sum(bool(cell and cell.strip()) for cell in row) for row in rows]
        cells = [cell for row in rows for cell in row if cell and cell.strip()]
        numbers = sum(bool(re.search(r"\d", cell)) for cell in cells)
        if (
            len(rows) >= 3
            and len(rows[0]) >= 3
            and sum(full) >= 0.7 * len(rows) * len(rows[0])
            and numbers >= len(cells) / 4
        ):
            found.append(rows)
    return found


def goes_on(before, rows):
    """As many columns, and no header of its own: the same one, or numbers in its first row."""
    if not rows or len(rows[0]) != len(before[0]):
        return False
    return rows[0] == before[0] or any(re.search(r"\d", cell) for cell in rows[0])


def of_office(name):
    opened, found = open_office(name), []
    if hasattr(opened, "paragraphs"):
        return [(f"table {number}", table_rows(table)) for number, table in enumerate(opened.tables, 1)]
    for number, slide in enumerate(opened.slides, 1):
        tables = [shape.table for shape in shapes_of(slide.shapes) if getattr(shape, "has_table", False)]
        found += [(f"slide {number}", table_rows(table)) for table in tables]
    return found


def as_frame(rows):
    """The first row is the header; empty rows and columns are left out."""
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    kept = [place for place in range(width) if any(row[place] for row in rows)]
    names, taken = [], set()
    for place in kept:
        name, number = rows[0][place] or f"Column {place + 1}", 2
        while name in taken:
            name, number = f"{rows[0][place] or 'Column'} {number}", number + 1
        taken.add(name)
        names.append(name)
    frame = pd.DataFrame([[row[place] for place in kept] for row in rows[1:]], columns=names, dtype=object)
    return frame.apply(as_numbers) if NUMBERS else frame


def as_numbers(values):
    """Numbers where every text of the column is one and nothing of it would be lost; else as they were."""
    texts = [text for text in values if text not in ("", "-", "–", "—")]
    plain = [re.sub(r"^[$€£¥￥]\s*|\s*[$€£元]$", "", text).replace("−", "-") for text in texts]
    if not texts or any(re.fullmatch(r"0\d+", text) or len(re.sub(r"\D", "", text)) > 15 for text in plain):
        return values
    for thousands, decimal in ((",", "."), (".", ","), ("'", "."), (" ", ","), ("\u00a0", ",")):
        number = rf"-?(\d+|\d{{1,3}}({re.escape(thousands)}\d{{3}})+)({re.escape(decimal)}\d+)?"
        if all(re.fullmatch(number, text) for text in plain):
            read = [float(text.replace(thousands, "").replace(decimal, ".")) for text in plain]
            whole = all(each.is_integer() for each in read)
            named = dict(zip(texts, map(int, read) if whole else read, strict=True))
            return pd.Series([named.get(text) for text in values], dtype=object)
    return values


def main():
    names = given_files(FILES, ENDINGS, "PDF, Word or PowerPoint files")
    sheets, rows, taken, without = {}, [], set(), []
    for name in names:
        found = [
            each
            for each in (of_pdf if name.lower().endswith(".pdf") else of_office)(name)
            if any(map(any, each[1]))
        ]
        without += [] if found else [name]
        for where, table in found:
            start = Path(name).stem[:18] + " " if len(names) > 1 else ""
            sheet = free_name(re.sub(r"[\[\]']", "", f"{start}{where}")[:28], taken)
            sheets[sheet] = as_frame(table)
            size = {"Rows": len(sheets[sheet]), "Columns": sheets[sheet].shape[1]}
            rows.append({"Sheet": sheet, "File": name, "Where": where, **size})
    if not sheets:
        raise ValueError("No tables were found. Tables that are pictures (a scan, a photo) can't be read.")
    made = (Path(names[0]).stem if len(names) == 1 else "tables") + ".xlsx"
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(f"/out/{made}", engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        for sheet, frame in sheets.items():
            frame.to_excel(book, sheet_name=sheet, index=False, freeze_panes=(1, 0))
            book.sheets[sheet].autofit(300)
    print(f"{plural(len(sheets), 'table')} from {plural(len(names), 'file')}, in {made}.")
    if without:
        print(f"Without a table: {', '.join(without)}.")
    display(pd.DataFrame(rows))
    for sheet, frame in list(sheets.items())[:3]:
        print(f"\n{sheet}")
        display(frame.head(100))


main()
