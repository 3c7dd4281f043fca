"""Makes a file of every format, full of words that can be found again: run with the sandbox's own Python.

    python make.py FOLDER

"zq…" are contents, "nm…" are names (of columns, sheets, tables, files in an archive), 7391xx are numbers.
"""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import zipfile
from pathlib import Path

HEADER = ["nmitem", "nmweight (kg)", "nmday"]
ROWS = [[f"zqcell{n}", 739100 + n * 7, f"2039-04-{n + 1:02d}"] for n in range(9)]
TEXT_ROWS = [HEADER, *([str(cell) for cell in row] for row in ROWS)]


def tables(folder: Path) -> None:
    import pyarrow
    import pyarrow.parquet
    from openpyxl import Workbook

    lines = [",".join(map(str, row)) for row in [HEADER, *ROWS]]
    (folder / "t.csv").write_text("\n".join(lines) + "\n")
    (folder / "t.tsv").write_text("\n".join(lines).replace(",", "\t") + "\n")
    records = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    (folder / "t.json").write_text(json.dumps(records))
    (folder / "t.jsonl").write_text("\n".join(map(json.dumps, records)))
    columns = {name: [row[at] for row in ROWS] for at, name in enumerate(HEADER)}
    table = pyarrow.table(columns).replace_schema_metadata({"note": "zqmetadata"})
    pyarrow.parquet.write_table(table, folder / "t.parquet", row_group_size=3)
    with sqlite3.connect(folder / "t.sqlite") as database:
        database.execute("CREATE TABLE nmtable (nmitem TEXT DEFAULT 'zqdefault', nmweight REAL, nmday TEXT)")
        database.execute("CREATE VIEW nmview AS SELECT nmitem FROM nmtable WHERE nmitem != 'zqview'")
        database.executemany("INSERT INTO nmtable VALUES (?, ?, ?)", ROWS)
    book = Workbook()
    book.active.title = "nmsheet"
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    book.properties.creator = "zqauthor"
    book.save(folder / "t.xlsx")


def sheets(folder: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    merged = book.active
    merged.title = "Merged"
    for row in [
        ["Region", "Q1", None, "Q2", None],
        [None, "Sales", "Cost", "Sales", "Cost"],
        ["North", 1, 2, 3, 4],
        ["South", 5, 6, 7, 8],
        ["West", 9, 10, 11, 12],
    ]:
        merged.append(row)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        merged.merge_cells(cells)
    several = book.create_sheet("Several")
    for at, row in enumerate([["Name", "Age"], ["Ann", 31], ["Bob", 42], ["Cy", 53]], 2):
        for column, value in enumerate(row, 2):
            several.cell(at, column, value)
    for at, row in enumerate([["City", "Rain (mm)", "Year"], ["Oslo", 700, 2020], ["Bergen", 2250, 2021]], 2):
        for column, value in enumerate(row, 6):
            several.cell(at, column, value)
    for at, row in enumerate([["Code", "Price [EUR]"], ["x1", 1.5], ["x2", 2.5], ["x3", 3.5]], 9):
        for column, value in enumerate(row, 2):
            several.cell(at, column, value)
    book.save(folder / "sheets.xlsx")


def texts(folder: Path) -> None:
    (folder / "t.txt").write_text("zqfirst words of a text\nand zqsecond ones\n")
    log = [
        f"2039-05-{n % 28 + 1:02d} 10:00:{n % 60:02d},{n:03d} {'ERROR' if n % 4 == 0 else 'INFO'} zqmessage took {n} ms for 'zqquoted{n}'"
        for n in range(40)
    ]
    log.insert(3, "  Traceback of zqtrace")
    (folder / "t.log").write_text("\n".join(log) + "\n")


def documents(folder: Path) -> None:
    from docx import Document
    from pptx import Presentation
    from pptx.util import Inches
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    grid = Table(TEXT_ROWS, style=[("GRID", (0, 0), (-1, -1), 1, "black")])
    words = Paragraph("zqparagraph of a PDF", getSampleStyleSheet()["Normal"])
    SimpleDocTemplate(str(folder / "t.pdf"), pagesize=A4, title="zqtitle", author="zqauthor").build(
        [words, grid]
    )
    locked = Canvas(str(folder / "locked.pdf"), encrypt="secret")
    locked.drawString(50, 700, "zqlocked")
    locked.save()
    scan = Canvas(str(folder / "scan.pdf"), pagesize=A4)
    scan.drawImage(str(folder / "t.png"), 50, 400, 300, 200)
    scan.save()
    word = Document()
    word.core_properties.author = "zqauthor"
    word.add_heading("zqheading", 1)
    word.add_paragraph("zqparagraph of a document")
    table = word.add_table(0, 3)
    for row in TEXT_ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    layout = word.add_table(0, 2)
    for row in [["zqlayout one", "zqlayout two"], ["zqlayout three", "zqlayout four"]]:
        for cell, text in zip(layout.add_row().cells, row, strict=True):
            cell.text = text
    word.save(str(folder / "t.docx"))
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    slide.shapes.title.text = "zqslide"
    shape = slide.shapes.add_table(len(TEXT_ROWS), 3, Inches(1), Inches(2), Inches(6), Inches(4))
    for at, row in enumerate(TEXT_ROWS):
        for column, text in enumerate(row):
            shape.table.cell(at, column).text = text
    slide.notes_slide.notes_text_frame.text = "zqspeakernotes"
    slides.save(str(folder / "t.pptx"))


def pictures(folder: Path) -> None:
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    picture = Image.new("RGB", (1600, 800), "tan")
    ImageDraw.Draw(picture).ellipse((200, 100, 900, 700), fill="navy")
    note = PngInfo()
    note.add_text("Comment", "zqcomment")
    picture.save(folder / "t.png", pnginfo=note)
    exif = picture.getexif()
    exif[271], exif[272], exif[274], exif[270] = "zqmaker", "zqmodel", 6, "zqdescription"
    exif.get_ifd(0x8769)[36867] = "2039:06:07 08:09:10"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 3.0)})
    picture.save(folder / "t.jpg", exif=exif, comment=b"zqjpegcomment")


def archives(folder: Path) -> None:
    with zipfile.ZipFile(folder / "t.zip", "w") as archive:
        archive.comment = b"zqarchivecomment"
        archive.writestr("nmfolder/nmmember.txt", "zqinzip" * 7391)
        archive.writestr("../nmclimbs.txt", "zqclimbing")
        archive.writestr("/nmabsolute.csv", "zqabsolute")


def media(folder: Path) -> None:
    import av
    import numpy

    with av.open(str(folder / "t.mp4"), "w") as container:
        container.metadata["title"] = "zqvideotitle"
        video = container.add_stream("mpeg4", rate=25)
        video.width, video.height, video.pix_fmt = 320, 240, "yuv420p"
        for shade in range(50):
            frame = av.VideoFrame.from_ndarray(numpy.full((240, 320, 3), shade * 5, numpy.uint8), "rgb24")
            container.mux(video.encode(frame))
        container.mux(video.encode())
    with av.open(str(folder / "t.wav"), "w") as container:
        container.metadata["title"] = "zqsoundtitle"
        sound = container.add_stream("pcm_s16le", rate=16000, layout="mono")
        frame = av.AudioFrame.from_ndarray(numpy.zeros((1, 48000), numpy.int16), "s16", "mono")
        frame.sample_rate = 16000
        container.mux(sound.encode(frame))
        container.mux(sound.encode())


def hostile(folder: Path) -> None:
    """Damaged, cut off, empty, locked and lying ones of what is there, as bad-…"""
    for name in (
        "t.parquet",
        "t.sqlite",
        "t.pdf",
        "t.docx",
        "t.pptx",
        "t.zip",
        "t.mp4",
        "t.wav",
        "t.jpg",
        "t.xlsx",
    ):
        data = (folder / name).read_bytes()
        (folder / f"bad-cut-{name[2:]}.{name[2:]}").write_bytes(data[: len(data) * 2 // 3])
        (folder / f"bad-head-{name[2:]}.{name[2:]}").write_bytes(data[:16] + bytes(range(256)) * 20)
        (folder / f"bad-empty.{name[2:]}").write_bytes(b"")
    (folder / "bad-ending.pdf").write_bytes((folder / "t.docx").read_bytes())
    (folder / "bad-ending.mp3").write_text("zq this is a text\n" * 20)
    (folder / "bad-bomb.docx").write_bytes(bomb({"word/document.xml": 500_000_000}))
    (folder / "bad-bomb.zip").write_bytes(bomb({f"{n}.txt": 300_000_000 for n in range(3)}))
    (folder / "bad-pixels.png").write_bytes(vast_png())
    with sqlite3.connect(folder / "bad-endless.sqlite") as database:
        database.execute(
            "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) s FROM n"
        )
    data = bytearray((folder / "t.zip").read_bytes())
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    (folder / "bad-locked.zip").write_bytes(data)


def bomb(sizes: dict[str, int]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, size in sizes.items():
            with archive.open(name, "w", force_zip64=True) as member:
                for _ in range(size // 10_000_000):
                    member.write(bytes(10_000_000))
    return held.getvalue()


def vast_png() -> bytes:
    """It says that it has 60,000 x 60,000 pixels."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


if __name__ == "__main__":
    place = Path(sys.argv[1])
    for make in (tables, sheets, texts, pictures, documents, archives, media, hostile):
        make(place)
