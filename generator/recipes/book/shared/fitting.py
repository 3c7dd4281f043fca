# ---- rows that fit, one by one ----------------------------------------------------------------------------

COMPARES = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    ">": lambda one, other: one > other,
    "<": lambda one, other: one < other,
    ">=": lambda one, other: one >= other,
    "<=": lambda one, other: one <= other,
}


def rows_that_fit(table, conditions, read):
    """The rows as dicts, None where a cell is empty, of which every condition holds."""
    rows = [
        {name: None if pd.isna(value) else value for name, value in zip(table.columns, row, strict=True)}
        for row in table.itertuples(index=False, name=None)
    ]
    for condition in conditions:
        name, sign, wanted = split_condition(condition, list(table.columns))
        if name in read["dates"]:
            fits = day_test([row[name] for row in rows], sign, wanted.lower())
        elif name in read["numbers"] and wanted.lower() != "empty":
            fits = number_test(sign, float(wanted.replace(",", "")))
        else:
            fits = text_test([row[name] for row in rows], sign, wanted.casefold())
        rows = [row for row in rows if fits(row[name])]
    return rows


def number_test(sign, wanted):
    holds = COMPARES.get(sign, COMPARES["="])
    return lambda value: sign == "!=" if value is None else holds(value, wanted)


def text_test(values, sign, wanted):
    def plain(value):
        return "" if value is None else str(value).strip().casefold()

    if sign == "contains":
        return lambda value: wanted in plain(value)
    options = [wanted] if wanted in map(plain, values) else wanted.split(" or ")
    options = ["" if option.strip() == "empty" else option.strip() for option in options]
    return lambda value: (plain(value) in options) != (sign == "!=")


def day_test(values, sign, wanted):
    """By how a date is written: "2024-05" is how each day of that May begins."""
    newest = max((value for value in values if value is not None), default=None)
    if wanted.startswith("last ") and newest is not None:
        return last_test(newest, sign, wanted)
    if re.fullmatch(r"\d{4}-q[1-4]", wanted):
        write = written_quarter
    else:
        wanted = "-".join(part.zfill(2) for part in wanted.split("-"))

        def write(value):
            return f"{value:%Y-%m-%d}"[: len(wanted)]

    holds = COMPARES.get(sign, COMPARES["="])
    return lambda value: sign == "!=" if value is None else holds(write(value), wanted)


def written_quarter(value):
    return f"{value:%Y}-q{(value.month + 2) // 3}"


def last_test(newest, sign, wanted):
    found = re.fullmatch(r"last (?:(\d+) )?(day|week|month|quarter|year)s?", wanted)
    if not found or sign not in ("=", "!=", "contains"):
        cannot_tell("The condition is of a kind that can't be tried in another way.")
    unit = found[2]
    if found[1]:
        many = int(found[1]) * {"week": 7, "quarter": 3}.get(unit, 1)
        back = {"day": "days", "week": "days", "year": "years"}.get(unit, "months")
        before = (newest - pd.DateOffset(**{back: many})).date()

        def inside(value):
            return before < value.date() <= newest.date()

    else:
        write = {
            "day": lambda value: value.date(),
            "week": lambda value: value.isocalendar()[:2],
            "month": lambda value: (value.year, value.month),
            "quarter": written_quarter,
            "year": lambda value: value.year,
        }[unit]

        def inside(value):
            return write(value) == write(newest)

    return lambda value: (value is not None and inside(value)) != (sign == "!=")
