# ---- text -----------------------------------------------------------------------------------------------


def detect_encoding(data: bytes) -> str:
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return name
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    if max(even, odd) > len(data[:4000]) * 0.3:
        return "utf-16-le" if odd > even else "utf-16-be"
    for cut in range(4):  # a sample may end inside a character
        try:
            data[: len(data) - cut].decode("utf-8")
            return "utf-8"
        except UnicodeDecodeError:
            continue
    return guess_encoding(data)


def guess_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes

    lines = b"\n".join(line for line in data[:400_000].splitlines() if any(byte > 127 for byte in line))[
        :60_000
    ]
    best = from_bytes(lines, cp_isolation=["gb18030", "big5", "shift_jis", "euc_kr"]).best()
    if best and best.encoding in ("gb18030", "big5", "shift_jis", "euc_kr") and mostly_east_asian(str(best)):
        return str(best.encoding)
    best = from_bytes(lines, cp_isolation=["cp1252", "cp1251", "cp1253"]).best()
    return best.encoding if best and best.encoding in ("cp1251", "cp1253") and best.chaos < 0.1 else "cp1252"


def mostly_east_asian(text: str) -> bool:
    wide = [c for c in text if ord(c) > 127]
    common = sum(
        "\u4e00" <= c <= "\u9fff"
        or "\u3000" <= c <= "\u30ff"
        or "\uac00" <= c <= "\ud7af"
        or "\uff00" <= c <= "\uffef"
        for c in wide
    )
    return bool(wide) and common > len(wide) * 0.9


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


def read_sampled(path: Path, size: int) -> tuple[list[bytes], int]:
    """Head, middle and tail of a large file, cut at line ends, and the number of lines in all."""
    pieces, lines = [], 0
    with path.open("rb") as file:
        for start in (0, size // 2, max(0, size - PIECE)):
            file.seek(start)
            data = file.read(PIECE)
            head = data.find(b"\n") + 1 if start else 0
            pieces.append(data[head : data.rfind(b"\n") + 1] if start + PIECE < size else data[head:])
        file.seek(0)
        while block := file.read(1 << 20):
            lines += block.count(b"\n")
    return pieces, lines


def profile_text(path: Path, size: int, ending: str, result: dict[str, Any]) -> None:
    sampled = size > WHOLE
    pieces, lines = read_sampled(path, size) if sampled else ([path.read_bytes()], 0)
    encoding = detect_encoding(pieces[0][:1_000_000] if sampled else pieces[0])
    text = "".join(piece.decode(encoding, "replace") for piece in pieces)
    notes = result["notes"]
    if binary_junk(text):
        result["problem"] = (
            f"The file {path.name} is not text, a table or a picture that can be read here. Export it as CSV, Excel or text and add that."
        )
        return
    if "\0" in text:
        notes.append("The file holds NUL characters; they are left out.")
        text = text.replace("\0", "")
    if encoding not in ("utf-8", "utf-8-sig"):
        notes.append(f"The text is written in {encoding}.")
    count = lines if sampled else text.count("\n") + (not text.endswith("\n"))
    result |= {"encoding": encoding, "lines": count, "head": text.lstrip("\ufeff")[:2000], "format": "text"}
    if sampled:
        notes.append(
            f"The file is large, so its beginning, middle and end were looked at; it has {count:,} lines."
        )
    looks_json = ending in (".json", ".jsonl", ".ndjson") or text.lstrip("\ufeff \r\n")[:1] in ("[", "{")
    if looks_json and not sampled and profile_json(text.lstrip("\ufeff"), ending, result):
        return
    if ending in (
        ".md",
        ".log",
        ".py",
        ".html",
        ".htm",
        ".xml",
        ".json",
        ".jsonl",
        ".yaml",
        ".yml",
        ".toml",
        ".srt",
        ".tex",
    ):
        return
    profile_csv(text.lstrip("\ufeff"), encoding, ending, sampled, result)


def binary_junk(text: str) -> bool:
    piece = text[:20_000]
    odd = sum(
        (ord(c) < 32 and c not in "\t\r\n\f\x1b") or c == "\ufffd" or 0x7F <= ord(c) < 0xA0 for c in piece
    )
    return odd > max(8, len(piece) * 0.05) and not all(c >= " " or c in "\t\r\n\0" for c in piece)


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
        table["rows"] = result["lines"] - table["read"]["skip"] - (table["read"]["header"] is not None)
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


def profile_json(text: str, ending: str, result: dict[str, Any]) -> bool:
    """Fill `result` when the text is a list of objects or JSON lines; False where it is neither."""
    try:
        records, lines = json.loads(text), False
    except ValueError:
        kept = [line for line in text.splitlines() if line.strip()]
        try:
            records, lines = [json.loads(line) for line in kept], True
        except ValueError:
            if ending == ".json":
                result["notes"].append(
                    "The ending says .json, but the content is not valid JSON; it is read as text."
                )
            return False
    path = ""
    if isinstance(records, dict):
        lists = [
            key
            for key, value in records.items()
            if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        path, records = (lists[0], records[lists[0]]) if lists else ("", None)
    result["format"] = "json"
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        result["notes"].append("The JSON is not a list of records, so it is not a table.")
        return True
    names = list(dict.fromkeys(str(key) for record in records for key in record))[:2000]
    rows: list[list[Any]] = [names, *([record.get(name) for name in names] for record in records)]
    table = json_table(names, rows, {"format": "json", "lines": lines, "path": path}, result["notes"])
    result["tables"] = [table]
    return True


def json_table(
    names: list[str], rows: list[list[Any]], read: dict[str, Any], notes: list[str]
) -> dict[str, Any]:
    decimal, thousands = marks(
        [b for row in rows[1:3000] for cell in row if isinstance(cell, str) and (b := bare_number(cell))]
    )
    columns = [
        profile_column(n, [row[i] for row in rows[1:]], decimal, thousands, notes)
        for i, n in enumerate(names)
    ]
    read |= {"header": None, "skip": 0, "na": [], "decimal": decimal, "thousands": thousands}
    sample = [[as_text(cell)[:120] for cell in row] for row in rows[1:6]]
    return {"name": "", "rows": len(rows) - 1, "columns": columns, "sample": sample, "read": read}
