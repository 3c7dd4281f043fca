import sys

from money import shown, total
from order import read_order


def invoice(lines):
    """The text: a row for each line (what, net, tax), then the sums."""
    rows = [(line.what, line.net, line.tax) for line in lines]
    net, tax = total(row[1] for row in rows), total(row[2] for row in rows)
    rows += [("Sum", net, tax), ("To pay", total([net, tax]), None)]
    return "\n".join(
        f"{what:<20}{shown(amount):>12}" + (f"{shown(tax):>10}" if tax is not None else "") for what, amount, tax in rows
    )


if __name__ == "__main__":
    print(invoice(read_order(sys.argv[1])))
