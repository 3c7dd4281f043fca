# ---- columns that can be compared ------------------------------------------------------------------------

SAMPLE = 2_000  # values from which a column's precision is taken
SYNONYMS = {
    "sum": "total", "gesamt": "total", "summe": "total", "合计": "total", "总计": "total", "average": "mean", "avg": "mean",
    "durchschnitt": "mean", "mittelwert": "mean", "平均": "mean", "number": "count", "anzahl": "count", "n": "count",
    "数量": "count", "qty": "quantity", "percent": "share", "percentage": "share", "pct": "share", "anteil": "share",
    "revenue": "sales", "umsatz": "sales", "sale": "sales", "minimum": "min", "lowest": "min", "maximum": "max",
    "highest": "max", "minimal": "min", "maximal": "max",
}  # fmt: skip
SMALL_WORDS = {
    "of",
    "the",
    "in",
    "per",
    "by",
    "for",
    "and",
    "a",
    "an",
    "is",
    "are",
    "was",
    "der",
    "die",
    "das",
    "von",
    "pro",
    "to",
}
STATISTICS = {"min", "max", "mean", "median", "count", "std", "share", "total"}
MIDDLES = {"mean", "median"}
IDENTIFIERS = re.compile(
    r"\b(?:id|nr|no|number|code|year|jahr|month|monat|week|woche|day|tag|hour|stunde|quarter|quartal|zip|plz|age|alter"
    r"|rating|grade|note|level|class|klasse|room|table)\b|[年月日周]|_id$",
    re.I,
)
COUNTERS = re.compile(
    r"|index|#|rank|rang|place|platz|pos(?:ition)?|no\.?|nr\.?|unnamed: 0|column 1|排名|序号", re.I
)


@dataclass
class Column:
    """`values` are floats with NaN (numbers only), `labels` canonical texts (labels only)."""

    name: str
    values: Any = None
    decimals: int = 0
    percent: bool = False
    labels: list[str] | None = None
    said: list[Any] = field(default_factory=list)

    @property
    def numeric(self) -> bool:
        return self.values is not None


@dataclass
class Grid:
    """A table as columns. `rows`: as many as were compared; `cut`: there were more."""

    columns: list[Column]
    rows: int
    cut: bool = False
    name: str = ""

    @property
    def numbers(self) -> list[Column]:
        return [column for column in self.columns if column.numeric]

    @property
    def labelled(self) -> list[Column]:
        return [column for column in self.columns if column.labels is not None]


def grid_of(table: Table) -> Grid:
    frame = table.frame
    columns = [column_of(str(name), frame.iloc[:, at]) for at, name in enumerate(frame.columns)]
    columns = [column for column in columns if not is_row_counter(column, len(frame)) or len(columns) == 1]
    if not any(column.labels is not None for column in columns) and len(frame) > 1:
        columns = with_key(columns)
    return Grid(columns, len(frame), table.rows > len(frame), table.sheet or table.file)


def with_key(columns: list[Column]) -> list[Column]:
    """Whole numbers that are all different name the rows where nothing else does."""
    for at, column in enumerate(columns):
        if not column.decimals and len(np.unique(column.values)) == len(column.values) and len(columns) > 1:
            labels = [label_of(value) for value in column.values]
            return [*columns[:at], replace(column, values=None, labels=labels), *columns[at + 1 :]]
    return columns


def column_of(name: str, cells: Any) -> Column:
    said = list(cells)
    if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
        values = pd.to_numeric(cells).to_numpy(dtype=float, na_value=np.nan)
        values = np.where(np.isfinite(values), values, np.nan)
        decimals = max((decimals_of(float(value)) for value in values[:SAMPLE] if value == value), default=0)
        column = Column(name, values, decimals, says_percent(name), said=said)
        return (
            column
            if not is_identifier(column)
            else replace(column, values=None, labels=list(map(label_of, said)))
        )
    numbers = [number_of(value) for value in said]
    present = sum(not is_missing(value) and plain_words(value) not in NOTHING for value in said)
    found = [number for number in numbers if number is not None]
    if found and len(found) >= max(1, present * 0.9):
        values = np.array([number.value if number else np.nan for number in numbers], dtype=float)
        percent = says_percent(name) or sum(number.percent for number in found) * 2 > len(found)
        column = Column(name, values, max(number.decimals for number in found), percent, said=said)
        return (
            column
            if not is_identifier(column)
            else replace(column, values=None, labels=list(map(label_of, said)))
        )
    known: dict[Any, str] = {}
    return Column(
        name,
        labels=[
            known.setdefault(each, label_of(each)) if isinstance(each, str) else label_of(each)
            for each in said
        ],
        said=said,
    )


def says_percent(name: str) -> bool:
    return bool(
        re.search(r"%|\b(?:percent|percentage|pct|share|rate|ratio|anteil|quote)\b|占比|率", name, re.I)
    )


def is_identifier(column: Column) -> bool:
    """Years, months, numbers of things: whole numbers that name rows."""
    if column.decimals > 0 or not len(column.values) or np.isnan(column.values).all():
        return False
    values = column.values[~np.isnan(column.values)]
    years = bool(((values >= 1900) & (values <= 2100)).all()) and not re.search(
        r"total|sum|sales|amount|umsatz", column.name, re.I
    )
    if years and (len(np.unique(values)) > 1 or re.search(r"year|jahr|年", column.name, re.I)):
        return True
    named = re.sub(r"\bnumber of\b|\bno\. of\b", "", column.name.replace("_", " "), flags=re.I)
    words = name_words(column.name)
    if words & STATISTICS - {"count"} or re.search(r"\bnumber of\b|\bper\b", column.name, re.I):
        return False
    return bool(IDENTIFIERS.search(named)) and len(np.unique(values)) == len(values)


def is_row_counter(column: Column, rows: int) -> bool:
    if not rows or not COUNTERS.fullmatch(column.name.strip()):
        return False
    values = (
        column.values
        if column.numeric
        else [int(label) if label.isdigit() else -1 for label in column.labels or []]
    )
    return any(list(values) == list(range(first, rows + first)) for first in (0, 1))


def name_words(name: str) -> set[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", name))
    words = re.findall(r"[^\W_]+", spaced.casefold())
    words = [
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in words
    ]
    return {SYNONYMS.get(word, SYNONYMS.get(word + "s", word)) for word in words} - SMALL_WORDS


def names_alike(one: str, other: str) -> float:
    """0 to 1."""
    if plain_words(one) == plain_words(other):
        return 1.0
    a, b = name_words(one), name_words(other)
    if not a or not b:
        return 0.0
    both = len(a & b)
    alike = (both / min(len(a), len(b)) + both / len(a | b)) / 2
    if difflib.SequenceMatcher(None, plain_words(one), plain_words(other)).ratio() > 0.85:
        alike = max(alike, 0.8)
    return alike * 0.3 if statistics_clash(a, b) else alike * 0.95


def statistics_clash(a: set[str], b: set[str]) -> bool:
    """The lowest against the highest, a total against a mean: other things, not other values."""
    one, other = a & STATISTICS, b & STATISTICS
    return bool(one and other and not one & other and not (one <= MIDDLES and other <= MIDDLES))


def equal_cells(a: Any, b: Any, decimals_a: int, decimals_b: int) -> Any:
    """Where two arrays are equal after rounding to the coarser of the two; both missing is equal.

    Rounding counts only where enough digits are left to tell values apart, or where the whole column agrees.
    """
    with np.errstate(all="ignore"):
        far = np.abs(a - b)
        size = np.maximum(np.abs(a), np.abs(b))
        equal = (far <= 1e-9 * size + 1e-12) | (np.isnan(a) & np.isnan(b))
        coarser = min(decimals_a, decimals_b)
        rounded = far <= 0.5 * 10.0**-coarser * (1 + 1e-6) + 1e-9 * size
        digits = np.floor(np.log10(np.where(size > 0, size, np.nan)) + 1e-12) + 1 + coarser
    if decimals_a == decimals_b:
        return equal | nearly_all(equal, far, coarser)
    told = (digits >= 3) | ((coarser != 0) & (digits >= 2))
    most = np.nanmax(digits) if np.isfinite(digits).any() else 0
    if bool((rounded | equal).all()) and (most >= 3 or (len(a) >= 4 and most >= 2)):
        return rounded | equal
    equal = equal | (rounded & told)
    return equal | nearly_all(equal, far, coarser)


def nearly_all(equal: Any, far: Any, decimals: int) -> Any:
    """Halves are rounded up by one program and to the even digit by another: a last digit may differ in a few rows."""
    if decimals >= 2 and len(equal) >= 5 and equal.mean() >= 0.8:
        return far <= 1.01 * 10.0**-decimals
    return np.zeros(len(equal), dtype=bool)


def best_equal(a: Any, b: Any, one: Column, other: Column) -> tuple[Any, float]:
    """(where they are equal, by what `b` was multiplied): 0.12 and 12 % are the same."""
    best = (equal_cells(a, b, one.decimals, other.decimals), 1.0)
    if best[0].mean() >= 0.5 or not (one.percent or other.percent):
        return best
    for power in (2, -2):
        equal = equal_cells(a, b * 10.0**power, one.decimals, other.decimals - power)
        if equal.mean() > max(best[0].mean(), 0.5):
            best = (equal, 10.0**power)
    return best
