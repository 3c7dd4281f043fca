# ---- texts, and tables as lines of text ------------------------------------------------------------------

FILLERS = SMALL_WORDS | {
    "there", "this", "that", "with", "from", "at", "on", "it", "has", "have", "had", "were", "be", "as", "or", "all", "across",
    "und", "im", "am", "ist", "sind", "mit", "für", "you", "your", "we", "only", "about", "result", "answer", "value",
}  # fmt: skip
YEARS = range(1900, 2101)


@dataclass
class Line:
    """A line of text, or a row of a table (`row`). `label`: canonical, of the words before its first number."""

    label: str
    words: set[str]
    numbers: list[Number]
    said: str
    row: bool = False
    names: list[str] = field(default_factory=list)  # of the columns, for a row


def lines_of(loaded: Loaded, grids: list[Grid]) -> list[Line]:
    lines = [line for grid in grids for line in rows_as_lines(grid)]
    for text in loaded.texts:
        lines += [text_line(said) for said in re.split(r"\n|(?<=[.!?。；;])\s+(?=\D)", text) if said.strip()]
    return lines[:20_000]


def text_line(said: str) -> Line:
    dates = [label for found in DATE_IN_TEXT.finditer(said) if (label := label_of_text(found[0]))]
    numbers = numbers_in(said)
    before = without_dates(said)[: numbers[0].start if numbers else len(said)]
    words = name_words(before.replace("%", " ")) - FILLERS
    everything = name_words(without_dates(said)) - FILLERS
    everything = {word for word in everything if not word.isdigit()}
    words = {word for word in words if not word.isdigit()} or everything
    return Line(" ".join([*dates, *sorted(words)]), {*dates, *everything}, numbers, said.strip())


def rows_as_lines(grid: Grid) -> Iterator[Line]:
    for at in range(min(grid.rows, 5_000)):
        labels = [column.labels[at] for column in grid.labelled if column.labels and column.labels[at]]
        numbers = [
            Number(float(column.values[at]), column.decimals, column.percent)
            for column in grid.numbers
            if column.values[at] == column.values[at]
        ]
        names = [column.name for column in grid.numbers if column.values[at] == column.values[at]]
        words = {
            word
            for label in labels
            for word in ([label] if label.startswith(("day", "month", "quarter")) else name_words(label))
        }
        if grid.rows == 1 or not labels:
            words |= {word for name in names for word in name_words(name)}
        said = " ".join(as_label_text(column.said[at]) for column in grid.labelled)
        if grid.rows == 1 and len(names) > 1:
            yield from (
                Line(plain_words(name), name_words(name), [number], name, True, [name])
                for name, number in zip(names, numbers, strict=True)
            )
            continue
        dated_or_words = [
            (
                label
                if label.startswith(("day", "month", "quarter"))
                else " ".join(sorted(name_words(label) - FILLERS))
            )
            for label in labels
        ]
        yield Line(" ".join(dated_or_words) or " ".join(sorted(words)), words, numbers, said, True, names)


def same_number(a: Number, b: Number) -> bool:
    """Equal after rounding to the coarser, if enough digits are left; 12 % is 0.12 as well."""
    for times in (0, 2, -2) if a.percent or b.percent else (0,):
        x = np.array([a.value])
        y = np.array([b.value * 10.0**times])
        if bool(equal_cells(x, y, a.decimals, b.decimals - times)[0]):
            return True
        rounded = abs(x[0] - y[0]) <= 0.5 * 10.0 ** -min(a.decimals, b.decimals - times) * (1 + 1e-6)
        if (
            (a.percent or b.percent)
            and rounded
            and digits_of(
                a
                if a.decimals <= b.decimals - times
                else replace(b, value=float(y[0]), decimals=b.decimals - times)
            )
            >= 2
        ):
            return True
    return thousands_with_a_point(a, b) or thousands_with_a_point(b, a)


def thousands_with_a_point(a: Number, b: Number) -> bool:
    """1.234 where the other has 1234."""
    return (
        a.decimals == 3
        and not b.decimals
        and 1 <= abs(a.value) < 1000
        and abs(a.value * 1000 - b.value) < 1e-6
    )


def is_year(number: Number) -> bool:
    return not number.decimals and not number.percent and number.value in YEARS
