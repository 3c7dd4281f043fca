# ---- rows that are wanted -------------------------------------------------------------------------------

SIGNS = ["!=", ">=", "<=", "=", ">", "<", "contains"]


def split_condition(condition, columns):
    """ "Region = North" -> ("Region", "=", "North"); the longest column name that fits wins."""
    for column in sorted(columns, key=len, reverse=True):
        rest = condition.strip()[len(column) :].strip()
        if condition.strip().lower().startswith(column.lower()):
            for sign in SIGNS:
                if rest.lower().startswith(sign):
                    return column, sign, rest[len(sign) :].strip()
    raise ValueError(f"The condition “{condition}” can't be read. Write it like: {columns[0]} = value")


def wanted_rows(frame, conditions):
    keep = pd.Series(True, index=frame.index)
    for condition in conditions:
        column, sign, value = split_condition(condition, list(frame.columns))
        keep &= holds(frame[column], sign, value, condition)
    return frame[keep]


def holds(values, sign, wanted, condition):
    if pd.api.types.is_datetime64_any_dtype(values):
        start, end = date_span(values, wanted, condition)
        tests = {
            "=": (values >= start) & (values < end),
            ">=": values >= start,
            "<": values < start,
            "<=": values < end,
        }
        return {**tests, "!=": ~tests["="], ">": values >= end}.get(sign, tests["="])
    if pd.api.types.is_numeric_dtype(values) and wanted.lower() != "empty":
        try:
            number = float(wanted.replace(",", ""))
        except ValueError:
            raise ValueError(f"“{wanted}” in the condition “{condition}” is not a number.") from None
        tests = {"=": values == number, "!=": values != number, ">": values > number, "<": values < number}
        return {**tests, ">=": values >= number, "<=": values <= number}.get(sign, tests["="])
    text = values.astype("str").where(values.notna(), "").str.strip().str.casefold()
    if sign == "contains":
        return text.str.contains(wanted.casefold(), regex=False)
    options = (
        {wanted.casefold()} if (text == wanted.casefold()).any() else set(wanted.casefold().split(" or "))
    )
    found = text.isin({"" if option.strip() == "empty" else option.strip() for option in options})
    return ~found if sign == "!=" else found


def date_span(values, wanted, condition):
    """The first moment of a day, month, quarter, year or "last ..." and the first moment after it."""
    newest = values.max()
    if match := re.fullmatch(r"last (?:(\d+) )?(day|week|month|quarter|year)s?", wanted.lower()):
        if match[1]:
            units = {"quarter": {"months": 3 * int(match[1])}}.get(match[2], {match[2] + "s": int(match[1])})
            return newest.normalize() - pd.DateOffset(**units) + pd.Timedelta(days=1), newest + pd.Timedelta(
                days=1
            )
        period = newest.to_period(
            {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}[match[2]]
        )
        return period.start_time, (period + 1).start_time
    if match := re.fullmatch(r"(\d{4})-q([1-4])", wanted.lower()):
        period = pd.Period(year=int(match[1]), quarter=int(match[2]), freq="Q")
    elif re.fullmatch(r"\d{4}(-\d\d?){0,2}", wanted):
        period = pd.Period(wanted, freq="YMD"[wanted.count("-")])
    else:
        raise ValueError(
            f"“{wanted}” in the condition “{condition}” is not a date like 2024-05-31, 2024-05, 2024-Q2 or 2024."
        )
    return period.start_time, (period + 1).start_time
