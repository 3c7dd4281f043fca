"""Takes the text out of PDFs. Pages that are pictures have none, and are named."""

import io
import re
import zipfile
from pathlib import Path

import pandas as pd
import pypdfium2
from docx import Document
from pypdf import PdfReader
from tqdm import tqdm

FILES = []  # all PDFs where none is named
FORMAT = "text"  # text, Word
PAGES = ""  # "1-3, 7"; all where empty
JOIN = False  # lines of a paragraph become one


# include: files


# include: pdfs


def page_texts(name):
    """(page number, text) of the pages that are wanted."""
    count = len(open_pdf(name).pages)
    opened = pypdfium2.PdfDocument(f"/in/{name}")
    for number in page_numbers(PAGES, count, name):
        page = opened[number - 1]
        yield number, tidy(page.get_textpage().get_text_bounded())
        page.close()


def tidy(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe\n", "").replace("\ufffe", "-")
    text = re.sub(r"[\x00-\x08\x0b-\x1f\ufeff]", "", text)
    lines = [line.rstrip() for line in text.split("\n")]
    return (joined(lines) if JOIN else "\n".join(lines)).strip()


def joined(lines):
    """A line that is long and doesn't end a sentence goes on in the next one."""
    longest = max((len(line) for line in lines), default=0)
    text = ""
    for line in lines:
        last = text.rsplit("\n", 1)[-1]
        goes_on = last and line and len(last) > longest * 0.6 and not re.search(r"[.!?:。！？：]$", last)
        chinese = re.search(r"[\u3400-\u9fff，。]$", last) and re.match(r"[\u3400-\u9fff]", line)
        if goes_on and re.search(r"[a-zà-ÿ]-$", last) and re.match(r"[a-zà-ÿ]", line):
            text = text[:-1] + line
        else:
            text += ("" if chinese else " ") + line if goes_on else "\n" + line
    return text


def as_word(pages):
    document = Document()
    for place, (_, text) in enumerate(pages):
        if place:
            document.add_page_break()
        for line in text.split("\n"):
            document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def counted(text):
    return len(re.findall(r"[\u3400-\u9fff]|[^\W_]+(?:['’.,-][^\W_]+)*", text))


def main():
    names, taken, files, rows, without, first = given_files(FILES, (".pdf",), "PDFs"), set(), {}, [], [], ""
    for name in tqdm(names, desc="PDFs", disable=len(names) < 4):
        pages = list(page_texts(name))
        text = "\n\n".join(text for _, text in pages).strip()
        made = free_name(Path(name).stem + (".docx" if FORMAT == "Word" else ".txt"), taken)
        files[made] = as_word(pages) if FORMAT == "Word" else (text + "\n").encode()
        empty = [str(number) for number, each in pages if not each]
        without += [f"{name}: {', '.join(empty[:20])}{' …' if len(empty) > 20 else ''}"] if empty else []
        row = {
            "File": name,
            "Pages": len(PdfReader(f"/in/{name}").pages),
            "Pages with text": len(pages) - len(empty),
        }
        rows.append({**row, "Words": counted(text), "Text": made})
        first = first or text
    where = keep(files, "texts.zip")
    total = sum(row["Words"] for row in rows)
    print(f"{plural(total, 'word')} from {plural(len(names), 'PDF')}.{where}")
    if without:
        print("These pages have no text, only pictures, which can't be read here:", *without, sep="\n")
    display(pd.DataFrame(rows))
    if first:
        print("\nIt begins:\n" + first[:1500] + (" …" if len(first) > 1500 else ""))


main()
