from fines.rules import days_late, fine


def owed(loans):
    """Cents for each reader who owes something."""
    sums = {}
    for loan in loans:
        cents = fine(loan.kind, days_late(loan.kind, loan.lent, loan.returned))
        if cents:
            sums[loan.reader] = sums.get(loan.reader, 0) + cents
    return sums


def report(loans):
    lines = [f"{reader:<20} {cents / 100:>6.2f}" for reader, cents in sorted(owed(loans).items())]
    return "\n".join(lines) or "Nobody owes anything."
