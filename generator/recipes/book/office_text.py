"""Takes text and tables out of Word and PowerPoint files, in the order in which they stand there."""

import re
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pptx
from docx.table import Table
from pptx.enum.shapes import MSO_SHAPE_TYPE
from tqdm import tqdm

FILES = []  # all Word and PowerPoint files where none is named
FORMAT = "text"  # text, Markdown
NOTES = True  # what the speaker notes of slides say

ENDINGS = (".docx", ".docm", ".pptx", ".pptm", ".ppsx", ".doc", ".ppt")


# include: files


# include: office


def heading(text, level):
    return f"{'#' * level} {text}" if FORMAT == "Markdown" else text


def as_table(rows):
    """In columns of equal width, or as Markdown."""
    columns = max(map(len, rows), default=0)
    rows = [[*row, *[""] * (columns - len(row))] for row in rows]
    if FORMAT == "Markdown":
        rows = [[cell.replace("|", "\\|") for cell in row] for row in rows]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]]) if lines else ""
    return "\n".join("\t".join(row) for row in rows)


def of_word(document):
    """(texts, number of tables)"""
    texts, tables = [], 0
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            tables += 1
            texts.append(as_table(table_rows(part)))
            tables += len(part._tbl.xpath(".//w:tbl"))
            continue
        style = (part.style.name if part.style is not None else "") or ""
        level = re.fullmatch(r"Heading (\d)", style)
        if part.text.strip() and (level or style == "Title"):
            texts.append(heading(part.text.strip(), min(int(level[1]), 6) if level else 1))
        elif part.text.strip():
            item = style.startswith("List") or part._p.xpath("./w:pPr/w:numPr")
            texts.append(f"{'- ' if item else ''}{part.text.strip()}")
    return texts, tables


def of_slides(slides):
    texts, tables = [], 0
    for number, slide in enumerate(slides.slides, 1):
        title = slide.shapes.title
        name = " ".join(title.text_frame.text.split()) if title is not None else ""
        texts.append(heading(f"Slide {number}{': ' + name if name else ''}", 2))
        for shape in shapes_of(slide.shapes):
            if getattr(shape, "has_table", False):
                tables += 1
                texts.append(as_table(table_rows(shape.table)))
            elif shape.has_text_frame and (title is None or shape.shape_id != title.shape_id):
                lines = [line for line in shape.text_frame.paragraphs if line.text.strip()]
                texts += ["\n".join("  " * line.level + line.text.strip() for line in lines)] if lines else []
        notes = slide.notes_slide.notes_text_frame if NOTES and slide.has_notes_slide else None
        if notes is not None and notes.text.strip():
            texts.append(f"Notes: {notes.text.strip()}")
    return texts, tables


def counted(text):
    return len(re.findall(r"[\u3400-\u9fff]|[^\W_]+(?:['’.,-][^\W_]+)*", text))


def main():
    names = given_files(FILES, ENDINGS, "Word or PowerPoint files")
    taken, files, rows, first = set(), {}, [], ""
    for name in tqdm(names, desc="Files", disable=len(names) < 4):
        opened = open_office(name)
        word = hasattr(opened, "paragraphs")
        texts, tables = of_word(opened) if word else of_slides(opened)
        text = re.sub(r"[\x00-\x08\x0b-\x1f]", "\n", "\n\n".join(texts)).strip()
        made = free_name(Path(name).stem + (".md" if FORMAT == "Markdown" else ".txt"), taken)
        files[made] = (text + "\n").encode()
        row = {"File": name, "Slides": 0 if word else len(opened.slides), "Tables": tables}
        rows.append({**row, "Words": counted(text), "Text": made})
        first = first or text
    where = keep(files, "texts.zip")
    total = sum(row["Words"] for row in rows)
    print(f"{plural(total, 'word')} from {plural(len(names), 'file')}.{where}")
    table = pd.DataFrame(rows)
    display(table if table["Slides"].any() else table.drop(columns="Slides"))
    if first:
        print("\nIt begins:\n" + first[:1500] + (" …" if len(first) > 1500 else ""))


main()
