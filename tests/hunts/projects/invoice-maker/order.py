import csv
from dataclasses import dataclass

from money import percent, times


@dataclass
class Line:
    what: str
    quantity: float
    price: float
    rate: float

    @property
    def net(self):
        return times(self.price, self.quantity)

    @property
    def tax(self):
        return percent(self.net, self.rate)


def read_order(path):
    with open(path, newline="", encoding="utf-8") as file:
        return [
            Line(row["what"], float(row["quantity"]), float(row["price"]), float(row["rate"]))
            for row in csv.DictReader(file)
        ]
