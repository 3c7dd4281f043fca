# ---- the shape of a result, without its values -----------------------------------------------------------

SHAPE = 6_000  # characters


def shape_of(loaded: Loaded) -> str:
    said = [table_shape(at, table) for at, table in enumerate(loaded.tables, 1)]
    said += [chart_shape(chart) for chart in loaded.charts]
    said += [text_shape(text) for text in loaded.texts]
    told = {table.file for table in loaded.tables}
    said += [file_shape(name) for name in loaded.files if name not in told]
    said += [other for other in loaded.other if not other.startswith("file ")]
    if loaded.problem:
        said.append(loaded.problem)
    return "\n".join(said)[:SHAPE] or "nothing was shown"


def table_shape(at: int, table: Table) -> str:
    sheet = f": sheet {may_be_named(table.sheet, 'of its own name')}" if table.sheet else ""
    where = file_shape(table.file) + sheet if table.file else "shown"
    columns = ", ".join(
        f"{may_be_named(str(name)[:80], f'column {place}')} ({kind_of(table.frame[name])})"
        for place, name in enumerate(list(table.frame.columns)[:40], 1)
    )
    more = f" and {table.frame.shape[1] - 40} more" if table.frame.shape[1] > 40 else ""
    rows = f"{table.rows:,} row{'s' * (table.rows != 1)}; " if COUNTS else ""
    return f"table {at} ({where}): {rows}columns: {columns}{more}"


def may_be_named(name: str, otherwise: str) -> str:
    """What a result calls a column may be a value of a file, where labels became columns or a file has no header."""
    return name if NAMES is None or name in NAMES else otherwise


def file_shape(name: str) -> str:
    return f"file {may_be_named(name, 'ending in ' + (Path(name).suffix or 'nothing'))}"


def kind_of(column: Any) -> str:
    if pd.api.types.is_bool_dtype(column):
        return "yes/no"
    if pd.api.types.is_numeric_dtype(column):
        return "number"
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date"
    present = [value for value in column.iloc[:1000] if not is_missing(value) and str(value).strip()]
    if present and all(number_of(value) is not None for value in present):
        return "number" if not isinstance(present[0], str) else "number as text"
    if present and all(label_of(value).startswith(("day ", "month ", "time ")) for value in present):
        return "date"
    return "text"


def chart_shape(chart: Any) -> str:
    series = chart["series"].nunique()
    points = chart.groupby("series", sort=False).size()
    kind = kind_of(chart["x"])
    if not COUNTS:
        return f"chart; x: {kind}, y: {kind_of(chart['y'])}"
    return f"chart: {series} series of {int(points.max()):,} point{'s' * (int(points.max()) != 1)}; x: {kind}, y: {kind_of(chart['y'])}"


def text_shape(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    count, figures = len(lines), len(numbers_in(text))
    if not COUNTS:
        return "printed text"
    said = f"printed text: {count} line{'s' * (count != 1)}, {figures} number{'s' * (figures != 1)}"
    if not WORDS:
        return said
    shown = " / ".join(re.sub(r"\d", "#", line.strip())[:160] for line in lines[:12])
    return f"{said}: `{shown.replace('`', chr(39))}`"
