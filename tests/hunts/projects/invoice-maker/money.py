"""Amounts in euros."""


def times(amount, factor):
    """Rounded to whole cents."""
    return round(amount * factor, 2)


def percent(amount, rate):
    """`rate` percent of an amount, rounded to whole cents."""
    return times(amount, rate / 100)


def total(amounts):
    return round(sum(amounts), 2)


def shown(amount):
    return f"{amount:,.2f}"
