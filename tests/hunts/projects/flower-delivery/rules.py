FREE_FROM = 5000
DELIVERY = 590
CARD = 150


def delivery(cents):
    """`cents`: of the bouquets, after the voucher."""
    return 0 if cents >= FREE_FROM else DELIVERY
