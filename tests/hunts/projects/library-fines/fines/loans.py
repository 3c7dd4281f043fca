import csv
from dataclasses import dataclass
from datetime import date


@dataclass
class Loan:
    reader: str
    kind: str
    title: str
    lent: date
    returned: date


def read_loans(path):
    with open(path, newline="", encoding="utf-8") as file:
        return [
            Loan(
                row["reader"],
                row["kind"],
                row["title"],
                date.fromisoformat(row["lent"]),
                date.fromisoformat(row["returned"]),
            )
            for row in csv.DictReader(file)
        ]
