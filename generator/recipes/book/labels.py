"""Labels, badges or place cards from a table, laid out for label sheets as shops have them."""

import datetime
import functools
import importlib.util
import io
import json
import re
import unicodedata
import zipfile
from pathlib import Path

import pandas as pd
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FILE = "guests.csv"
READ = {
    "format": "csv",
    "sep": ",",
    "encoding": "utf-8",
    "header": 0,
    "skip": 0,
    "na": [],
    "names": [],
    "numbers": [],
    "dates": {},
}
KIND = "address labels"  # address labels, name badges, place cards
LINES = []  # columns, one a line; found by their names where empty
SHEET = "usual for this"
SKIP = 0  # labels of the first sheet that are used up
TITLE = ""
BORDERS = False

# paper, columns, rows, width, height, left and top edge, step across and down, in mm
SHEETS = {
    "3 × 7 on A4 (63.5 × 38.1 mm)": (A4, 3, 7, 63.5, 38.1, 7.2, 15.1, 66.0, 38.1),
    "3 × 8 on A4 (70 × 36 mm)": (A4, 3, 8, 70.0, 36.0, 0.0, 4.5, 70.0, 36.0),
    "2 × 7 on A4 (99.1 × 38.1 mm)": (A4, 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1),
    "3 × 10 on Letter (2⅝ × 1 in)": (letter, 3, 10, 66.7, 25.4, 4.75, 12.7, 69.85, 25.4),
    "2 × 5 on A4 (85 × 54 mm)": (A4, 2, 5, 85.0, 54.0, 17.5, 13.5, 90.0, 54.0),
    "2 × 4 on A4 (90 × 65 mm)": (A4, 2, 4, 90.0, 65.0, 12.5, 18.5, 95.0, 65.0),
}
USUAL = {
    "address labels": "3 × 7 on A4 (63.5 × 38.1 mm)",
    "name badges": "2 × 5 on A4 (85 × 54 mm)",
    "place cards": "2 × 4 on A4 (90 × 65 mm)",
}


# include: reading


# include: files


# include: guessing


# include: printing


NAMES = "name|vorname|nachname|contact|guest|person|company|firma|customer|客户|姓名|名字|公司|单位"
PLACES = "address|street|road|zip|postcode|postal|city|town|state|country|adresse|straße|strasse|plz|\\bort\\b|land|地址|邮编|城市|省|国家"
ROLES = "title|role|position|department|team|organi[sz]ation|school|class|职位|部门|学校|班级"


def lines_of(names, frame):
    """The columns of each line: [["First name", "Last name"], ["Street"], ["ZIP", "City"]]."""
    if LINES:
        return [[name] for name in LINES]
    wanted = (
        NAMES
        if KIND == "place cards"
        else f"{NAMES}|{PLACES}" if KIND == "address labels" else f"{NAMES}|{ROLES}"
    )
    found = [
        name
        for name in names
        if re.search(wanted, name.lower())
        and not re.search(r"mail|phone|\bid\b|\bno\b|user|file", name.lower())
    ]
    found = found or [name for name in names if name not in READ["numbers"]][:4] or names[:4]
    lines = []
    for name in found:
        last = lines[-1][-1].lower() if lines else ""
        pair = (re.search("first|given|vorname|forename", last) and re.search("last|family|sur|nachname", name.lower())) or (
            re.search("zip|postcode|postal|plz|邮编", last) and re.search(r"city|town|\bort\b|城市", name.lower())
        ) or (re.search("city|town", last) and re.search("^state|^zip|postcode|postal", name.lower()))  # fmt: skip
        if pair:
            lines[-1].append(name)
        else:
            lines.append([name])
    return lines[: {"address labels": 6, "name badges": 3, "place cards": 1}[KIND]]


def together(parts):
    """First and last name, or ZIP and city, in one line; a Chinese name has its last name first."""
    parts = [part for part in parts if part]
    chinese = len(parts) == 2 and all(map(is_chinese, parts[0] + parts[1]))
    return parts[1] + parts[0] if chinese else " ".join(parts)


def on_label(canvas, x, y, width, height, texts):
    """An address: lines from the left, in the middle of the height."""
    size = min(11, height / (len(texts) + 1.2) / 1.25)
    shown = [line for text in texts for line in wrapped(text, size, width - 10 * mm)]
    size = min(size, height / (len(shown) + 0.8) / 1.25)
    top = y + height / 2 + (len(shown) * 1.25 * size) / 2 - size
    for place, text in enumerate(shown):
        draw_text(canvas, x + 5 * mm, top - place * 1.25 * size, text, size, width=width - 10 * mm)


def on_badge(canvas, x, y, width, height, texts):
    """A name as large as fits, what follows smaller below."""
    middle, room = x + width / 2, width - 10 * mm
    if TITLE:
        draw_text(canvas, middle, y + height - 9 * mm, TITLE, 9, align="center", color="#555555", width=room)
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor("#999999")
        canvas.line(x + 8 * mm, y + height - 11.5 * mm, x + width - 8 * mm, y + height - 11.5 * mm)
    name, *others = texts
    for size in range(30 if KIND == "place cards" else 24, 7, -1):
        shown = wrapped(name, size, room, True)
        if len(shown) == 1 or (size <= 15 and len(shown) <= 3):
            break
    others = [line for text in others for line in wrapped(text, 12, room)[:2]]
    block = len(shown) * size * 1.2 + len(others) * 13 * 1.25
    top = y + (height - (8 * mm if TITLE else 0)) / 2 + block / 2 - size * 0.85
    for text in shown:
        draw_text(canvas, middle, top, text, size, True, "center", width=room)
        top -= size * 1.2
    for text in others:
        draw_text(canvas, middle, top, text, 12, align="center", color="#333333", width=room)
        top -= 12 * 1.3


def on_card(canvas, x, y, width, height, texts):
    """Folded in the middle: the name on the lower half."""
    canvas.setDash(2, 2)
    canvas.setStrokeColor("#bbbbbb")
    canvas.setLineWidth(0.4)
    canvas.line(x, y + height / 2, x + 4 * mm, y + height / 2)
    canvas.line(x + width - 4 * mm, y + height / 2, x + width, y + height / 2)
    canvas.setDash()
    on_badge(canvas, x, y, width, height / 2, texts)


def drawn(labels):
    sheet = USUAL[KIND] if SHEET == "usual for this" else SHEET
    paper, columns, rows, *sizes = SHEETS[sheet]
    width, height, left, top, across, down = (size * mm for size in sizes)
    each_page = columns * rows
    skipped = SKIP % each_page
    canvas = Canvas("/out/labels.pdf", paper)
    canvas.setTitle(KIND.capitalize())
    draw = {"address labels": on_label, "name badges": on_badge, "place cards": on_card}[KIND]
    for place, texts in enumerate(labels, skipped):
        if place and place % each_page == 0:
            canvas.showPage()
        row, column = divmod(place % each_page, columns)
        x, y = left + column * across, paper[1] - top - row * down - height
        if BORDERS:
            canvas.setStrokeColor("#cccccc")
            canvas.setLineWidth(0.3)
            canvas.rect(x, y, width, height)
        draw(canvas, x, y, width, height, texts)
    canvas.save()
    return sheet, -(-(len(labels) + skipped) // each_page)


def main():
    frame = read_table(FILE, {**READ, "numbers": [], "dates": {}})
    lines = lines_of(list(frame.columns), frame)
    labels, rows = [], []
    for _, row in frame.iterrows():
        texts = [together([as_text(row[name]) for name in line]) for line in lines]
        texts = [part.strip() for text in texts for part in text.split("\n") if part.strip()]
        if texts:
            labels.append(texts)
            rows.append({name: as_text(row[name]) for line in lines for name in line})
    if not labels:
        raise ValueError(f"{FILE} has no rows with something to print.")
    one_look([*(text for texts in labels for text in texts), TITLE])
    sheet, pages = drawn(labels)
    print(f"{plural(len(labels), 'label')}: {KIND} on {sheet}.")
    print(f"Sheets: {pages:,}. Print them in their real size (100 %), without “fit to page”.")
    print(f"Lines: {' / '.join(name for line in lines for name in line)}")
    if empty := len(frame) - len(labels):
        print(f"Left out, as they are empty: {plural(empty, 'row')}.")
    say_lost()
    display(pd.DataFrame(rows))


main()
