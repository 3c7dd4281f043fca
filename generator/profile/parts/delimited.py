# ---- tables as text ---------------------------------------------------------------------------------------


def find_delimiter(lines: list[str], ending: str) -> str:
    """The sign that splits most lines into the same number (> 1) of fields, else ''."""
    best, score = "", 0.0
    for sign in "\t;|,":
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        if not widths:
            continue
        width, often = Counter(widths).most_common(1)[0]
        steady = often / len(widths)
        worth = steady * (1 + min(width, 20) / 100) + (sign == "\t" and ending == ".tsv") * 0.05
        if width > 1 and steady > 0.5 and worth > score:
            best, score = sign, worth
    return best


def separated(text: str, ending: str) -> bool:
    """A table by its ending, or by a sign that sentences don't have."""
    first = [line for line in text[:100_000].splitlines()[:200] if line.strip()]
    return ending in (".csv", ".tsv", ".tab") or find_delimiter(first, ending) in ("\t", ";", "|")


def profile_csv(text: str, encoding: str, ending: str, sampled: bool, result: dict[str, Any]) -> None:
    first = [line for line in text[:400_000].splitlines()[:200] if line.strip()]
    sep = find_delimiter(first, ending)
    if not sep and ending not in (".csv", ".tsv"):
        return
    if ending not in (".csv", ".tsv", ".txt", ".tab", "") and not sep:
        return
    if ending not in (".csv", ".tsv", ".tab") and not convincing_table(first, sep):
        return
    csv.field_size_limit(10_000_000)
    rows: list[list[Any]] = [
        row for row in csv.reader(io.StringIO(text, newline=""), delimiter=sep or ",") if row
    ]
    read = {"format": "csv", "sep": sep or ",", "encoding": encoding}
    table = profile_rows(rows, read, result["notes"])
    table["read"]["nul"] = any("NUL" in note for note in result["notes"])
    table["read"]["skip"] = physical_lines(text, table["read"]["skip"], sep or ",")
    if sampled:
        lines = result["lines"] or result["about"]
        table["rows"] = lines - table["read"]["skip"] - (table["read"]["header"] is not None)
        table["estimated"] = not result["lines"]
    result |= {"format": "csv", "tables": [table]}
    if not table["rows"]:
        result["notes"].append("The table has a header, but no rows.")


def physical_lines(text: str, rows: int, sep: str) -> int:
    """How many lines of the file the first `rows` rows (and blank lines before and between) take."""
    if not rows:
        rows = 0
    reader = csv.reader(io.StringIO(text[:400_000], newline=""), delimiter=sep)
    seen, before = 0, 0
    for row in reader:
        if row:
            if seen == rows:
                return before
            seen += 1
        before = reader.line_num
    return before


def convincing_table(lines: list[str], sep: str) -> bool:
    widths = [len(row) for row in csv.reader(lines, delimiter=sep) if row]
    steady = Counter(widths).most_common(1)[0][1] / len(widths)
    prose = sum(line.count(". ") + line.count(", ") for line in lines) > len(lines) and sep == ","
    return len(lines) >= 3 and steady > 0.9 and not prose
