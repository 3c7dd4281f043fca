# ---- results damaged on purpose --------------------------------------------------------------------------


def damaged(loaded: Loaded, folder: str) -> Iterator[Loaded]:
    """The result with one thing wrong, in several ways; only those that change anything. Files are copies in `folder`."""
    for at, damage in enumerate(TABLE_DAMAGES):
        hurt = [
            (table, changed)
            for table in loaded.tables
            if (changed := hurt_frame(table.frame, damage)) is not None
        ]
        charts = [
            changed if (changed := hurt_frame(chart, damage)) is not None else chart
            for chart in loaded.charts
        ]
        if hurt or any(a is not b for a, b in zip(charts, loaded.charts, strict=True)):
            frames = {id(table): frame for table, frame in hurt}
            tables = [replace(table, frame=frames.get(id(table), table.frame)) for table in loaded.tables]
            yield with_files(
                replace(loaded, tables=tables, charts=charts), frames, loaded, Path(folder, f"d{at}")
            )
    for text_damage in (
        first_number_changed,
        largest_number_changed,
        all_numbers_changed,
        name_changed,
        line_lost,
    ):
        texts = text_damage(loaded.texts)
        if texts is not None and texts != loaded.texts:
            yield replace(loaded, texts=texts)


def hurt_frame(frame: Any, damage: Callable[[Any, str], Any]) -> Any:
    """None where the damage doesn't apply."""
    main = main_column(frame)
    if not len(frame):
        return None
    with contextlib.suppress(*UNREADABLE):
        changed = damage(frame, main)
        return None if changed is None or changed.equals(frame) else changed.reset_index(drop=True)
    return None


def numeric_columns(frame: Any) -> list[Any]:
    """Columns of amounts, the most important last: neither years nor counters."""
    found = [
        name
        for name in frame.columns
        if pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
    ]
    amounts = [
        name
        for name in found
        if not re.search(r"\b(?:year|jahr|id|nr|no|rank|index|month)\b|年", str(name), re.I)
    ]
    return amounts or found


def main_column(frame: Any) -> Any:
    """The column of amounts that holds the most; None where there is none."""
    columns = numeric_columns(frame)
    return max(columns, key=lambda name: frame[name].abs().sum(), default=None)


def largest(frame: Any, main: Any) -> int:
    return int(frame[main].abs().to_numpy(dtype=float, na_value=-1).argmax()) if main is not None else 0


def row_lost(frame: Any, main: Any) -> Any:
    return frame.drop(index=frame.index[largest(frame, main)])


def last_row_lost(frame: Any, main: Any) -> Any:
    return frame.iloc[:-1] if len(frame) > 1 else None


def row_twice(frame: Any, main: Any) -> Any:
    at = largest(frame, main)
    return pd.concat([frame.iloc[: at + 1], frame.iloc[at:]])


def cell_changed(frame: Any, main: Any) -> Any:
    return with_cell(frame, largest(frame, main), main) if main is not None else None


def other_cell_changed(frame: Any, main: Any) -> Any:
    """One cell of every other column of amounts, in the middle."""
    changed = frame
    for name in numeric_columns(frame):
        if name != main:
            changed = with_cell(changed, len(frame) // 2, name)
    return changed


def with_cell(frame: Any, at: int, name: Any) -> Any:
    changed = frame.copy()
    value = changed[name].iloc[at]
    if is_missing(value):
        return frame
    whole = pd.api.types.is_integer_dtype(changed[name])
    more = value + max(1, abs(int(value)) // 8) if whole else value * 1.13 + (not value) * 1.0
    column = list(changed[name])
    column[at] = more
    changed[name] = pd.Series(column, index=changed.index)
    return changed


def columns_swapped(frame: Any, main: Any) -> Any:
    others = [name for name in numeric_columns(frame) if name != main]
    if not others:
        return None
    changed = frame.copy()
    changed[main], changed[others[-1]] = frame[others[-1]], frame[main]
    return changed


def labels_shifted(frame: Any, main: Any) -> Any:
    """Amounts stand one row below their labels."""
    columns = numeric_columns(frame)
    if len(frame) < 2 or len(columns) == frame.shape[1]:
        return None
    changed = frame.copy()
    for name in columns:
        changed[name] = np.roll(frame[name].to_numpy(), 1)
    return changed


def column_scaled(frame: Any, main: Any) -> Any:
    if main is None:
        return None
    changed = frame.copy()
    changed[main] = frame[main] * 1.25
    return changed


def label_changed(frame: Any, main: Any) -> Any:
    """The words of the first two rows exchanged; one word changed where there is one row."""
    columns = [name for name in frame.columns if frame[name].map(lambda each: isinstance(each, str)).any()]
    if not columns:
        return None
    changed = frame.copy()
    for name in columns:
        column = list(changed[name])
        column[0] = column[1] if len(column) > 1 and column[1] != column[0] else f"{column[0]} II"
        changed[name] = column
    return changed


TABLE_DAMAGES = [
    row_lost, row_twice, cell_changed, column_scaled, labels_shifted, columns_swapped, other_cell_changed, label_changed,
    last_row_lost,
]  # fmt: skip


def first_number_changed(texts: list[str]) -> list[str] | None:
    return number_changed(texts, lambda found: 0)


def largest_number_changed(texts: list[str]) -> list[str] | None:
    return number_changed(texts, lambda found: max(range(len(found)), key=lambda at: abs(found[at].value)))


def all_numbers_changed(texts: list[str]) -> list[str] | None:
    changed = []
    for text in texts:
        for number in reversed(numbers_in(text)):
            text = with_digit(text, number) or text
        changed.append(text)
    return changed


def with_digit(text: str, number: Number) -> str:
    """`text` with the first digit of `number` another one."""
    digit = re.search(r"\d", text[number.start : number.end])
    if digit is None:
        return ""
    place = number.start + digit.start()
    other = "2" if digit[0] in "19" else str(int(digit[0]) + 1)
    return text[:place] + other + text[place + 1 :]


def number_changed(texts: list[str], choose: Callable[[list[Number]], int]) -> list[str] | None:
    for at, text in enumerate(texts):
        if found := numbers_in(text):
            changed = with_digit(text, found[choose(found)])
            return [*texts[:at], changed, *texts[at + 1 :]] if changed else None
    return None


def name_changed(texts: list[str]) -> list[str] | None:
    """The last word with a capital, or the last word, is another one."""
    for at, text in enumerate(texts):
        if found := list(re.finditer(r"\b[A-ZÀ-Þ][^\W\d_]+", text)) or list(
            re.finditer(r"[^\W\d_]{2,}", text)
        ):
            word = found[-1]
            return [*texts[:at], text[: word.start()] + "Otherwise" + text[word.end() :], *texts[at + 1 :]]
    return None


def line_lost(texts: list[str]) -> list[str] | None:
    """The last line of the longest text."""
    at = max(range(len(texts)), key=lambda place: texts[place].count("\n"), default=None)
    lines = texts[at].rstrip("\n").split("\n") if at is not None else []
    return (
        [*texts[:at], "\n".join(lines[:-1]), *texts[at + 1 :]] if at is not None and len(lines) > 1 else None
    )


def with_files(hurt: Loaded, frames: dict[int, Any], loaded: Loaded, folder: Path) -> Loaded:
    """Damaged copies of the files whose tables were damaged; the others stay where they are."""
    files = dict(loaded.files)
    for name in {table.file for table in loaded.tables if table.file and id(table) in frames}:
        path = folder / safe_name(name)
        with contextlib.suppress(*UNREADABLE):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, [table for table in hurt.tables if table.file == name])
            files[name] = str(path)
    return replace(hurt, files=files)


def safe_name(name: str) -> str:
    return "/".join(part for part in name.split("/") if part not in ("", ".", "..")) or "file"


def write_file(path: Path, tables: list[Table]) -> None:
    ending = path.suffix.casefold()
    if ending in (".xlsx", ".xlsm"):
        with pd.ExcelWriter(path, engine="openpyxl") as book:
            for table in tables:
                table.frame.to_excel(book, sheet_name=table.sheet[:31] or "Sheet1", index=False)
    elif ending == ".parquet":
        tables[0].frame.to_parquet(path)
    elif ending == ".json":
        tables[0].frame.to_json(path, orient="records", force_ascii=False, date_format="iso")
    else:
        tables[0].frame.to_csv(path, index=False, sep="\t" if ending == ".tsv" else ",")


def named_files(loaded: Loaded, folder: str) -> Loaded:
    """Its files under their own names, since libraries look at endings."""
    files = {}
    for name, path in loaded.files.items():
        link = Path(folder, "real", safe_name(name))
        with contextlib.suppress(OSError):
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
            path = str(link)
        files[name] = path
    return replace(loaded, files=files)
