"""Takes repeated lines out of a text, or lists them."""

from pathlib import Path

import pandas as pd

FILE = ""  # a text file, "" for the text below
TEXT = ""
ACTION = "remove"  # find, remove
IGNORE_CASE = False
SORT = False  # the lines that are left, from A to Z


def lines():
    if not FILE and not TEXT.strip():
        raise ValueError("There is no text. Add a text file, or write the lines in the field.")
    if not FILE:
        return TEXT.splitlines()
    data = Path("/in/" + FILE).read_bytes()
    for encoding in (
        "utf-8-sig",
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8",
        "gb18030",
        "cp1252",
    ):
        try:
            return data.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").splitlines()


def key(line):
    line = line.strip()
    return line.casefold() if IGNORE_CASE else line


def main():
    given = [line.strip() for line in lines()]
    filled = [line for line in given if line]
    first, times = {}, {}
    for line in filled:
        first.setdefault(key(line), line)
        times[key(line)] = times.get(key(line), 0) + 1
    repeated = len(filled) - len(first)
    print(f"{len(filled):,} lines, {len(first):,} different; {repeated:,} repeat an earlier one.")
    if len(given) > len(filled):
        print(f"{len(given) - len(filled):,} empty lines are left out.")
    if ACTION == "find":
        rows = [(first[name], often) for name, often in times.items() if often > 1]
        display(pd.DataFrame(sorted(rows, key=lambda row: -row[1]), columns=["Line", "Times"]))
        return
    kept = sorted(first.values(), key=str.casefold) if SORT else list(first.values())
    display(pd.DataFrame({"Line": kept}))
    stem = FILE.rsplit(".", 1)[0] if FILE else "text"
    with open(f"/out/{stem}-without-duplicates.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(kept) + "\n")


main()
