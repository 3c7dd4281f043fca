# ---- values of a program that stand in a given file ------------------------------------------------------

MOST_VALUES = 5_000


def held_apart() -> list[int]:
    """Of each list, how many of its values stand in some given file; -1 where that can't be told."""
    if not VALUES:
        return []
    data, why = apart(lambda: json.dumps(held()).encode(), VALUE_SECONDS)
    return [-1] * len(VALUES) if why else json.loads(data)


def held() -> list[int]:
    ours = {each["given"] for result in RESULTS for each in result["outputs"]}
    wanted = {value_key(value) for values in VALUES for value in values[:MOST_VALUES]}
    found: set[Any] = set()
    for path in sorted(Path(IN).iterdir()):
        if path.name not in ours and path.is_file() and wanted - found:
            with contextlib.suppress(*UNREADABLE):
                found |= stands_in(path, wanted - found)
    return [sum(value_key(value) in found for value in values[:MOST_VALUES]) for values in VALUES]


def value_key(value: Any) -> Any:
    number = number_of(value)
    return round(number.value, 9) if number else " ".join(str(value).casefold().split())


def stands_in(path: Path, wanted: set[Any]) -> set[Any]:
    if path.stat().st_size > LARGEST * 5:
        return set()
    data = path.read_bytes()
    if path.suffix.casefold() == ".parquet":
        cells: Iterable[Any] = pd.read_parquet(io.BytesIO(data)).to_numpy().ravel().tolist()
    elif data[:4] == b"PK\x03\x04":
        cells = workbook_cells(data)
    else:
        return stands_in_text(data, wanted)
    return {
        key
        for cell in cells
        if not is_missing(cell)
        for key in {value_key(cell), label_of(cell)[4:]}
        if key in wanted
    }


def workbook_cells(data: bytes) -> Iterator[Any]:
    for frame in workbook(data).values():
        yield from frame.columns
        yield from frame.to_numpy().ravel().tolist()


def stands_in_text(data: bytes, wanted: set[Any]) -> set[Any]:
    coding = (
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8" if b"\0" not in data[:1000] else ""
    )
    if not coding:
        return set()
    text = data.decode(coding, "replace")
    plain = " ".join(text.casefold().split())
    found = {
        key
        for key in wanted
        if isinstance(key, str) and key and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", plain)
    }
    numbers = {key for key in wanted if isinstance(key, float)}
    if numbers:
        for written in re.findall(r"[-−]?\d[\d.,'’]*\d|[-−]?\d", text):
            for form in (plain_digits(written.lstrip("-−")), written.replace(",", ".").lstrip("-−")):
                with contextlib.suppress(ValueError):
                    value = round(float(form), 9)
                    found |= {value, -value} & numbers
    return found
