"""Pulls e-mail addresses, links and phone numbers out of texts."""

import re
from pathlib import Path

import pandas as pd

FILES = []  # text, Word, PDF, CSV and Excel files
TEXT = ""  # where there are none
KINDS = ["e-mail addresses", "links", "phone numbers"]


# include: texts


# include: writing

MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+(?![\w@])")
LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'“”‘’《》（），。；、]+", re.I)
PHONE = re.compile(r"(?<![\w.,/:-])(?:\+|00)?\(?\d[\d\s()./\u00a0-]{5,22}\d(?![\w-])")
DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})(?!\d)")


def mails(text):
    return [found.rstrip(".-") for found in MAIL.findall(text)]


def links(text):
    """Without the full stop or bracket that ends the sentence around them."""
    found = []
    for link in LINK.findall(text):
        link = link.rstrip(".,;:!?…")
        while link.endswith(")") and link.count(")") > link.count("("):
            link = link[:-1].rstrip(".,;:!?")
        found.append(link)
    return found


def phones(text):
    """Seven to fifteen digits as phone numbers are written: with a +, a 0 in front, or in pieces; no date, no amount."""
    bare = LINK.sub(" ", MAIL.sub(" ", text))
    found = []
    for line in bare.splitlines():
        for match in PHONE.finditer(line):
            number = re.sub(r"\s+", " ", match[0]).strip(" ./-")
            digits = re.sub(r"\D", "", number)
            if not 7 <= len(digits) <= 15 or DATE.search(number) or number.count("(") != number.count(")"):
                continue
            mobile = len(digits) == 11 and digits.startswith("1") and number == digits  # as in China
            pieces = len(re.findall(r"\d+", number)) >= 3 and not re.search(r"\d[.]\d", number)
            if number.startswith(("+", "0", "(0")) or mobile or pieces:
                found.append(number)
    return found


FIND = {"e-mail addresses": mails, "links": links, "phone numbers": phones}


def cells_of(path):
    """All cells of a workbook, one a line."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def content(file):
    excel = file.lower().endswith((".xlsx", ".xlsm"))
    return (cells_of if excel else text_of)("/in/" + file)


def same(kind, found):
    return re.sub(r"\D", "", found) if kind == "phone numbers" else found.casefold().rstrip("/")


def main():
    if not KINDS:
        raise ValueError("Say what is to be found: e-mail addresses, links or phone numbers.")
    texts = [(file, content(file)) for file in FILES] or [("", TEXT)]
    if not any(text.strip() for _, text in texts):
        raise ValueError("There is no text. Add a text file, or write the text in the field.")
    rows = {}
    for file, text in texts:
        for kind in KINDS:
            for found in FIND[kind](text):
                row = rows.setdefault(
                    (kind, same(kind, found)), {"Kind": kind, "Found": found, "Times": 0, "In": []}
                )
                row["Times"] += 1
                row["In"] += [file] if file and file not in row["In"] else []
    counts = {kind: sum(row["Kind"] == kind for row in rows.values()) for kind in KINDS}
    print(
        "Found: "
        + ", ".join(f"{count:,} {kind}" for kind, count in counts.items())
        + ". Each is listed once."
    )
    table = pd.DataFrame(
        [{**row, "In": ", ".join(row["In"])} for row in rows.values()],
        columns=["Kind", "Found", "Times", "In"],
    )
    table = table.drop(columns=[] if len(texts) > 1 else ["In"])
    table["Kind"] = table["Kind"].map(
        {"e-mail addresses": "e-mail", "links": "link", "phone numbers": "phone"}
    )
    display(table)
    save(table, "addresses")


main()
