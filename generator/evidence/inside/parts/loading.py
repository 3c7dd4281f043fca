# ---- what a result holds ---------------------------------------------------------------------------------

TABLE = "application/vnd.dataresource+json"
UNREADABLE = (
    OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError, RecursionError,
    MemoryError, EOFError, NotImplementedError, ImportError, zipfile.BadZipFile, csv.Error,
)  # fmt: skip
MARKUP = re.compile(r"<[^>]*>")


@dataclass
class Table:
    """A table: shown (file "") or of a file that was made. `rows`: as many as there are, where more than are held."""

    frame: Any
    name: str = ""
    file: str = ""
    sheet: str = ""
    rows: int = 0


@dataclass
class Loaded:
    """A result as data. `files`: names and where their bytes lie; `other`: "picture", "page", "file NAME"."""

    tables: list[Table] = field(default_factory=list)
    charts: list[Any] = field(default_factory=list)  # DataFrames: series, x, y
    texts: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    other: list[str] = field(default_factory=list)
    part: bool = False
    problem: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.texts)[:TEXT]


def load_apart(result: dict[str, Any]) -> Loaded:
    """Everything in it; where that takes too long or too much, what it printed and which files there are."""
    data, why = apart(lambda: pickle.dumps(load(result)), LOAD_SECONDS)
    if not why:
        return pickle.loads(data)
    loaded = Loaded(texts=[result["printed"][:TEXT]] if result["printed"].strip() else [], part=True)
    loaded.files = files_of(result)
    loaded.problem = "It took too long to look at." if why == SLOW else "It is too large to be looked at."
    return loaded


def load(result: dict[str, Any]) -> Loaded:
    loaded = Loaded(files=files_of(result))
    if result["printed"].strip():
        loaded.texts.append(result["printed"][:TEXT])
    for output in sorted(result["outputs"], key=lambda each: each["file"]):
        try:
            load_output(output, loaded)
        except UNREADABLE:
            loaded.other.append(f"file {output['name']}" if output["file"] else "something shown")
    for table in loaded.tables:
        table.rows = max(table.rows, len(table.frame))
        if table.rows > len(table.frame) or len(table.frame) > ROWS or table.frame.shape[1] > COLUMNS:
            loaded.part = True
        table.frame = table.frame.iloc[:ROWS, :COLUMNS].reset_index(drop=True)
    return loaded


def files_of(result: dict[str, Any]) -> dict[str, str]:
    return {
        each["name"]: str(Path(IN, each["given"]))
        for each in result["outputs"]
        if each["file"] and each["given"]
    }


def load_output(output: dict[str, Any], loaded: Loaded) -> None:
    mime, name = output["mime"], output["name"]
    ending = Path(name).suffix.casefold()
    if output["behind"]:
        loaded.charts += charts_behind(json.loads(output["behind"]))
    if mime == TABLE:
        document = json.loads(bytes_of(output))
        loaded.tables.append(Table(frame_of(document), name, rows=int(document.get("total_rows") or 0)))
    elif mime.startswith("application/vnd.plotly"):
        loaded.charts += plotly_charts(json.loads(bytes_of(output)))
    elif mime.startswith("application/vnd.vegalite"):
        loaded.charts += vega_charts(json.loads(bytes_of(output)))
    elif output["file"] and ending in (".csv", ".tsv", ".xlsx", ".xlsm", ".json", ".parquet"):
        load_file(output, ending, loaded)
    elif output["file"] and ending in (".txt", ".md"):
        loaded.texts.append(bytes_of(output)[:TEXT].decode("utf-8", "replace"))
    elif mime == "text/html" and not output["file"] and b"<table" in (page := bytes_of(output)):
        loaded.tables += [Table(frame, name) for frame in page_tables(page.decode("utf-8", "replace"))]
    elif mime.startswith("text/") and mime != "text/html":
        loaded.texts.append((output["text"] or bytes_of(output).decode("utf-8", "replace"))[:TEXT])
    elif not output["behind"] or not loaded.charts:
        loaded.other.append(
            "picture" if mime.startswith("image/") else "page" if mime == "text/html" else f"file {name}"
        )


def bytes_of(output: dict[str, Any]) -> bytes:
    if not output["given"]:
        return output["text"].encode("utf-8", "replace")
    path = Path(IN, output["given"])
    if path.stat().st_size > LARGEST:
        raise ValueError("large")
    return path.read_bytes()


def frame_of(document: dict[str, Any]) -> Any:
    """Dates as timestamps where the schema says so."""
    fields = document["schema"]["fields"]
    frame = pd.DataFrame(document["data"], columns=[field["name"] for field in fields])
    for field in fields:
        if field.get("type") in ("date", "datetime"):
            with contextlib.suppress(*UNREADABLE):
                frame[field["name"]] = pd.to_datetime(frame[field["name"]])
    return frame


def load_file(output: dict[str, Any], ending: str, loaded: Loaded) -> None:
    name = output["name"]
    if ending in (".xlsx", ".xlsm"):
        for sheet, frame in workbook(bytes_of(output)).items():
            loaded.tables.append(Table(frame, name, name, sheet))
        return
    if ending == ".parquet":
        frame = pd.read_parquet(io.BytesIO(bytes_of(output)))
    elif ending == ".json":
        plain = json.loads(bytes_of(output))
        records = (
            plain
            if isinstance(plain, list)
            else next((v for v in plain.values() if isinstance(v, list)), [plain])
        )
        frame = pd.json_normalize(records)
    else:
        frame = delimited(bytes_of(output), ending)
    loaded.tables.append(Table(frame, name, name))


def delimited(data: bytes, ending: str) -> Any:
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            break
    first = text.partition("\n")[0]
    sign = max("\t;|,", key=first.count) if ending == ".csv" else "\t"
    return pd.read_csv(io.StringIO(text), sep=sign, decimal="," if sign == ";" else ".", low_memory=False)


def workbook(data: bytes) -> dict[str, Any]:
    """Each sheet below its row of names. Raises ValueError where it would unfold too far."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(item.file_size for item in archive.infolist()) > UNZIPPED:
            raise ValueError("large")
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return {sheet.title: sheet_frame(sheet) for sheet in book.worksheets[:40]}


def sheet_frame(sheet: Any) -> Any:
    rows = [list(row) for row in itertools.islice(sheet.iter_rows(values_only=True), ROWS + 20)]
    filled = [sum(cell is not None for cell in row) for row in rows[:20]]
    if not any(filled):
        return pd.DataFrame()
    top = next(at for at, cells in enumerate(filled) if cells >= max(filled) * 0.7)
    names = [str(cell) if cell is not None else f"column {at}" for at, cell in enumerate(rows[top], 1)]
    kept = [row for row in rows[top + 1 :] if any(cell is not None for cell in row)]
    frame = pd.DataFrame(kept, columns=fresh_names(names))
    return frame.dropna(axis="columns", how="all") if kept else frame


def fresh_names(names: Sequence[str]) -> list[str]:
    taken: Counter[str] = Counter()
    fresh = []
    for name in names:
        taken[name] += 1
        fresh.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return fresh


def page_tables(page: str) -> list[Any]:
    """Tables of a shown page, such as a table with a style."""
    import html

    frames = []
    page = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.S | re.I)
    for table in re.findall(r"<table\b.*?</table>", page, flags=re.S | re.I)[:20]:
        rows = []
        for row in re.findall(r"<tr\b.*?</tr>", table, flags=re.S | re.I)[:ROWS]:
            cells = re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, flags=re.S | re.I)
            rows.append([html.unescape(MARKUP.sub("", cell)).strip() for cell in cells])
        wide = max(map(len, rows), default=0)
        rows = [[""] * (wide - len(row)) + row for row in rows]
        if len(rows) > 1:
            frame = pd.DataFrame(
                rows[1:], columns=fresh_names([name or f"column {at}" for at, name in enumerate(rows[0], 1)])
            )
            if re.fullmatch(r"column \d+", str(frame.columns[0])) and list(frame.iloc[:, 0]) == [
                str(at) for at in range(len(frame))
            ]:
                frame = frame.iloc[:, 1:]
            frames.append(frame)
    return frames
