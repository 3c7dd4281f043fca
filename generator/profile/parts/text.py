# ---- text -----------------------------------------------------------------------------------------------

PLAIN = (
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
)
FITS = 256_000_000  # bytes of a text that a program reads at once without running out of memory


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


def read_sampled(path: Path, size: int) -> tuple[list[bytes], int]:
    """Head, middle and tail of a large file, and the number of lines in all, 0 where only pieces are given."""
    lines = 0
    with path.open("rb") as file:
        if path.name in CUT:
            return [file.read(length) for length in CUT[path.name]["pieces"]], 0
        pieces = []
        for start in (0, size // 8 * 4, max(0, (size - PIECE) // 4 * 4)):
            file.seek(start)
            pieces.append(file.read(PIECE if start + PIECE < size else -1))
        file.seek(0)
        while block := file.read(1 << 20):
            lines += block.count(b"\n")
    return pieces, lines


def whole_lines(pieces: list[bytes], encoding: str) -> str:
    """The pieces as text, without the lines that they begin or end within."""
    if encoding == "utf-16" and len(pieces) > 1:
        later = "utf-16-be" if pieces[0].startswith(b"\xfe\xff") else "utf-16-le"
    else:
        later = encoding.removesuffix("-sig")
    texts = [piece.decode(later if at else encoding, "replace") for at, piece in enumerate(pieces)]
    for at in range(len(texts)):
        first = texts[at].find("\n") + 1 if at else 0
        last = texts[at].rfind("\n") + 1 if at < len(texts) - 1 else len(texts[at])
        texts[at] = texts[at][first : max(first, last)]
    return "".join(texts)


def profile_text(path: Path, size: int, ending: str, result: dict[str, Any]) -> None:
    sampled = size > WHOLE
    pieces, lines = read_sampled(path, size) if sampled else ([path.read_bytes()], 0)
    encoding = detect_encoding(pieces[0][:1_000_000] if sampled else pieces[0])
    text = whole_lines(pieces, encoding)
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
    about = round(size * text.count("\n") / max(1, sum(map(len, pieces)))) if sampled and not lines else 0
    text = text.lstrip("\ufeff")
    result |= {"encoding": encoding, "lines": count, "about": about, "head": text[:2000], "format": "text"}
    if sampled:
        many = f"{count:,} lines" if count else f"about {about:,} lines"
        notes.append(f"The file is large, so its beginning, middle and end were looked at; it has {many}.")
    if size > FITS:
        notes.append(
            "It doesn't fit into memory at once: read it in pieces, or let duckdb or polars scan it."
        )
    looks_json = ending in (".json", ".jsonl", ".ndjson") or text.lstrip("\r\n ")[:1] in ("[", "{")
    if looks_json and profile_json(text, ending, sampled, result):
        return
    may_be_log = ending == ".log" or not separated(text, ending)
    if may_be_log and profile_log(text.splitlines(), ending, sampled, result):
        return
    if ending not in PLAIN:
        profile_csv(text, encoding, ending, sampled, result)


def binary_junk(text: str) -> bool:
    piece = text[:20_000]
    odd = sum(
        (ord(c) < 32 and c not in "\t\r\n\f\x1b") or c == "\ufffd" or 0x7F <= ord(c) < 0xA0 for c in piece
    )
    return odd > max(8, len(piece) * 0.05) and not all(c >= " " or c in "\t\r\n\0" for c in piece)
