"""Makes the files of test_recipes_documents in a folder; run with the sandbox's Python, which has the libraries."""

import sys
import zipfile
from pathlib import Path

import docx  # type: ignore[import-not-found, unused-ignore]
import pptx  # type: ignore[import-not-found, unused-ignore]
import pypdf  # type: ignore[import-not-found, unused-ignore]
from PIL import Image
from pptx.util import Inches  # type: ignore[import-not-found, unused-ignore]
from reportlab.lib import colors  # type: ignore[import-not-found, import-untyped, unused-ignore]
from reportlab.pdfbase import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
    cidfonts,
    pdfmetrics,
)
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-not-found, import-untyped, unused-ignore]
from reportlab.platypus import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
    SimpleDocTemplate,
    Table,
    TableStyle,
)

FOLDER = Path(sys.argv[1])


def pdf(name: str, pages: list[str], font: str = "Helvetica") -> None:
    canvas = Canvas(str(FOLDER / name))
    for page in pages:
        canvas.setFont(font, 12)
        for line, text in enumerate(page.split("\n")):
            canvas.drawString(72, 750 - 16 * line, text)
        canvas.showPage()
    canvas.save()


def pdfs() -> None:
    pdfmetrics.registerFont(cidfonts.UnicodeCIDFont("STSong-Light"))
    pages = [
        f"Report page {number}\nIt took 12,{number}00 boats and was a busy one for all of\nthe people there."
        for number in (1, 2, 3)
    ]
    pdf("report.pdf", pages)
    pdf("notes.pdf", ["Notes"])
    pdf("Scan 2023-04-05.pdf", ["Scan"])
    pdf("中文.pdf", ["你好，世界", "第二页", ""], "STSong-Light")
    writer = pypdf.PdfWriter()
    writer.append(str(FOLDER / "notes.pdf"))
    writer.encrypt("secret")
    writer.write(FOLDER / "locked.pdf")
    (FOLDER / "broken.pdf").write_bytes((FOLDER / "report.pdf").read_bytes()[:300])
    (FOLDER / "empty.pdf").write_bytes(b"")
    rows = [["Date", "Shop", "Amount"]]
    rows += [
        [f"2024-{1 + i // 28:02d}-{1 + i % 28:02d}", f"Shop no {i % 7}", f"{1000 + i * 37.5:,.2f}"]
        for i in range(90)
    ]
    table = Table(rows, repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    SimpleDocTemplate(str(FOLDER / "statement.pdf")).build([table])


def office() -> None:
    document = docx.Document()
    document.add_heading("Harbour", 1)
    table = document.add_table(3, 3)
    for row, texts in enumerate(
        [["Pier", "Boats", "Fee"], ["North", "1,200", "3.50"], ["South", "80", "4.00"]]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_paragraph("After the table 你好.")
    document.save(FOLDER / "report.docx")
    talk = pptx.Presentation()
    slide = talk.slides.add_slide(talk.slide_layouts[5])
    slide.shapes.title.text = "Numbers"
    slide.notes_slide.notes_text_frame.text = "Say hello"
    cells = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for place, text in enumerate(["City", "Rain", "Oslo", "700"]):
        cells.cell(place // 2, place % 2).text = text
    talk.save(FOLDER / "talk.pptx")
    (FOLDER / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (FOLDER / "broken.docx").write_bytes((FOLDER / "report.docx").read_bytes()[:500])


def pictures() -> None:
    for place, number in enumerate((1, 2, 3, 10)):
        told = Image.Exif()
        told.get_ifd(0x8769)[0x9003] = f"2024:05:{20 - place} 18:02:11"
        told.get_ifd(0x8825)[1] = "N"
        told[0x0112] = 6 if number == 1 else 1  # turned
        Image.new("RGB", (600, 400), (40 * place, 120, 90)).save(FOLDER / f"garden {number}.jpg", exif=told)
    Image.new("RGBA", (120, 90), (255, 0, 0, 0)).save(FOLDER / "logo.png")
    (FOLDER / "broken.jpg").write_bytes(b"\xff\xd8\xff broken")
    (FOLDER / "phone.heic").write_bytes(b"0000ftypheic")


def archives() -> None:
    with zipfile.ZipFile(FOLDER / "stuff.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a/film.mp4", bytes(500_000))
        packed.writestr("a/copy.pdf", b"x" * 70_000)
        packed.writestr("b/same.pdf", b"x" * 70_000)
        packed.writestr("b/报告.docx", b"y" * 9_000)
        packed.writestr("readme", b"hello")
    (FOLDER / "broken.zip").write_bytes((FOLDER / "stuff.zip").read_bytes()[:200])


for make in (pdfs, office, pictures, archives):
    make()
