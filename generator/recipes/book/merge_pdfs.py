"""Puts several PDFs together into one, with a bookmark for each."""

import re
from pathlib import Path

import pandas as pd
from pypdf import PdfReader, PdfWriter
from tqdm import tqdm

FILES = []  # all PDFs where none is named
ORDER = "as given"  # as given, by name, by name backwards
BLANKS = False  # a blank page where a file would begin on a back side
NAME = "merged"


# include: files


# include: pdfs


def in_order(names):
    return names if ORDER == "as given" else sorted(names, key=natural, reverse=ORDER == "by name backwards")


def main():
    names = in_order(given_files(FILES, (".pdf",), "PDFs"))
    writer, rows, blanks = PdfWriter(), [], 0
    for name in tqdm(names, desc="PDFs", disable=len(names) < 4):
        reader = open_pdf(name)
        if BLANKS and len(writer.pages) % 2:
            writer.add_blank_page()
            blanks += 1
        rows.append({"File": name, "Pages": len(reader.pages), "From page": len(writer.pages) + 1})
        writer.append(reader, outline_item=Path(name).stem)
    made = free_name(NAME.removesuffix(".pdf") + ".pdf", set())
    writer.write(f"/out/{made}")
    print(f"{made} has {plural(len(writer.pages), 'page')} from {plural(len(names), 'file')}.")
    if blanks:
        print(f"Blank pages, so that each file begins on a front side: {blanks:,}.")
    display(pd.DataFrame(rows))


main()
