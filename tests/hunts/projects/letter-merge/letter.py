import re

PLACE = re.compile(r"\{(\w+)\}")


def fill(template, row):
    """The template with the row's values; what the row doesn't have stays empty."""
    return PLACE.sub(lambda found: row.get(found[1].lower(), ""), template)


def file_name(number, row):
    name = "-".join(part for part in (row.get("last_name"), row.get("first_name")) if part)
    safe = re.sub(r"[^\w-]", "_", name)
    return f"{number:03}-{safe}.txt"
