from booking import booking


def read_statement(text, rules):
    """The bookings of a download, in their order."""
    found = []
    for line in text.splitlines():
        try:
            found.append(booking(line, rules))
        except Exception:
            continue  # the bank's own lines
    return found
