from names import key

FEE = 3520


def match(members, payments):
    """({member: {month: cents}}, cents of gifts)"""
    known = {key(member): member for member in members}
    paid, gifts = {member: {} for member in members}, 0
    for payment in payments:
        member = known.get(key(payment.name))
        if member is None:
            gifts += payment.cents
        else:
            months = paid[member]
            months[payment.day.month] = months.get(payment.day.month, 0) + payment.cents
    return paid, gifts


def missing(months, last):
    """The months up to `last` that aren't paid in full."""
    return [month for month in range(1, last + 1) if months.get(month, 0) < FEE]
