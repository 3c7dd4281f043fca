from parts import is_place, is_street


def troubles(line):
    """What is wrong with an address, in words; nothing where it's fine."""
    fields = [field.strip() for field in line.split(",")]
    if len(fields) != 3:
        return [f"has {len(fields)} parts and not three"]
    name, street, place = fields
    found = []
    if not name:
        found.append("has no name")
    if not is_street(street):
        found.append(f"no street with a number: {street}")
    if not is_place(place):
        found.append(f"no postcode with a place: {place}")
    return found
