# ---- tables ---------------------------------------------------------------------------------------------


def find_header(rows: list[list[Any]]) -> tuple[int, bool]:
    """(junk rows above, whether the row after them is a header) from the first rows."""
    widths = [sum(bool(as_text(cell).strip()) for cell in row) for row in rows[:60]]
    wide = statistics.mode([w for w in widths[-40:] if w] or [0])
    start = next((i for i, w in enumerate(widths) if w >= max(1, wide * 0.6) and w >= min(2, wide)), 0)
    body = rows[start + 1 : start + 30]
    return start, looks_like_header([as_text(cell).strip() for cell in rows[start]], body) if rows else False


def looks_like_header(first: list[str], body: list[list[Any]]) -> bool:
    named = [text for text in first if text]
    if not named or len(set(named)) < len(named) * 0.7:
        return False
    if any(
        (bare_number(t) and not re.fullmatch(r"(19|20)\d\d", t)) or date_format([t]) or "@" in t
        for t in named
    ):
        return False
    if not body:
        return True
    for index, text in enumerate(first):
        below = [as_text(row[index]).strip() for row in body if index < len(row)]
        below = [value for value in below if not is_missing(value)]
        if (
            text
            and below
            and all(bare_number(value) or date_format([value]) or "@" in value for value in below)
        ):
            return True
    texts = {as_text(cell).strip().lower() for row in body for cell in row}
    return not any(text.lower() in texts for text in named)


def name_columns(row: list[Any], width: int) -> list[str]:
    names: list[str] = []
    for index in range(width):
        text = re.sub(r"\s+", " ", as_text(row[index]) if index < len(row) else "").strip()[:120]
        base = name = text or f"Column {index + 1}"
        again = 2
        while name in names:
            name, again = f"{base} ({again})", again + 1
        names.append(name)
    return names


def profile_rows(
    rows: list[list[Any]], read: dict[str, Any], notes: list[str], name: str = ""
) -> dict[str, Any]:
    """A table from all (or sampled) rows, junk and header still in it."""
    skip, headed = find_header(rows[:200])
    body = [row for row in rows[skip + headed :] if any(as_text(cell).strip() for cell in row)]
    width = max(
        [len(row) for row in rows[skip : skip + 1]]
        + [statistics.mode([len(row) for row in body[:2000]] or [0])]
    )
    while (
        width
        and headed
        and width > len(rows[skip])
        and not any(as_text(row[width - 1]).strip() for row in body if len(row) >= width)
    ):
        width -= 1
    names = name_columns(rows[skip] if headed else [], width)
    if skip:
        notes.append(
            f"{skip} lines above the table are skipped." if skip > 1 else "1 line above the table is skipped."
        )
    if not headed and width:
        notes.append("The table has no header row; the columns are called Column 1, Column 2 and so on.")
    step = max(1, len(body) * max(width, 1) // CELLS + 1)
    looked = body[::step]
    decimal, thousands = marks(
        [b for row in looked[:3000] for cell in row if isinstance(cell, str) and (b := bare_number(cell))]
    )
    columns = [
        profile_column(column, [row[i] if i < len(row) else "" for row in looked], decimal, thousands, notes)
        for i, column in enumerate(names)
    ]
    add_headers(columns, found_names(rows[skip][:width], read["format"]) if headed else [])
    longest = max((len(row) for row in body), default=width)
    if read["format"] == "csv" and longest > width:
        many = sum(len(row) > width for row in body)
        notes.append(f"{many:,} rows have more fields than the header; what is too many is left out.")
    used = {
        text.strip()
        for row in looked[:20000]
        for cell in row
        if is_missing(text := as_text(cell)) and text.strip()
    }
    read = {
        **read,
        "header": (0 if read["format"] == "csv" else skip) if headed else None,
        "skip": skip,
        "na": sorted(used),
    }
    if read["format"] == "csv":
        read |= {"decimal": decimal, "thousands": thousands, "extra": max(0, min(longest - width, 500))}
    elif thousands or decimal == ",":
        read |= {"decimal": decimal, "thousands": thousands}
    sample = [[as_text(cell)[:120] for cell in row[:width]] for row in body[:5]]
    return {
        "name": name,
        "rows": len(body),
        "columns": columns,
        "sample": sample,
        "read": read,
        "factor": step,
    }
