import sys

from matching import match, missing
from tables import read_members, read_payments

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def report(members, payments):
    last = max((payment.day.month for payment in payments), default=0)
    paid, gifts = match(members, payments)
    lines = []
    for member in sorted(members, key=str.casefold):
        open_months = missing(paid[member], last)
        if open_months:
            lines.append(f"{member} owes for {', '.join(MONTHS[month - 1] for month in open_months)}")
    lines.append(f"Gifts: {gifts / 100:.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(read_members(sys.argv[1]), read_payments(sys.argv[2])))
