import csv
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Payment:
    day: date
    name: str
    cents: int


def read_members(path):
    with open(path, newline="", encoding="utf-8") as file:
        return [row["name"] for row in csv.DictReader(file)]


def read_payments(path):
    with open(path, newline="", encoding="utf-8") as file:
        return [
            Payment(date.fromisoformat(row["day"]), row["name"], round(float(row["amount"]) * 100))
            for row in csv.DictReader(file)
        ]
