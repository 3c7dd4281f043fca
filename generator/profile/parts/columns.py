# ---- columns --------------------------------------------------------------------------------------------


def profile_column(
    name: str, values: list[Any], decimal: str, thousands: str, notes: list[str]
) -> dict[str, Any]:
    """One column; `values` are str, or what Excel and JSON gave."""
    texts = [as_text(value).strip() for value in values]
    kept = [i for i, text in enumerate(texts) if not is_missing(text)]
    present = [texts[i] for i in kept]
    counts = Counter(present)
    column = {
        "name": name, "type": "text", "missing": len(texts) - len(present), "distinct": len(counts), "low": "", "high": "",
        "examples": [text[:80] for text, _ in counts.most_common(12)], "date_format": "", "unit": "",
    }  # fmt: skip
    if not present:
        return {**column, "type": "empty"}
    if 0 < len(counts) <= 2 and {text.lower() for text in counts} <= YES:
        return {**column, "type": "yes/no"}
    native = [values[i] for i in kept]
    return (
        as_dates(column, native, present, notes)
        or as_numbers(column, native, present, decimal, thousands, notes)
        or column
    )


def as_text(value: Any) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return short(value) if abs(value) < 1e300 else ""
    if isinstance(value, bytes):
        return f"({len(value):,} bytes)"
    return (
        json.dumps(value, ensure_ascii=False, default=str)[:200]
        if isinstance(value, (dict, list))
        else str(value)
    )


def as_dates(
    column: dict[str, Any], native: list[Any], present: list[str], notes: list[str]
) -> dict[str, Any] | None:
    real = [value for value in native if isinstance(value, (datetime, date))]
    if len(real) >= len(native) * 0.9:
        ordered = sorted(as_text(value) for value in real)
        return {**column, "type": "date", "low": ordered[0], "high": ordered[-1]}
    form = date_format(present) if all(isinstance(value, str) for value in native) else None
    if form is None:
        return None
    if order := day_first(present) if re.match(r"%[dm][/.-]%[dm]", form) else "":
        swap = {"%d": "%m", "%m": "%d"}
        if (order == "day") != form.startswith("%d") and order != "both":
            form = re.sub(r"%[dm]", lambda match: swap[match[0]], form, count=2)
        if order == "both" and form[2] != ".":
            notes.append(
                f"The dates in {column['name']} could be day/month or month/day; they are read as day/month."
            )
    found = [when for text in present if (when := parsed(text, form))]
    if len(found) < len(present) * 0.8:
        return None
    if len(found) < len(present):
        notes.append(
            f"{len(present) - len(found):,} of {len(present):,} values in {column['name']} are not dates like the others."
        )
    plain = form.startswith("%Y-%m-%d")
    low, high = iso(min(found)), iso(max(found))
    return {**column, "type": "date", "low": low, "high": high, "date_format": "" if plain else form}


def as_numbers(
    column: dict[str, Any],
    native: list[Any],
    present: list[str],
    decimal: str,
    thousands: str,
    notes: list[str],
) -> dict[str, Any] | None:
    codes = sum(bool(re.fullmatch(r"0\d+", text)) for text in present)
    found = []
    for value, text in zip(native, present, strict=True):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            found.append(float(value))
        elif (bare := bare_number(text)) and (worth := number(bare, decimal, thousands)) is not None:
            found.append(worth)
    if len(found) < max(1, len(present) * 0.8) or codes > len(present) * 0.02:
        return None
    if len(found) < len(present):
        notes.append(
            f"{len(present) - len(found):,} of {len(present):,} values in {column['name']} are not numbers."
        )
    signs = Counter(sign.upper() for text in present[:2000] for sign in re.findall(MONEY + "|%", text, re.I))
    if signs:
        notes.append(
            f"The numbers in {column['name']} carry {', '.join(sign for sign, _ in signs.most_common(3))}."
        )
    unit = unit_of(str(column["name"]).rpartition(" / ")[2])
    return {**column, "type": "number", "low": short(min(found)), "high": short(max(found)), "unit": unit}
