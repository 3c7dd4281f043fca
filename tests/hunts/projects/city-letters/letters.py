import csv
import sys
from pathlib import Path

from jinja2 import Environment


def letter(rows, template):
    """The text of the letter; `rows`: a dictionary for each helper."""
    return Environment(autoescape=False).from_string(template).render(rows=rows).strip()


def read_rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    print(letter(read_rows(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8")))
