"""Looks at every file in FILES and writes what it found to /out/profile.json."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import statistics
import struct
import zipfile
import zlib
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

FILES: list[str] = []

IN, OUT = "/in", "/out"
WHOLE = 24_000_000  # bytes: up to here a table is read whole, above it is sampled
PIECE = 3_000_000  # bytes of each of the three samples
CELLS = 6_000_000  # cells that are looked at in one table
UNZIPPED = 400_000_000  # bytes an Excel file may unfold to
SHEETS = 40
NA = [
    "",
    "na",
    "n/a",
    "#n/a",
    "nan",
    "null",
    "none",
    "nil",
    "-",
    "--",
    "—",
    "–",
    "?",
    ".",
    "missing",
    "无",
    "缺失",
]
YES = {"yes", "no", "y", "n", "true", "false", "ja", "nein", "oui", "non", "si", "sí", "是", "否", "t", "f"}
MONEY = (
    r"[$€£¥￥₹₽₩₺元]|\b(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|AUD|CAD|SEK|NOK|DKK|PLN|CZK|kr|zł|Fr\.)(?![A-Za-z])"
)
JUNK = re.compile(MONEY + r"|[%\s\u00a0\u202f'’]", re.I)
NUMBER = re.compile(r"[-+−]?(?:\d[\d.,]*|[.,]\d+)(?:[eE][-+]?\d+)?-?|\([\d.,]+\)")
DATES = [
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%y",
    "%d/%m/%y", "%m/%d/%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y",
    "%b %Y", "%B %Y", "%b-%y", "%Y-%m", "%Y/%m", "%m/%Y", "%Y年%m月%d日", "%Y年%m月", "%a, %d %b %Y",
]  # fmt: skip
TIMES = [
    "",
    " %H:%M",
    " %H:%M:%S",
    " %H:%M:%S.%f",
    " %I:%M %p",
    " %I:%M:%S %p",
    "T%H:%M",
    "T%H:%M:%S",
    "T%H:%M:%S.%f",
]
LOCKED = (
    "The file {name} is protected with a password. Open it, save a copy without a password and add that copy."
)
OLD = "The file {name} is in the old Excel format (.xls). Open it in Excel or LibreOffice, save it as .xlsx and add that."
BROKEN = "The file {name} can't be opened: it seems to be damaged or cut off. Save or export it again and add the new copy."
PROBLEMS = (
    OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError, RecursionError,
    MemoryError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error, struct.error, csv.Error,
)  # fmt: skip


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
        good = sum(parsed(text, form) is not None for text in few)
        if good >= len(few) * 0.95 and any(parsed(text, form) for text in few[:5]):
            return form
    return None


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
        "examples": [text[:80] for text, _ in counts.most_common(12)], "date_format": "",
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
    return json.dumps(value, ensure_ascii=False)[:200] if isinstance(value, (dict, list)) else str(value)


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
    return {**column, "type": "number", "low": short(min(found)), "high": short(max(found))}


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


# ---- Excel and pictures ---------------------------------------------------------------------------------


def profile_excel(path: Path, result: dict[str, Any]) -> None:
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as archive:
        unfolded = sum(item.file_size for item in archive.infolist())
    if unfolded > UNZIPPED:
        result["problem"] = (
            f"The file {path.name} unfolds to {unfolded // 1_000_000:,} MB, which is more than fits. Save the needed sheet as CSV and add that."
        )
        return
    quick = unfolded > 30_000_000
    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=quick, data_only=True)
    result["format"] = "excel"
    for sheet in book.worksheets[:SHEETS]:
        notes: list[str] = []
        limit = max(2000, CELLS // 4 // max(1, sheet.max_column or 1))
        rows = [list(row) for row in itertools.islice(sheet.iter_rows(values_only=True), limit)]
        trim(rows)
        table = profile_rows(rows, {"format": "excel", "sheet": sheet.title}, notes, sheet.title)
        if len(rows) == limit and (sheet.max_row or 0) > limit:
            table["rows"] = sheet.max_row - table["read"]["skip"] - 1
            notes.append(f"The sheet is large: its first {limit:,} rows were looked at.")
        header = table["read"]["skip"] + 1
        if not quick and any(
            r.min_row <= header and r.max_col > r.min_col for r in sheet.merged_cells.ranges
        ):
            notes.append(
                "Cells at or above the header are merged; the columns are named by the row just above the data."
            )
        table["rows"] = table["rows"] if table["columns"] else 0
        result["tables"].append(table)
        result["notes"] += (
            [f"Sheet {sheet.title}: {note}" for note in notes] if len(book.worksheets) > 1 else notes
        )
    if len(book.worksheets) > SHEETS:
        result["notes"].append(
            f"The workbook has {len(book.worksheets)} sheets; the first {SHEETS} were looked at."
        )
    if not any(table["rows"] for table in result["tables"]):
        result["notes"].append("No sheet has rows with data.")


def trim(rows: list[list[Any]]) -> None:
    """Take empty cells off the right, alike in all rows."""
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if as_text(cell).strip()), default=0)
    for row in rows:
        del row[width:]


def profile_image(path: Path, result: dict[str, Any]) -> bool:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            result |= {"format": "image", "width": picture.width, "height": picture.height}
            result["notes"].append(f"A {picture.format} picture.")
    except UnidentifiedImageError:
        return False
    except Image.DecompressionBombError:
        result["problem"] = (
            f"The picture {path.name} is too large to open here. Save it with fewer pixels and add that."
        )
    return True


# ---- files ----------------------------------------------------------------------------------------------

KINDS = {".csv": "csv", ".tsv": "csv", ".xlsx": "excel", ".xlsm": "excel", ".xls": "excel", ".json": "json", ".jsonl": "json",
         ".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".webp": "image", ".bmp": "image"}  # fmt: skip
SAY = {
    "csv": "a text table",
    "excel": "an Excel workbook",
    "json": "JSON",
    "image": "a picture",
    "text": "text",
}


def profile_file(name: str) -> dict[str, Any]:
    path = Path(IN) / name
    size = path.stat().st_size
    result: dict[str, Any] = {
        "name": name,
        "format": "unknown",
        "bytes": size,
        "tables": [],
        "problem": "",
        "notes": [],
    }
    if not size:
        return {**result, "problem": f"The file {name} is empty. Check the export and add the file again."}
    with path.open("rb") as file:
        head = file.read(4096)
    look(path, size, head, result)
    said, found = KINDS.get(path.suffix.lower()), result["format"]
    if said and found in SAY and found != said and not (said == "json" and found == "text"):
        result["notes"].insert(
            0, f"The ending says {path.suffix}, the content is {SAY[found]}; it is read as what it is."
        )
    return result


def look(path: Path, size: int, head: bytes, result: dict[str, Any]) -> None:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        data = path.read_bytes()[:50_000_000]
        locked = "EncryptedPackage".encode("utf-16-le") in data
        word = "WordDocument".encode("utf-16-le") in data
        text = (
            LOCKED
            if locked
            else (
                "The file {name} is an old Word document. Save it as .docx or text and add that."
                if word
                else OLD
            )
        )
        result["problem"] = text.format(name=path.name)
    elif head.startswith(b"PK"):
        look_at_zip(path, result)
    elif head.startswith(b"%PDF"):
        result["notes"].append("A PDF document.")
    elif head[:4] in (b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*") or head[:2] in (b"\xff\xd8", b"BM"):
        if not profile_image(path, result) or (result["format"] == "unknown" and not result["problem"]):
            profile_text(path, size, path.suffix.lower(), result)
    else:
        profile_text(path, size, path.suffix.lower(), result)


def look_at_zip(path: Path, result: dict[str, Any]) -> None:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    if any(name.startswith("xl/workbook") for name in names):
        if "xl/workbook.bin" in names:
            result["problem"] = (
                f"The file {path.name} is a binary workbook (.xlsb). Save it as .xlsx and add that."
            )
            return
        profile_excel(path, result)
    elif "word/document.xml" in names:
        result["notes"].append("A Word document.")
    elif "content.xml" in names:
        result["problem"] = (
            f"The file {path.name} is an OpenDocument file. Save it as .xlsx or .csv and add that."
        )
    else:
        result["notes"].append(
            f"A zip archive with {len(names):,} files. Unpack it and add the files you need."
        )


def main() -> None:
    profiles = []
    for name in FILES:
        try:
            profiles.append(profile_file(name))
        except PROBLEMS as problem:
            empty = {"name": name, "format": "unknown", "bytes": 0, "notes": [f"{type(problem).__name__}"]}
            profiles.append({**empty, "problem": BROKEN.format(name=name)})
    Path(OUT, "profile.json").write_text(json.dumps(profiles, ensure_ascii=False), encoding="utf-8")


main()
