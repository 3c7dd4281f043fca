"""Saves pictures in another format; for a PDF each is a page of its own size."""

import io
import re
import zipfile
from pathlib import Path

import pandas as pd
from PIL import Image, ImageOps
from tqdm import tqdm

FILES = []  # all pictures where none is named
FORMAT = "jpg"  # jpg, png, webp, gif, tiff, bmp, pdf, one pdf
QUALITY = 90  # percent, of jpg, webp and pdf
PRIVATE = True  # leaves out where and with what it was taken


# include: files


# include: pictures


def as_bytes(picture, name):
    data, more = io.BytesIO(), {}
    ending = FORMAT.split()[-1]
    if ending in ("jpg", "bmp", "pdf"):
        picture = on_white(picture)
    elif picture.mode not in ("RGB", "RGBA", "L", "P", "1", "LA", "I;16"):
        picture = picture.convert("RGB")
    if ending in ("jpg", "webp", "pdf"):
        more["quality"] = QUALITY
    if ending == "pdf":
        more["resolution"] = max(picture.size) / 11.0  # the longer side fits on a sheet
    if not PRIVATE and ending in ("jpg", "png", "webp", "tiff"):
        with Image.open(f"/in/{name}") as opened:
            told = opened.getexif()
        told[0x0112] = 1  # it is upright now
        more["exif"] = told.tobytes()
    kind = {"jpg": "JPEG"}.get(ending, ending.upper())
    picture.save(data, kind, **more)
    return data.getvalue()


def together(pages):
    """One PDF of several."""
    from pypdf import PdfReader, PdfWriter

    writer, data = PdfWriter(), io.BytesIO()
    for page in pages:
        writer.append(PdfReader(io.BytesIO(page)))
    writer.write(data)
    return data.getvalue()


def main():
    names, taken, files, rows, problems, frames = (
        given_files(FILES, PICTURES, "pictures"),
        set(),
        {},
        [],
        [],
        [],
    )
    for name in tqdm(names, desc="Pictures", disable=len(names) < 4):
        try:
            picture, _ = open_picture(name)
        except ValueError as problem:
            problems.append(str(problem))
            continue
        with Image.open(f"/in/{name}") as opened:
            frames += [name] if getattr(opened, "n_frames", 1) > 1 else []
        made = free_name(f"{Path(name).stem}.{FORMAT.split()[-1]}", taken)
        files[made] = as_bytes(picture, name)
        row = {"Picture": name, "Now": made, "Pixels": "{:,} × {:,}".format(*picture.size)}
        before = Path("/in", name).stat().st_size
        rows.append(
            {**row, "KB before": round(before / 1000, 1), "KB now": round(len(files[made]) / 1000, 1)}
        )
    if not rows:
        raise ValueError(problems[0])
    if FORMAT == "one pdf":
        files = {"pictures.pdf": together(files.values())}
        rows = [{**row, "Now": "pictures.pdf"} for row in rows]
    where = keep(files, "pictures.zip")
    print(f"{plural(len(rows), 'picture is', 'pictures are')} ready as {FORMAT}.{where}")
    if frames:
        print(f"These move or have several pages; only the first one is kept: {', '.join(frames[:20])}")
    if problems:
        print("Left out:", *problems, sep="\n")
    display(pd.DataFrame(rows))


main()
