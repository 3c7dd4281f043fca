# ---- headers as programs find them ----------------------------------------------------------------------


def add_headers(columns: list[dict[str, Any]], found: list[Any]) -> None:
    """What a program finds where it isn't the name; None where only its place tells the column."""
    for column, text in zip(columns, found, strict=False):
        told = text if isinstance(text, str) and text else None
        column["header"] = "" if text == column["name"] else told


def found_names(cells: list[Any], form: str) -> list[Any]:
    if form in ("csv", "excel"):
        return pandas_names(cells)
    return [cell if cells.count(cell) == 1 else None for cell in cells]


def pandas_names(cells: list[Any]) -> list[Any]:
    """What pandas makes of a header row: empty cells and doubled names get others, the empty ones last."""
    empty = [cell is None or cell == "" for cell in cells]
    names = [f"Unnamed: {at}" if empty[at] else cell for at, cell in enumerate(cells)]
    times: Counter[Any] = Counter()
    for at in sorted(range(len(names)), key=lambda at: empty[at]):
        name, count = names[at], times[names[at]]
        while count:
            times[names[at]] = count + 1
            name = f"{names[at]}.{count}"
            count = count + 1 if name in names else times[name]
        names[at] = name
        times[name] = count + 1
    return names
