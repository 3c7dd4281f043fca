# ---- numbers as they are written -------------------------------------------------------------------------

WRITTEN = re.compile(
    r"(?<![\w.,/])(?:[$€£¥]\s?)?(?P<sign>[-−+–](?=[\d$€£¥.]))?(?:[$€£¥]\s?)?"
    r"(?P<digits>\d{1,3}(?:[,.\u00a0\u202f'’]\d{3})+(?![\d])(?:[.,]\d+)?|\d{1,3}(?: \d{3})+(?:[.,]\d+)(?!\d)|\d+(?:[.,]\d+)?|\.\d+)"
    r"(?P<power>[eE][-+]?\d{1,3})?"
    r"(?:\s?(?P<scale>(?:k|m|bn|thousand|mill?ions?|bill?ions?|Mio|Mrd|Tausend|Millionen)\b|万|亿))?"
    r"(?P<percent>\s?(?:%|％|percent\b|per cent\b|Prozent\b))?"
)
SCALES = {"k": 3, "thousand": 3, "tausend": 3, "万": 4, "m": 6, "million": 6, "millions": 6, "mio": 6}
SCALES |= {"millionen": 6, "亿": 8, "bn": 9, "billion": 9, "billions": 9, "mrd": 9}
ALONE = re.compile(
    r"\s*\(?[-−+–]?\s?(?:[$€£¥]|[A-Z]{3}\s)?\s?[-−+]?[\d.,\u00a0\u202f'’ ]*\d(?:\.|[eE][-+]?\d{1,3})?\s?"
    r"(?:[$€£¥元%％]|EUR|USD|GBP|CHF|CNY|kr|zł)?\)?\s*"
)


@dataclass(frozen=True)
class Number:
    """A value, the decimals it was written with (negative: rounded to tens, thousands), and where it stood."""

    value: float
    decimals: int
    percent: bool = False
    start: int = 0
    end: int = 0


def without_dates(text: str) -> str:
    """Dates and times blanked out, so that their parts aren't numbers."""
    return DATE_IN_TEXT.sub(lambda found: " " * len(found[0]), text)


def numbers_in(text: str) -> list[Number]:
    text = without_dates(text[:TEXT])
    found = (number_from(match, text) for match in WRITTEN.finditer(text))
    return [number for number in found if number is not None]


def number_from(match: re.Match[str], text: str) -> Number | None:
    if re.match(r"(?:st|nd|rd|th)\b", text[match.end() : match.end() + 3]):
        return None
    plain = plain_digits(match["digits"])
    try:
        value = float(plain + (match["power"] or ""))
    except ValueError:
        return None
    scale = SCALES.get((match["scale"] or "").casefold(), 0)
    decimals = len(plain.partition(".")[2]) - scale - int((match["power"] or "e0")[1:])
    value = value * 10**scale
    if not math.isfinite(value):
        return None
    sign = -1 if match["sign"] in ("-", "−", "–") else 1
    return Number(sign * value, decimals, bool(match["percent"]), match.start(), match.end())


def plain_digits(written: str) -> str:
    """1,234.5 and 1.234,5 as 1234.5; one sign alone before three digits groups where it is a comma."""
    written = re.sub(r"[\u00a0\u202f'’ ]", "", written)
    comma, point = written.rfind(","), written.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
        other = "." if decimal == "," else ","
        return written.replace(other, "").replace(decimal, ".")
    if comma >= 0:
        grouped = re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", written)
        return written.replace(",", "") if grouped else written.replace(",", ".")
    return written.replace(".", "") if written.count(".") > 1 else written


def number_of(thing: Any) -> Number | None:
    """A cell as a number: 12, 12.5, "12,345.60", "12 %", "€5"; None for anything else."""
    if thing is None or isinstance(thing, (bool, np.bool_)):
        return None
    if isinstance(thing, (int, np.integer)):
        return Number(float(thing), 0)
    if isinstance(thing, (float, np.floating)):
        return Number(float(thing), decimals_of(float(thing))) if math.isfinite(thing) else None
    if (
        not isinstance(thing, str)
        or len(thing) > 40
        or not ALONE.fullmatch(thing)
        or DATE_IN_TEXT.search(thing)
    ):
        return None
    found = WRITTEN.findall(thing) and numbers_in(thing.strip("() "))
    if not found or len(found) != 1:
        return None
    negative = thing.strip().startswith("(") or re.match(r"\s*[-−–]\s", thing)
    return replace(found[0], value=-abs(found[0].value)) if negative else found[0]


def decimals_of(value: float) -> int:
    """How many decimals it needs, as floats are written shortest; 15 digits hold."""
    if value == int(value) if abs(value) < 1e15 else True:
        return 0
    written = f"{value:.15g}"
    mantissa, _, power = written.partition("e")
    return max(0, len(mantissa.partition(".")[2]) - int(power or 0))


def digits_of(number: Number) -> int:
    """Digits that count, of those it was written with: 12.3 has 3, 0.05 has 1."""
    if not number.value:
        return 1
    return max(0, math.floor(math.log10(abs(number.value)) + 1e-12) + 1 + number.decimals)


def as_text(thing: Any) -> str:
    """A value for people: 1,204 and 12,345.6 and 2024-03-31."""
    if is_missing(thing):
        return "nothing"
    if isinstance(thing, (bool, np.bool_)):
        return "yes" if thing else "no"
    if isinstance(thing, (int, np.integer)):
        return f"{int(thing):,}"
    if isinstance(thing, (float, np.floating)):
        return number_text(float(thing))
    if isinstance(thing, (datetime.datetime, pd.Timestamp)) and not pd.isna(thing):
        return thing.isoformat(" ").removesuffix(" 00:00:00")
    return " ".join(str(thing).split())


def number_text(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if value == round(value) and abs(value) < 1e15:
        return f"{value:,.0f}"
    if 1e-3 <= abs(value) < 1e15:
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return f"{value:.6g}"


def is_missing(thing: Any) -> bool:
    if thing is None or thing is pd.NaT or thing is pd.NA:
        return True
    return isinstance(thing, (float, np.floating)) and math.isnan(thing)
