RATES = {"food": 7, "drinks": 19}


def with_tax(net, group):
    """Rounded to whole cents."""
    return round(net * (100 + RATES[group])) / 100
