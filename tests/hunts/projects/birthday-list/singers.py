from dates import parse_date


def read_singers(text):
    """(name, birthday) of each line."""
    found = []
    for line in text.splitlines():
        if line.strip():
            name, birthday = line.split(";")
            found.append((name.strip(), parse_date(birthday)))
    return found
