"""Many pictures small on sheets of paper, with what stands below each."""

import functools
import importlib.util
import io
import re
import unicodedata
import zipfile
from pathlib import Path

import pandas as pd
import pypdfium2
from PIL import Image, ImageOps
from reportlab.lib import pagesizes
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from tqdm import tqdm

FILES = []  # all pictures where none is named
TITLE = ""
COLUMNS = 4
CAPTION = "name"  # name, name and date, number, nothing
ORDER = "by name"  # as given, by name, by date taken
PAPER = "A4"  # A4, Letter, A3, also “sideways”
FORMAT = "PDF"  # PDF, picture

MARGIN, GAP = 12 * mm, 4 * mm
DPI = 220


# include: files


# include: pictures


# include: printing


def small_pictures(names):
    """(name, JPEG bytes, size before, when it was taken) of those that can be read; sentences on the others."""
    found, problems = [], []
    widest = round(page_size()[0] / COLUMNS / 72 * DPI)
    for name in tqdm(names, desc="Pictures", disable=len(names) < 8):
        try:
            with Image.open(f"/in/{name}") as opened:
                turned = opened.getexif().get(0x0112, 1) in (5, 6, 7, 8)
                size = opened.size[::-1] if turned else opened.size
        except Exception:  # noqa: BLE001 - open_picture says what is wrong
            size = (0, 0)
        try:
            picture, taken = open_picture(name, largest=max(widest, 200))
        except ValueError as problem:
            problems.append(str(problem))
            continue
        data = io.BytesIO()
        on_white(picture).convert("RGB").save(data, "JPEG", quality=88)
        found.append((name, data.getvalue(), size, taken))
    if ORDER == "by date taken":
        found.sort(key=lambda each: (not each[3], each[3], natural(each[0])))
    return found, problems


def page_size():
    size = {"A4": pagesizes.A4, "A3": pagesizes.A3, "Letter": pagesizes.letter}[PAPER.split()[0]]
    return pagesizes.landscape(size) if "sideways" in PAPER else size


def captions(name, number, taken):
    name = Path(name).name
    return {
        "name": [name],
        "name and date": [name, taken[:16]],
        "number": [str(number)],
        "nothing": [],
    }[CAPTION]


def drawn(pictures):
    """The PDF's bytes, and on which sheet each picture stands."""
    width, height = page_size()
    cell = (width - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
    lines = len(captions("", 1, ""))
    size = max(5.5, min(9, cell / 16))
    shapes = sorted(high / wide for _, _, (wide, high), _ in pictures)
    below = lines * size * 1.3 + GAP + (1 * mm if lines else 0)
    top = height - MARGIN - (11 * mm if TITLE else 0)
    room = top - MARGIN + GAP
    box = cell * min(max(shapes[round(len(shapes) * 0.8) - 1], 0.67), 1.0)
    rows = max(1, int(room // (box + below)))
    box = min(room / rows - below, cell * min(max(shapes[-1], 0.67), 1.5))
    step = box + below
    data, sheets, each_page = io.BytesIO(), [], rows * COLUMNS
    pages = -(-len(pictures) // each_page)
    canvas = Canvas(data, (width, height))
    canvas.setTitle(TITLE or "Photo sheet")
    one_look([TITLE, *(name for name, *_ in pictures)])
    for place, (name, jpeg, _, taken) in enumerate(pictures):
        page, spot = divmod(place, each_page)
        if spot == 0:
            if page:
                canvas.showPage()
            if TITLE:
                draw_text(
                    canvas,
                    width / 2,
                    height - MARGIN - 5 * mm,
                    TITLE,
                    16,
                    True,
                    "center",
                    width=width - 2 * MARGIN,
                )
            if pages > 1:
                draw_text(
                    canvas, width / 2, 7 * mm, f"{page + 1} / {pages}", 8, align="center", color="#666666"
                )
        row, column = divmod(spot, COLUMNS)
        x, y = MARGIN + column * (cell + GAP), top - row * step - box
        image = ImageReader(io.BytesIO(jpeg))
        scale = min(cell / image.getSize()[0], box / image.getSize()[1])
        wide, high = image.getSize()[0] * scale, image.getSize()[1] * scale
        canvas.drawImage(image, x + (cell - wide) / 2, y, wide, high)
        for line, text in enumerate(captions(name, place + 1, taken)):
            draw_text(
                canvas,
                x + cell / 2,
                y - 1 * mm - size * (1 + 1.3 * line),
                text,
                size,
                align="center",
                color="#333333",
                width=cell,
            )
        sheets.append(page + 1)
    canvas.save()
    return data.getvalue(), sheets


def main():
    names = given_files(FILES, PICTURES, "pictures")
    if ORDER == "by name":
        names = sorted(names, key=natural)
    pictures, problems = small_pictures(names)
    if not pictures:
        raise ValueError(problems[0])
    made, sheets = drawn(pictures)
    if FORMAT == "PDF":
        Path("/out/photo sheet.pdf").write_bytes(made)
    else:
        pages = {}
        for number, page in enumerate(pypdfium2.PdfDocument(made), 1):
            data = io.BytesIO()
            page.render(scale=150 / 72).to_pil().save(data, "PNG")
            pages[f"photo sheet {number}.png" if sheets[-1] > 1 else "photo sheet.png"] = data.getvalue()
        keep(pages, "photo sheets.zip")
    print(f"{plural(len(pictures), 'picture')}\n{plural(sheets[-1], 'sheet')} of {PAPER}")
    say_lost()
    if problems:
        print("Left out:", *problems, sep="\n")
    rows = [
        {"Picture": name, "Size": f"{size[0]:,} × {size[1]:,}", "Taken": taken, "Sheet": sheet}
        for (name, _, size, taken), sheet in zip(pictures, sheets, strict=True)
    ]
    display(pd.DataFrame(rows))


main()
