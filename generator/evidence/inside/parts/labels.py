# ---- labels: words and dates, whatever their form --------------------------------------------------------

MONTHS = [
    "january jan januar jän jänner janvier enero 一月", "february feb februar février febrero 二月",
    "march mar märz mär mrz maerz mars marzo 三月", "april apr avril abril 四月", "may mai mayo 五月",
    "june jun juni juin junio 六月", "july jul juli juillet julio 七月", "august aug août agosto 八月",
    "september sep sept septembre septiembre 九月", "october oct oktober okt octobre octubre 十月",
    "november nov novembre noviembre 十一月", "december dec dezember dez décembre diciembre 十二月",
]  # fmt: skip
DAYS = [
    "monday mon montag mo 星期一 周一", "tuesday tue tues dienstag di 星期二 周二",
    "wednesday wed mittwoch mi 星期三 周三", "thursday thu thur thurs donnerstag do 星期四 周四",
    "friday fri freitag fr 星期五 周五", "saturday sat samstag sa sonnabend 星期六 周六",
    "sunday sun sonntag so 星期日 周日",
]  # fmt: skip
MONTH_OF = {word: at for at, words in enumerate(MONTHS, 1) for word in words.split()}
DAY_OF = {word: at for at, words in enumerate(DAYS, 1) for word in words.split()}
MONTH_WORDS = "|".join(sorted(MONTH_OF, key=len, reverse=True))
DATE_IN_TEXT = re.compile(
    r"(?<![\d.,])\d{4}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?!\d)(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
    r"|(?<![\d.,])\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?![\d.,]\d)(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|(?<![\d.,-])(?:19|20)\d{2}-(?:0[1-9]|1[0-2])(?![\d-])"
    r"|(?<!\d)\d{4}年\d{1,2}月(?:\d{1,2}日)?"
    rf"|(?<!\w)(?:\d{{1,2}}\.?\s)?(?:{MONTH_WORDS})\.?\s(?:\d{{1,2}},\s)?(?:19|20)\d{{2}}(?!\d)"
    r"|(?<!\w)(?:19|20)\d{2}[- ]?Q[1-4](?!\w)|(?<!\w)Q[1-4][- /](?:19|20)\d{2}(?!\d)"
    r"|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)",
    re.I,
)
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?)?")
BACKWARDS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
NAMED = re.compile(
    r"(?:(\d{1,2})\.?[\s-])?([^\W\d_]+)\.?[\s,'-]+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s)?(\d{4}|\d{2}(?!\d))"
)
QUARTER = re.compile(r"(?:q([1-4])[\s/-]*(\d{4})|(\d{4})[\s/-]*q([1-4]))")
TOTALS = re.compile(
    r"(?:grand-| |sub)?(?:grand )?(?:total|totals|sum|overall|all|gesamt|gesamtsumme|jahressumme|summe|insgesamt|合计|总计|average|mean)s?"
    r"(?:[ -](?:19|20)\d{2})?"
)
NOTHING = {"", "nan", "none", "null", "nat", "<na>", "n/a"}


def plain_words(thing: Any) -> str:
    """Case, blanks, dashes, quotes and signs around a text don't count."""
    text = unicodedata.normalize("NFKC", str(thing)).casefold()
    text = re.sub(r"[‐‑‒–—―−_]", "-", text)
    text = re.sub(r"[’‘`´]", "'", text)
    text = re.sub(r"\s*-\s*", "-", " ".join(text.split()))
    return text.strip(" .:;,!?*#|\"'“”()[]")


def label_of(thing: Any) -> str:
    """One canonical text of a label: "day 2024-03-05", "month 2024-03", "quarter 2024-1", or its plain words."""
    if is_missing(thing):
        return ""
    if isinstance(thing, (bool, np.bool_)):
        return "yes" if thing else "no"
    if isinstance(thing, (int, np.integer)):
        return str(int(thing))
    if isinstance(thing, (float, np.floating)):
        return str(int(thing)) if thing == round(thing) else repr(round(float(thing), 9))
    if isinstance(thing, pd.Period):
        thing = thing.start_time if thing.freqstr[:1] != "Q" else f"{thing.year}Q{thing.quarter}"
    if isinstance(thing, (datetime.datetime, datetime.date)):
        return moment(thing)
    return label_of_text(str(thing))


def moment(when: Any) -> str:
    written = when.isoformat()
    day, _, clock = written.partition("T")
    return f"day {day}" if not clock.strip("0:.") else f"time {day} {clock[:8]}"


def label_of_text(text: str) -> str:
    words = plain_words(text)
    if words in NOTHING:
        return ""
    if len(words) > 40 or not (words[0].isdigit() or words[-1:].isdigit() or words[-1:] in "月日"):
        return words
    if re.fullmatch(r"-?\d+\.0+", words):
        return words.partition(".")[0]
    return dated(words) or words


def dated(words: str) -> str:
    """`words` as a day, month or quarter; "" where they are none."""
    if found := ISO.fullmatch(words) or CHINESE.fullmatch(words):
        return day_or_month(int(found[1]), int(found[2]), found[3])
    if found := QUARTER.fullmatch(words):
        return f"quarter {found[2] or found[3]}-{found[1] or found[4]}"
    if found := BACKWARDS.fullmatch(words):
        return backwards(int(found[1]), found[2], int(found[3]), found[4])
    if (found := NAMED.fullmatch(words)) and found[2] in MONTH_OF:
        return day_or_month(full_year(found[4]), MONTH_OF[found[2]], found[1] or found[3])
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?", words):
        return f"time {found[1]} {(found[2] + ':00')[:8]}"
    return ""


def backwards(first: int, sign: str, second: int, year: str) -> str:
    """31.03.2024 or 3/31/2024; with a point the day comes first, with a slash the month where it can."""
    month_first = (sign == "/" and first <= 12) or second > 12
    day, month = (second, first) if month_first else (first, second)
    return day_or_month(full_year(year), month, str(day))


def full_year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def day_or_month(year: int, month: int, day: str | None) -> str:
    if not 1800 <= year <= 2200 or not 1 <= month <= 12 or (day and not 1 <= int(day) <= 31):
        return ""
    return f"day {year}-{month:02}-{int(day):02}" if day else f"month {year}-{month:02}"


def label_forms(labels: Sequence[str], name: str) -> dict[str, list[str]]:
    """The labels of a column as they are, and in coarser forms in which they mean the same where they are unique. A row of
    totals stays what it is.
    """
    totals = [at for at, label in enumerate(labels) if TOTALS.fullmatch(label)]
    if not totals or len(totals) == len(labels):
        return forms_of(labels, name)
    apart = [label for at, label in enumerate(labels) if at not in totals]
    forms = {form: with_totals(each, totals) for form, each in forms_of(apart, name).items()}
    return forms | {"plain": list(labels)}


def with_totals(labels: Sequence[str], totals: Sequence[int]) -> list[str]:
    whole = list(labels)
    for at in totals:
        whole.insert(at, "total")
    return whole


def forms_of(labels: Sequence[str], name: str) -> dict[str, list[str]]:
    forms = {"plain": list(labels)}
    if forms["plain"] and all(re.match(r"day|month", label) for label in labels if label):
        months = [re.sub(r"^(?:day|month) (\d{4}-\d\d).*", r"month \1", label) for label in labels]
        if all(ends_a_month(label) for label in labels if label):
            forms["month"] = months
            quarters = [
                re.sub(r"month (\d{4})-(\d\d)", lambda m: f"quarter {m[1]}-{(int(m[2]) + 2) // 3}", m)
                for m in months
            ]
            if len(set(quarters)) == len(set(months)):
                forms["quarter"] = quarters
            years = [month[6:10] for month in months]
            if len(set(years)) == len(set(months)):
                forms["year"] = years
        if len({month[6:10] for month in months if month}) == 1 and "month" in forms:
            forms["month of the year"] = [f"month {int(month[11:13])}" if month else "" for month in months]
    elif all(label.startswith("quarter") for label in labels if label):
        forms["quarter"] = list(labels)
        if len({label[8:12] for label in labels if label}) == 1:
            forms["quarter of the year"] = [f"q{label[13:]}" for label in labels]
    return forms | named_forms(labels, name)


def named_forms(labels: Sequence[str], name: str) -> dict[str, list[str]]:
    """Months and weekdays by name or, where the column's name says so, by number."""
    present = [label for label in labels if label]
    forms: dict[str, list[str]] = {}
    if not present:
        return forms
    if all(label in MONTH_OF for label in present):
        forms["month of the year"] = [f"month {MONTH_OF[label]}" if label else "" for label in labels]
    if all(label in DAY_OF for label in present):
        forms["weekday"] = [f"weekday {DAY_OF[label]}" if label else "" for label in labels]
    words = plain_words(name)
    if re.search(r"month|monat|月", words) and all(
        re.fullmatch(r"0?[1-9]|1[0-2]", label) for label in present
    ):
        forms["month of the year"] = [f"month {int(label)}" if label else "" for label in labels]
    if all(re.fullmatch(r"q[1-4]", label) for label in present):
        forms["quarter of the year"] = list(labels)
    if all(re.fullmatch(r"(?:19|20)\d{2}", label) for label in present):
        forms["year"] = list(labels)
    if all(re.fullmatch(r"\d{1,2}(?::00|-?h|-uhr)?(?:-\d{1,2}(?::00)?)?", label) for label in present):
        forms["hour"] = [str(int(re.match(r"\d+", label)[0])) if label else "" for label in labels]  # type: ignore[index]
    return forms


def ends_a_month(label: str) -> bool:
    """Whether it is a month, or the first or last day of one."""
    if label.startswith("month"):
        return True
    with contextlib.suppress(ValueError):
        day = datetime.date.fromisoformat(label[4:])
        return day.day == 1 or (day + datetime.timedelta(1)).day == 1
    return False
