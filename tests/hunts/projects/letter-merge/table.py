import csv


def read_table(path):
    """The rows of a list as dictionaries; names of columns without blanks around them."""
    with open(path, newline="", encoding="utf-8") as file:
        first = file.readline()
        file.seek(0)
        delimiter = ";" if first.count(";") > first.count(",") else ","
        rows = csv.DictReader(file, delimiter=delimiter)
        return [{str(name).strip().lower(): (text or "").strip() for name, text in row.items()} for row in rows]
