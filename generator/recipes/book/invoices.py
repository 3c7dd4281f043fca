"""An invoice for each customer of a table, with its sums."""

import datetime
import functools
import importlib.util
import io
import json
import re
import unicodedata
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FILE = "orders.csv"
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
CUSTOMER = ""  # columns; found by their names where empty
ITEM = ""
QUANTITY = ""
PRICE = ""  # of one; the amount where there is no quantity
ADDRESS = []
SENDER = ""
NUMBER = "001"  # its last digits count up
DATE = ""  # today where empty
DAYS = 14
TAX = 0.0  # percent
CURRENCY = "€"
NOTE = ""
LANGUAGE = "English"  # English, 中文
FORMAT = "PDF"  # PDF, Word, one PDF with all

WORDS = {
    "English": {
        "title": "Invoice", "number": "Number", "date": "Date", "due": "Please pay by", "item": "Description",
        "many": "Quantity", "price": "Price", "amount": "Amount", "net": "Sum", "tax": "Tax", "total": "Total", "page": "Page",
    },
    "中文": {
        "title": "账单", "number": "编号", "date": "日期", "due": "请于此日前付款", "item": "项目",
        "many": "数量", "price": "单价", "amount": "金额", "net": "小计", "tax": "税", "total": "合计", "page": "页",
    },
}  # fmt: skip
SAY = WORDS[LANGUAGE]
CENT = Decimal("0.01")


# include: reading


# include: files


# include: guessing


# include: printing


def columns_of(names, numbers):
    """The column for each part of an invoice; "" where there is none."""
    customer = guessed(
        CUSTOMER, names, "customer client company kunde firma buyer recipient name 客户 公司 姓名 购买"
    )
    quantity = guessed(
        QUANTITY, numbers, "quantity qty hours menge anzahl stunden pieces units 数量 小时 件数"
    )
    one = guessed(PRICE, numbers, "price rate preis stundensatz 单价 价格")
    amount = guessed("", numbers, "amount total sum betrag summe net cost 金额 总价 合计", (quantity,))
    if not PRICE and amount and (not quantity or not one):
        one, quantity = amount, ""
    used = {customer, quantity, one}
    item = guessed(
        ITEM, [name for name in names if name not in numbers],
        "description item product service article artikel leistung produkt task 描述 项目 产品 商品 服务", used,
    )  # fmt: skip
    address = ADDRESS or [
        name for name in names
        if name not in used and re.search(r"address|street|city|zip|postcode|postal|country|adresse|straße|strasse|\bort\b|plz|地址|城市|邮编", name.lower())
    ]  # fmt: skip
    if not customer:
        raise ValueError("No column looks like the customer. Choose it.")
    if not one:
        raise ValueError("No column of numbers looks like a price or an amount. Choose it.")
    return {"customer": customer, "item": item, "quantity": quantity, "price": one, "address": address}


def money(value):
    said = f"{abs(value):,.2f}"
    before = len(CURRENCY) == 1 or not CURRENCY.isalpha()
    said = f"{CURRENCY}{said}" if before else f"{said} {CURRENCY}"
    return f"-{said}" if value < 0 else said


def number_after(number, steps):
    digits = re.search(r"\d+$", number)
    if not digits:
        return f"{number}{steps + 1}" if steps else number
    return number[: digits.start()] + str(int(digits[0]) + steps).zfill(len(digits[0]))


def invoice(rows, use, number, day):
    """All that stands on one invoice."""
    lines, net = [], Decimal(0)
    for _, row in rows.iterrows():
        price = Decimal(str(row[use["price"]]))
        many = (
            Decimal(str(row[use["quantity"]]))
            if use["quantity"] and row[use["quantity"]] == row[use["quantity"]]
            else None
        )
        amount = (price * (many if many is not None else 1)).quantize(CENT, ROUND_HALF_UP)
        item = as_text(row[use["item"]]) if use["item"] else ""
        lines.append(
            (
                item or "–",
                "" if many is None else f"{many.normalize():,f}",
                money(price.quantize(CENT, ROUND_HALF_UP)),
                money(amount),
            )
        )
        net += amount
    tax = (net * Decimal(str(TAX)) / 100).quantize(CENT, ROUND_HALF_UP)
    first = rows.iloc[0]
    address = [as_text(first[name]) for name in use["address"]]
    facts = [(SAY["number"], number), (SAY["date"], day.isoformat())]
    if DAYS:
        facts.append((SAY["due"], (day + datetime.timedelta(DAYS)).isoformat()))
    return {
        "to": [as_text(first[use["customer"]]), *filter(None, address)], "facts": facts, "lines": lines,
        "net": net, "tax": tax, "total": net + tax, "number": number, "one": bool(use["quantity"]),
    }  # fmt: skip


def sums(made):
    with_tax = [(SAY["net"], made["net"]), (f"{SAY['tax']} {TAX:g} %", made["tax"])] if TAX else []
    return [*with_tax, (SAY["total"], made["total"])]


# ---- as PDF ----


LEFT, RIGHT = 22 * mm, A4[0] - 20 * mm
EDGES = (RIGHT - 62 * mm, RIGHT - 32 * mm, RIGHT)  # right sides of quantity, price, amount


def figures_at(made, figures):
    """(right side, text) of each figure of a line; without a quantity, the amount alone."""
    return list(zip(EDGES, figures, strict=True))[0 if made["one"] else 2 :]


def table_head(canvas, made, y):
    names = [SAY["item"], SAY["many"], SAY["price"], SAY["amount"]]
    draw_text(canvas, LEFT, y, names[0], 9, True, color="#555555")
    for edge, name in figures_at(made, names[1:]):
        draw_text(canvas, edge, y, name, 9, True, "right", "#555555")
    canvas.setLineWidth(0.8)
    canvas.line(LEFT, y - 2 * mm, RIGHT, y - 2 * mm)
    return y - 7 * mm


def page_number(canvas):
    text = f"{SAY['page']} {canvas.getPageNumber()}"
    draw_text(canvas, RIGHT, 12 * mm, text, 8, align="right", color="#777777")


def next_page(canvas, made):
    page_number(canvas)
    canvas.showPage()
    draw_text(canvas, LEFT, A4[1] - 20 * mm, f"{SAY['title']} {made['number']}", 9, color="#777777")
    return table_head(canvas, made, A4[1] - 30 * mm)


def pdf(made):
    data = io.BytesIO()
    canvas = Canvas(data, A4)
    canvas.setTitle(f"{SAY['title']} {made['number']}")
    one_look([*made["to"], *(text for line in made["lines"] for text in line), SENDER, NOTE, made["number"]])
    y = table_head(canvas, made, letterhead(canvas, made))
    room = (EDGES[0] - 20 * mm if made["one"] else EDGES[1]) - LEFT
    for item, *figures in made["lines"]:
        texts = wrapped(item, 10, room)
        if y - 5 * mm * len(texts) < 25 * mm:
            y = next_page(canvas, made)
        for edge, figure in figures_at(made, figures):
            draw_text(canvas, edge, y, figure, 10, align="right")
        for text in texts:
            draw_text(canvas, LEFT, y, text, 10)
            y -= 4.6 * mm
        y -= 1.6 * mm
    end_of(canvas, made, y)
    canvas.save()
    return data.getvalue()


def end_of(canvas, made, y):
    """Sums and note; together on the next page where there is no room for them."""
    note = wrapped(NOTE, 10, RIGHT - LEFT) if NOTE.strip() else []
    if y - (len(sums(made)) * 6.5 + len(note) * 4.8 + 12) * mm < 20 * mm:
        y = next_page(canvas, made) + 5 * mm
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, y + 1.5 * mm, RIGHT, y + 1.5 * mm)
    y -= 4.5 * mm
    for name, value in sums(made):
        last = name == SAY["total"]
        draw_text(canvas, EDGES[1], y, name, 12 if last else 10, last, "right")
        draw_text(canvas, RIGHT, y, money(value), 12 if last else 10, last, "right")
        y -= 6.5 * mm
    y -= 8 * mm
    for line in note:
        draw_text(canvas, LEFT, y, line, 10)
        y -= 4.8 * mm
    if canvas.getPageNumber() > 1:
        page_number(canvas)


def letterhead(canvas, made):
    """Sender, address, title and facts; where the table begins."""
    y = A4[1] - 22 * mm
    for place, line in enumerate(SENDER.strip().split("\n") if SENDER.strip() else []):
        size = 12 if place == 0 else 9
        draw_text(
            canvas,
            RIGHT,
            y,
            line.strip(),
            size,
            place == 0,
            "right",
            "black" if place == 0 else "#444444",
            RIGHT - LEFT,
        )
        y -= 5.4 * mm if place == 0 else 4.4 * mm
    y = min(A4[1] - 52 * mm, y - 8 * mm)
    for line in made["to"]:
        for text in wrapped(line, 11, 85 * mm):
            draw_text(canvas, LEFT, y, text, 11)
            y -= 5.2 * mm
    y = min(y - 10 * mm, A4[1] - 95 * mm)
    draw_text(canvas, LEFT, y, SAY["title"], 20, True)
    y -= 10 * mm
    for name, value in made["facts"]:
        draw_text(canvas, LEFT, y, name, 10, color="#555555", width=38 * mm)
        draw_text(canvas, LEFT + 42 * mm, y, value, 10)
        y -= 5.2 * mm
    return y - 8 * mm


# ---- as Word ----


def word(made):
    document = Document()
    document.styles["Normal"].font.size = Pt(10.5)
    for place, line in enumerate(SENDER.strip().split("\n") if SENDER.strip() else []):
        text = document.add_paragraph()
        text.alignment, text.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.RIGHT, Pt(0)
        text.add_run(line.strip()).bold = place == 0
    document.add_paragraph()
    for line in made["to"]:
        document.add_paragraph(line).paragraph_format.space_after = Pt(0)
    document.add_heading(SAY["title"], 1)
    for name, value in made["facts"]:
        document.add_paragraph(f"{name}: {value}").paragraph_format.space_after = Pt(0)
    document.add_paragraph()
    names = [SAY["item"], *([SAY["many"], SAY["price"]] if made["one"] else []), SAY["amount"]]
    table = document.add_table(1, len(names), "Table Grid")
    filled(table.rows[0].cells, names, True)
    for line in made["lines"]:
        filled(table.add_row().cells, line if made["one"] else (line[0], line[3]))
    for name, value in sums(made):
        filled(table.add_row().cells, [name, *[""] * (len(names) - 2), money(value)], name == SAY["total"])
    if NOTE.strip():
        document.add_paragraph()
        document.add_paragraph(NOTE.strip())
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def filled(cells, texts, bold=False):
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        cell.paragraphs[0].add_run(text).bold = bold
        if place:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


# ---- all ----


def together(files):
    writer, data = PdfWriter(), io.BytesIO()
    for name, each in files.items():
        writer.append(PdfReader(io.BytesIO(each)), outline_item=Path(name).stem)
    writer.write(data)
    return data.getvalue()


def main():
    frame = read_table(FILE, READ)
    if frame.empty:
        raise ValueError(f"{FILE} has no rows.")
    use = columns_of(list(frame.columns), [name for name in frame.columns if name in READ["numbers"]])
    whole = frame[use["price"]].notna() & (frame[use["customer"]].map(as_text) != "")
    day = datetime.date.fromisoformat(DATE) if DATE else datetime.date.today()
    if not whole.any():
        raise ValueError("No row has a customer and a price.")
    taken, files, rows = set(), {}, []
    groups = frame[whole].groupby(frame[use["customer"]].map(as_text), sort=False)
    for place, (customer, lines) in enumerate(groups):
        made = invoice(lines, use, number_after(NUMBER.strip() or "001", place), day)
        name = free_name(
            f"{SAY['title']} {made['number']} {customer}.{'docx' if FORMAT == 'Word' else 'pdf'}", taken
        )
        files[name] = (word if FORMAT == "Word" else pdf)(made)
        figures = {"Net": float(made["net"]), "Tax": float(made["tax"]), "Total": float(made["total"])}
        rows.append(
            {"Number": made["number"], "Customer": customer, "Lines": len(lines), **figures, "File": name}
        )
    if FORMAT == "one PDF with all":
        files = {"invoices.pdf": together(files)}
        rows = [{**row, "File": "invoices.pdf"} for row in rows]
    where = keep(files, "invoices.zip")
    total = sum(Decimal(str(row["Total"])) for row in rows)
    print(f"{plural(len(rows), 'invoice')}, {money(total)} in all.{where}")
    parts = {
        "customer": use["customer"],
        "what was sold": use["item"],
        "how many": use["quantity"],
        "price": use["price"],
    }
    parts["address"] = ", ".join(use["address"])
    print("Columns: " + "; ".join(f"{part} = {name}" for part, name in parts.items() if name))
    if left := int((~whole).sum()):
        print(
            f"{plural(left, 'row has', 'rows have')} no customer or no price and {'is' if left == 1 else 'are'} left out."
        )
    say_lost()
    display(pd.DataFrame(rows))


main()
