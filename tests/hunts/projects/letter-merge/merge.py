import sys
from pathlib import Path

from letter import file_name, fill
from table import read_table


def merge(template, table, folder):
    """Write the letters; returns how many there are."""
    text, rows = Path(template).read_text(encoding="utf-8"), read_table(table)
    Path(folder).mkdir(exist_ok=True)
    for number, row in enumerate(rows, 1):
        (Path(folder) / file_name(number, row)).write_text(fill(text, row), encoding="utf-8")
    return len(rows)


if __name__ == "__main__":
    print(merge(*sys.argv[1:4]), "letters written")
