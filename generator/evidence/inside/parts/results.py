# ---- a result as a check sees it -------------------------------------------------------------------------


class CannotTell(BaseException):
    """A check that says it can't tell; no `except Exception` of its own swallows it."""


def cannot_tell(why: str = "") -> Any:
    raise CannotTell(str(why))


class Result:
    """What a check is given: tables, texts, numbers, charts and files of the result."""

    def __init__(self, loaded: Loaded) -> None:
        self.tables = [table.frame.copy() for table in loaded.tables]
        self.charts = [chart.copy() for chart in loaded.charts]
        self.text = loaded.text
        self.numbers = [Figure(number.value, number.decimals) for number in numbers_in(self.text)]
        self.files = {name: Path(path) for name, path in loaded.files.items()}
        self._loaded = loaded

    @property
    def table(self) -> Any:
        return self.tables[0] if self.tables else cannot_tell("The result has no table.")

    def sheets(self, name: str = "") -> dict[str, Any]:
        """The sheets of a workbook (of the only one, without a name), each as a DataFrame."""
        found = {
            table.sheet: frame
            for table, frame in zip(self._loaded.tables, self.tables, strict=True)
            if table.sheet and (not name or table.file == name)
        }
        return found or cannot_tell(f"The result has no workbook {name}.".replace(" .", "."))

    def find(self, *words: str) -> float:
        """The number on the line of the text, or in the row and column of a table, that the words name."""
        wanted = [plain_words(word) for word in words]
        for line in self.text.splitlines():
            plain = plain_words(line)
            if all(word in plain for word in wanted) and (found := numbers_in(line)):
                at = max((line.casefold().find(str(word).casefold()) for word in words), default=0)
                number = next((each for each in found if each.start >= at), found[-1])
                return Figure(number.value, number.decimals)
        for frame in self.tables:
            if (value := cell_named(frame, wanted)) is not None:
                return value
        return cannot_tell(f"The result has no number for {', '.join(map(str, words))}.")


def cell_named(frame: Any, wanted: list[str]) -> float | None:
    for at in range(min(len(frame), 20_000)):
        row = [frame.iat[at, column] for column in range(frame.shape[1])]
        said = plain_words(" ".join(map(str, row)))
        for name, value in zip(frame.columns, row, strict=True):
            rest = [word for word in wanted if word not in plain_words(name)]
            number = number_of(value)
            if (
                number is not None
                and all(word in said for word in rest)
                and (len(rest) < len(wanted) or len(frame.columns) <= 2)
            ):
                return number.value
    return None
