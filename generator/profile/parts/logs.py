# ---- logs -----------------------------------------------------------------------------------------------

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
STAMPS = {
    "%Y-%m-%dT%H:%M:%S": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?",
    "%Y-%m-%d %H:%M:%S": r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?[+-]\d{4})?",
    "%Y/%m/%d %H:%M:%S": r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d(?:[.,]\d+)?",
    "%d/%b/%Y:%H:%M:%S": rf"\d\d/(?:{MONTHS})/\d{{4}}:\d\d:\d\d:\d\d(?: [+-]\d{{4}})?",
    "%b %d %H:%M:%S": rf"(?:{MONTHS}) [ \d]\d \d\d:\d\d:\d\d",
    "%d.%m.%Y %H:%M:%S": r"\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d(?:[.,]\d+)?",
}
LEVEL = re.compile(
    r"\b(TRACE|DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|ERR|CRITICAL|FATAL|SEVERE|ALERT|EMERG)\b", re.I
)
SHAPES, LOG_LINES = 12, 60_000  # messages that are told, lines that are looked at
DEEP = 120  # characters of a line in which time and level are looked for


def profile_log(lines: list[str], ending: str, sampled: bool, result: dict[str, Any]) -> bool:
    """Fill `result` where most lines begin alike with a time; False where they don't."""
    whole = [line for line in lines if line.strip()]
    kept = [*whole[: -1 : max(1, len(whole) // LOG_LINES)], *whole[-1:]]
    form = stamp_form(kept[:400], 0.3 if ending == ".log" else 0.6)
    if len(kept) < 3 or not form:
        return False
    stamp = re.compile(STAMPS[form])
    stamped = [(found[0], line) for line in kept if (found := stamp.search(line[:DEEP]))]
    levels = Counter(found[1].upper() for _, line in stamped if (found := LEVEL.search(line[:DEEP])))
    if ending not in (".log", ".txt", "") or (ending != ".log" and not levels and "/" not in form):
        return False
    times = sorted(log_time(text, form) for text, _ in stamped)
    shapes = Counter(message_shape(line, stamp) for _, line in stamped)
    said = " LEVEL" if sum(levels.values()) > len(stamped) / 2 else ""
    result["format"] = "log"
    result["facts"] |= {"log_form": f"{form}{said} message", "first_time": times[0], "last_time": times[-1]}
    if levels:
        result["facts"]["levels"] = ", ".join(f"{level} {count:,}" for level, count in levels.most_common())
    result["contents"] = [f"{count:,} times: {shape}" for shape, count in shapes.most_common(SHAPES)]
    if sampled or len(kept) < len(whole):
        result["notes"].append(f"Levels and messages were counted in {len(kept):,} lines of it.")
    if len(stamped) < len(kept):
        result["notes"].append(
            f"{len(kept) - len(stamped):,} of {len(kept):,} lines have no time of their own; they go on with the line before."
        )
    return True


def stamp_form(lines: list[str], share: float) -> str:
    found: Counter[str] = Counter()
    for line in lines:
        for form, pattern in STAMPS.items():
            if re.search(pattern, line[:DEEP]):
                found[form] += 1
                break
    form, count = found.most_common(1)[0] if found else ("", 0)
    return form if count >= len(lines) * share else ""


def log_time(text: str, form: str) -> str:
    """YYYY-MM-DD HH:MM:SS; without a year MM-DD HH:MM:SS; as it stands where it can't be read."""
    plain = (
        re.split(r"[.,]\d+| ?[+-]\d\d:?\d\d$|Z$", text)[0]
        if form[:2] != "%d"
        else text.split(" +")[0].split(" -")[0]
    )
    if form.startswith("%d."):
        plain = re.sub(r",\d+$|(?<=:\d\d)\.\d+$", "", text)
    try:
        when = (
            datetime.strptime("2000 " + plain, "%Y " + form)
            if "%Y" not in form
            else datetime.strptime(plain, form)
        )
    except ValueError:
        return text
    return when.strftime("%Y-%m-%d %H:%M:%S" if "%Y" in form else "%m-%d %H:%M:%S")


def message_shape(line: str, stamp: re.Pattern[str]) -> str:
    """The message without what differs from time to time: numbers, quoted words, addresses."""
    text = stamp.sub("", line[:400], count=1)
    text = re.sub(r"'[^']*'|\"[^\"]*\"", '"…"', text)
    text = re.sub(r"\b(?=[0-9a-fA-F-]*\d)[0-9a-fA-F]{2,}(?:[-:.][0-9a-fA-F]+)*\b|\d+", "#", text)
    return re.sub(r"[\s\[\]]+", " ", text).strip(" -:|")[:160]
