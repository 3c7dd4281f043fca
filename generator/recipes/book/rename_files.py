"""Copies of files with new names. The files themselves stay as they are."""

import re
import zipfile
from pathlib import Path

import pandas as pd
from PIL import Image, ImageOps

FILES = []  # all files where none is named
HOW = "date and name"
TEXT = "file"
FIND = ""
REPLACE = ""
PATTERN = "DATE NAME"
FIRST = 1
ORDER = "by name"  # as given, by name, by date taken
LETTERS = "as they are"  # as they are, all small, all capital

PATTERNS = {
    "date and name": "DATE NAME",
    "date and time": "DATE TIME",
    "date and number": "DATE NUMBER",
    "text and number": "TEXT NUMBER",
    "number and name": "NUMBER NAME",
    "name with text replaced": "NAME",
    "my own pattern": PATTERN,
}
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
MOST = 90_000_000  # bytes of all copies


# include: files


# include: pictures


def moment(name):
    """(date, time, where it was found): of the camera, else in the file's name; ("", "", "") where neither tells."""
    if name.lower().endswith(PICTURES):
        try:
            with Image.open(f"/in/{name}") as opened:
                taken = taken_at(opened)
        except Exception:  # noqa: BLE001 - what isn't a picture has no camera
            taken = ""
        if taken:
            return taken[:10], taken[11:].replace(":", "-"), "camera"
    found = DATE.search(Path(name).stem)
    if not found:
        return "", "", ""
    rest = Path(name).stem[found.end() :]
    time = re.match(r"[-_ T.]*(?:at )?([01]\d|2[0-3])[-_.:]?([0-5]\d)[-_.:]?([0-5]\d)", rest)
    return "-".join(found.groups()), "-".join(time.groups()) if time else "", "file name"


def check_pattern(names):
    if not re.search("DATE|TIME|NAME|NUMBER", PATTERNS[HOW]):
        raise ValueError("The pattern needs one of these words: DATE, TIME, NAME or NUMBER.")
    if HOW == "name with text replaced" and not FIND:
        raise ValueError("Say which text in the names is to be replaced.")
    if FIND and not any(FIND in Path(name).stem for name in names):
        raise ValueError(f"No file has “{FIND}” in its name.")


def new_stem(name, when, number, digits):
    stem = Path(name).stem.replace(FIND, REPLACE) if FIND else Path(name).stem
    if when[2] == "file name" and "DATE" in PATTERNS[HOW]:
        stem = DATE.sub("", stem, count=1)  # it stands in the new name already
    parts = {"DATE": when[0], "TIME": when[1], "NAME": stem, "NUMBER": f"{number:0{digits}d}", "TEXT": TEXT}
    made = re.sub("DATE|TIME|NAME|NUMBER|TEXT", lambda place: parts[place[0]], PATTERNS[HOW])
    made = re.sub(r'[\\/:*?"<>|]', "-", made)
    made = re.sub(r"\s+", " ", made).strip(" -_.") or Path(name).stem
    return {"all small": made.lower(), "all capital": made.upper()}.get(LETTERS, made)


def written(copies):
    """{new: old} as files in /out, or packed where there are many."""
    sizes = sum(Path("/in", old).stat().st_size for old in copies.values())
    if sizes > MOST:
        raise ValueError(
            f"Together the files have {sizes / 1e6:,.0f} MB; copies of at most 90 MB can be made. Take fewer at once."
        )
    if len(copies) <= 60:
        for new, old in copies.items():
            Path("/out", new).write_bytes(Path("/in", old).read_bytes())
        return ""
    with zipfile.ZipFile("/out/renamed.zip", "w") as packed:
        for new, old in copies.items():
            packed.write(f"/in/{old}", new)
    return " They are all in renamed.zip."


def main():
    names = given_files(FILES, (), "files")
    check_pattern(names)
    when = {name: moment(name) for name in names}
    if ORDER == "by name":
        names = sorted(names, key=natural)
    if ORDER == "by date taken":
        names = sorted(names, key=lambda name: (not when[name][0], when[name][:2], natural(name)))
    digits = max(3 if len(names) > 9 else 2, len(str(FIRST + len(names) - 1)))
    taken, rows = {"old and new names.csv", "renamed.zip"}, []
    for number, name in enumerate(names, FIRST):
        new = free_name(new_stem(name, when[name], number, digits) + Path(name).suffix.lower(), taken)
        rows.append({"Old name": name, "New name": new, "Date": when[name][0], "Date from": when[name][2]})
    where = written({row["New name"]: row["Old name"] for row in rows})
    table = pd.DataFrame(rows)
    dated = "DATE" in PATTERNS[HOW] or "TIME" in PATTERNS[HOW] or ORDER == "by date taken"
    table = table if dated else table.drop(columns=["Date", "Date from"])
    table.to_csv("/out/old and new names.csv", index=False, encoding="utf-8-sig")
    print(
        f"{plural(len(names), 'file has', 'files have')} a copy with a new name. The files given stay as they are.{where}"
    )
    undated = [name for name in names if not when[name][0]]
    if dated and undated:
        print(
            f"No date was found for {plural(len(undated), 'file')}: {', '.join(undated[:10])}{' …' if len(undated) > 10 else ''}"
        )
    display(table)


main()
