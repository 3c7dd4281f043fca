from datetime import date, datetime

FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y")


def parse_date(text):
    """Raises ValueError for what isn't a date."""
    for format in FORMATS:
        try:
            return datetime.strptime(text.strip(), format).date()
        except ValueError:
            continue
    raise ValueError(f"not a date: {text}")


def in_year(birthday, year):
    """Who was born on 29 February has their birthday on 1 March in other years."""
    try:
        return birthday.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
