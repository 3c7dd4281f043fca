"""Makes pictures smaller or larger; their proportions are kept."""

from pathlib import Path

import pandas as pd
from PIL import Image, ImageOps
from tqdm import tqdm

FILES = ["picture.jpg"]
BY = "longest side"  # longest side, width, height, box, percent
SIZE = 1200  # pixels, or percent; for a box its width
HEIGHT = 800  # pixels, only for a box
FORMAT = "same"  # same, jpg, png, webp
QUALITY = 88


def new_size(width, height):
    if BY == "percent":
        factor = SIZE / 100
    elif BY == "width":
        factor = SIZE / width
    elif BY == "height":
        factor = SIZE / height
    elif BY == "box":
        factor = min(SIZE / width, HEIGHT / height)
    else:
        factor = SIZE / max(width, height)
    return max(1, round(width * factor)), max(1, round(height * factor))


def target_name(name, taken):
    stem, ending = Path(name).stem, Path(name).suffix
    ending = ending if FORMAT == "same" else "." + FORMAT
    made = stem + ending
    number = 2
    while made in taken:
        made, number = f"{stem}-{number}{ending}", number + 1
    return made


def resize(name, taken):
    with Image.open("/in/" + name) as opened:
        frames = getattr(opened, "n_frames", 1)
        picture = ImageOps.exif_transpose(opened)
        before = picture.size
        if picture.mode in ("P", "1"):
            picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
        size = new_size(*before)
        if max(size) > 20_000:
            raise ValueError(
                f"{name} would get {size[0]:,} × {size[1]:,} pixels, more than fits. Choose a smaller size."
            )
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    made = target_name(name, taken)
    if made.lower().endswith((".jpg", ".jpeg")) and picture.mode != "RGB":
        ground = Image.new("RGB", size, "white")
        layer = picture.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
        picture = ground
    (
        picture.save("/out/" + made, quality=QUALITY)
        if made.lower().endswith((".jpg", ".jpeg", ".webp"))
        else picture.save("/out/" + made)
    )
    if frames > 1:
        print(f"{name} has {frames} frames; only the first one is kept.")
    return {"Picture": made, "Before": "{} × {}".format(*before), "Now": "{} × {}".format(*size)}, picture


def main():
    if SIZE <= 0 or HEIGHT <= 0:
        raise ValueError("The size must be larger than 0.")
    if not FILES:
        raise ValueError("There are no pictures. Add at least one.")
    rows, taken, last = [], set(), None
    for name in tqdm(FILES, desc="Pictures", disable=len(FILES) < 4):
        row, last = resize(name, taken)
        taken.add(row["Picture"])
        rows.append(row)
    print(f"{len(rows):,} picture{'s are' if len(rows) != 1 else ' is'} ready.")
    display(pd.DataFrame(rows))
    if len(rows) == 1:
        last.thumbnail((800, 800))
        display(last)


main()
