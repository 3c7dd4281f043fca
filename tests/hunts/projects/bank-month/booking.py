from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Booking:
    day: date
    name: str
    cents: int
    group: str


def cents_of(text):
    """`-1.234,56` is -123456."""
    whole, _, part = text.strip().partition(",")
    sign = -1 if whole.startswith("-") else 1
    return sign * (abs(int(whole.replace(".", ""))) * 100 + int(part.ljust(2, "0")))


def booking(line, rules):
    """Raises where the line isn't one."""
    day, name, amount = line.split(";")
    return Booking(datetime.strptime(day, "%d.%m.%Y").date(), name, cents_of(amount), rules[name])
