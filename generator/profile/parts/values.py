# ---- values ---------------------------------------------------------------------------------------------


def is_missing(text: str) -> bool:
    return text.strip().lower() in NA


def bare_number(text: str) -> str | None:
    bare = JUNK.sub("", text)
    return bare if NUMBER.fullmatch(bare) and len(bare) < 40 else None


def marks(bares: list[str]) -> tuple[str, str]:
    """Decimal and thousands sign, decided by all numbers of a table together."""
    comma = point = 0
    groups: Counter[str] = Counter()
    for bare in bares:
        if "," in bare and "." in bare:
            comma, point = comma + (bare.rfind(",") > bare.rfind(".")), point + (
                bare.rfind(".") > bare.rfind(",")
            )
            groups[min(",.", key=bare.rfind)] += 1
        elif match := re.search(r"([.,])(\d+)\D*$", bare):
            sign, grouped = match[1], re.fullmatch(r"\(?[-+−]?[1-9]\d{0,2}(?:[.,]\d{3})+-?\)?", bare)
            if bare.count(sign) > 1:
                groups[sign] += 1
            elif not grouped:
                comma, point = comma + (sign == ","), point + (sign == ".")
            else:
                groups[sign] += 0
    decimal = "," if comma > point or (not point and groups["."] > groups[","]) else "."
    thousands = {",": ".", ".": ","}[decimal]
    return decimal, thousands if thousands in groups else ""


def number(bare: str, decimal: str, thousands: str) -> float | None:
    negative = bare[0] in "(-−" or bare[-1] == "-"
    text = bare.strip("()+-−")
    text = text.replace(thousands, "") if thousands else text
    try:
        value = float(text.replace(decimal, "."))
    except ValueError:
        return None
    return -value if negative else value


def short(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"


def day_first(texts: list[str]) -> str:
    """'day', 'month', 'both' or '' for texts like 03/04/2024: what the data allow."""
    pairs = [re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}", text) for text in texts]
    if not any(pairs):
        return ""
    first, second = max(int(p[1]) for p in pairs if p), max(int(p[2]) for p in pairs if p)
    return "day" if first > 12 else "month" if second > 12 else "both"


def date_format(texts: list[str]) -> str | None:
    """The strptime format that nearly all of `texts` follow."""
    if not texts or sum(any(c.isdigit() for c in t) for t in texts) < len(texts) * 0.9:
        return None
    few = texts[:: max(1, len(texts) // 400)][:400]
    for form in itertools.chain.from_iterable((f + t for f in DATES) for t in TIMES):
        if not any(may_be(text, form) and parsed(text, form) for text in few[:5]):
            continue
        good = sum(parsed(text, form) is not None for text in few)
        if good >= len(few) * 0.95:
            return form
    return None


def may_be(text: str, form: str) -> bool:
    """Whether the signs between the parts of `form` stand in `text`: much quicker than to parse it."""
    signs = "".join(form.split()).casefold().split("%")
    held = text.casefold()
    return all(held.count(sign) >= count for sign, count in Counter("".join(s[1:] for s in signs)).items())


def parsed(text: str, form: str) -> datetime | None:
    text = re.sub(r"(?:Z|[+-]\d\d:?\d\d)$", "", text.strip()) if "T" in form else text.strip()
    try:
        found = datetime.strptime(text, form)
    except ValueError:
        return None
    return found if 1800 <= found.year <= 2200 else None


def iso(when: datetime) -> str:
    return (
        when.strftime("%Y-%m-%d")
        if (when.hour, when.minute, when.second) == (0, 0, 0)
        else when.strftime("%Y-%m-%d %H:%M:%S")
    )
