SIZE = 50


def batches(addresses, size=SIZE):
    """Lists of at most `size`."""
    return [addresses[start : start + size] for start in range(0, len(addresses) - 1, size)]
