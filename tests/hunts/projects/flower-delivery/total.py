import json
import sys
from pathlib import Path

from rules import CARD, delivery


def total(order):
    """(what, cents) for each line, the last one is what is to be paid."""
    bouquets = sum(one["cents"] for one in order["bouquets"])
    voucher = min(order.get("voucher_cents", 0), bouquets)
    remains = bouquets - voucher
    lines = [("Bouquets", bouquets), ("Voucher", -voucher), ("Delivery", delivery(remains)), ("Cards", order.get("cards", 0) * CARD)]
    return [*lines, ("To pay", sum(cents for _, cents in lines))]


if __name__ == "__main__":
    for what, cents in total(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))):
        print(f"{what:<10}{cents / 100:>8.2f}")
