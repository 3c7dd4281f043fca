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
    return False


def is_year(number: Number) -> bool:
    return not number.decimals and not number.percent and number.value in YEARS


def lines_against_lines(here: list[Line], there: list[Line]) -> Outcome:
    """Figures on lines with the same label, then those that stand anywhere in the other."""
    left, right = Figures(here), Figures(there)
    if not left.all or not right.all:
        return Outcome()
    outcome = Outcome(aligned=True)
    links = linked(here, there)
    for x, ys in links.items():
        for y in ys:
            left.meet(right, x, y)
    labelled = [(x, y) for x, ys in links.items() for y in ys]
    clashes = [clash for x, y in labelled if (clash := left.clash(right, x, y))]
    left.meet_anywhere(right)
    right.meet_anywhere(left)
    clashes = [clash for clash in clashes if not left.met(clash[0]) and not right.met(clash[1])]
    fewer = left if len(left.counted) <= len(right.counted) else right
    outcome.fewer = len(fewer.counted)
    outcome.matched = sum(fewer.met(each) for each in fewer.counted)
    clashes += left_over(
        left,
        right,
        {place for clash in clashes for place in (("l", clash[0]), ("r", clash[1]))},
        outcome.matched,
    )
    outcome.same = sum(left.met(each) for each in left.counted)
    outcome.of = outcome.same + len(clashes)
    for x, y in clashes:
        outcome.differences.append(
            (left.what(x), number_text(left.number(x).value), number_text(right.number(y).value))
        )
    if not outcome.matched and not clashes and len(fewer.counted) == 1:
        outcome.aligned = False
    return outcome


Place = tuple[int, int]


class Figures:
    """The numbers of lines, by line and place in it, and which have met one in the other result."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.all = [(x, at) for x, line in enumerate(lines) for at in range(len(line.numbers))]
        plain = [place for place in self.all if not is_year(self.number(place))]
        self.counted = plain or self.all
        self._met: set[Place] = set()

    def number(self, place: Place) -> Number:
        return self.lines[place[0]].numbers[place[1]]

    def met(self, place: Place) -> bool:
        return place in self._met

    def of_line(self, x: int) -> list[Place]:
        return [(x, at) for at in range(len(self.lines[x].numbers))]

    def meet(self, other: Figures, x: int, y: int) -> None:
        for a in self.of_line(x):
            for b in other.of_line(y):
                if same_number(self.number(a), other.number(b)):
                    self._met.add(a)
                    other._met.add(b)

    def meet_anywhere(self, other: Figures) -> None:
        known_values: dict[int, list[Place]] = {}
        for b in other.all:
            for key in nearby(other.number(b)):
                known_values.setdefault(key, []).append(b)
        for a in self.all:
            if a in self._met:
                continue
            if any(
                same_number(self.number(a), other.number(b))
                for key in nearby(self.number(a))
                for b in known_values.get(key, [])[:200]
            ):
                self._met.add(a)

    def clash(self, other: Figures, x: int, y: int) -> tuple[Place, Place] | None:
        """Two numbers on lines with the same label, neither of which stands on the other's line."""
        ones = [a for a in self.of_line(x) if a not in self._met and a in self.counted]
        others = [b for b in other.of_line(y) if b not in other._met and b in other.counted]
        if not ones or not others:
            return None
        pairs = sorted(
            itertools.product(ones, others),
            key=lambda pair: distance(self.number(pair[0]), other.number(pair[1])),
        )
        if (
            self.lines[x].row != other.lines[y].row
            and distance(self.number(pairs[0][0]), other.number(pairs[0][1])) > 1.4
        ):
            return None
        return pairs[0]

    def what(self, place: Place) -> str:
        line = self.lines[place[0]]
        if line.row:
            return ", ".join(
                part
                for part in (line.names[place[1]], line.said if line.said != line.names[place[1]] else "")
                if part
            )[:120]
        before = (
            line.said[: line.numbers[place[1]].start]
            if len(line.said) >= line.numbers[place[1]].start
            else line.said
        )
        return " ".join(re.split(r"[,;.]\s", before)[-1].strip(" :=$€£¥(-").split())[-80:] or line.said[:80]


def distance(a: Number, b: Number) -> float:
    """0 for equal ones, in powers of e."""
    if not a.value or not b.value or (a.value < 0) != (b.value < 0):
        return 9.0
    return abs(math.log(abs(a.value) / abs(b.value)))


def nearby(number: Number) -> set[int]:
    """Keys that numbers which may be equal share: the logarithm, in steps, and that of the hundredfold."""
    if not number.value:
        return {0}
    size = math.log(abs(number.value)) * 20
    keys = {math.floor(size) + step for step in (-1, 0, 1)}
    if number.percent:
        for times in (1, -1):
            keys |= {math.floor(size + times * math.log(100) * 20) + step for step in (-1, 0, 1)}
    return {key or 1 for key in keys}


def linked(here: list[Line], there: list[Line]) -> dict[int, list[int]]:
    """Lines with numbers whose labels are the same; a row's label may stand anywhere in a sentence."""
    by_label: dict[str, list[int]] = {}
    for y, line in enumerate(there):
        if line.numbers and line.label:
            by_label.setdefault(line.label, []).append(y)
    links: dict[int, list[int]] = {}
    small = len(here) * len(there) <= 250_000
    for x, line in enumerate(here):
        if not line.numbers or not line.label:
            continue
        links[x] = by_label.get(line.label, [])[:3] or (alike_lines(line, there) if small else [])
    return links


def alike_lines(line: Line, there: list[Line]) -> list[int]:
    scored = []
    for y, other in enumerate(there):
        if not other.numbers or not other.words:
            continue
        one, two = set(line.label.split()) or line.words, set(other.label.split()) or other.words
        if (line.row and not other.row and line.words and line.words <= other.words) or (
            other.row and not line.row and other.words <= line.words
        ):
            scored.append((1.0, y))
        elif not statistics_clash(one, two) and not dates_clash(one, two) and (both := len(one & two)):
            scored.append(((both / min(len(one), len(two)) + both / len(one | two)) / 2, y))
    scored.sort(key=lambda each: -each[0])
    return [y for score, y in scored[:3] if score >= 0.6 and score == scored[0][0]]


def dates_clash(one: set[str], two: set[str]) -> bool:
    a, b = (
        {word for word in words if re.fullmatch(r"\d{4}(?:-\d\d)*(?:-\d)?", word)} for words in (one, two)
    )
    return bool(a and b and not a & b)


def left_over(
    left: Figures, right: Figures, taken: set[tuple[str, Place]], matched: int
) -> list[tuple[Place, Place]]:
    """Figures without a counterpart on both sides that are about the same thing, as far as their words tell."""
    ones = [a for a in left.counted if not left.met(a) and ("l", a) not in taken]
    others = [b for b in right.counted if not right.met(b) and ("r", b) not in taken]
    if not ones or not others or len(ones) * len(others) > 2_500:
        return []
    found = []
    alone = len(left.counted) == 1 or len(right.counted) == 1
    for a, b in sorted(
        itertools.product(ones, others),
        key=lambda pair: distance(left.number(pair[0]), right.number(pair[1])),
    ):
        if any(a == x or b == y for x, y in found):
            continue
        one, two = words_at(left, a), words_at(right, b)
        few = max(len(left.counted), len(right.counted)) <= 3
        near = distance(left.number(a), right.number(b)) <= 0.5
        middles = bool(one & MIDDLES and two & MIDDLES)
        if (alone and (few or one & two or middles)) or (
            not statistics_clash(one, two)
            and near
            and (one & two or middles or len(ones) == len(others) == 1)
        ):
            found.append((a, b))
    return found


def words_at(figures: Figures, place: Place) -> set[str]:
    line = figures.lines[place[0]]
    return line.words | (name_words(line.names[place[1]]) if line.row else set())


def names_in(text: str) -> set[str]:
    """Words with a capital that don't begin a line or a sentence, or that stand alone after a colon."""
    found = re.findall(r"(?<=[^\n.!?:] )[A-ZÀ-Þ][^\W\d_]+|(?<=: )[A-ZÀ-Þ][^\W\d_]+", text)
    names = {word.casefold() for word in found}
    if len(text.split()) <= 3 and not numbers_in(text):
        names |= {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}
    return {
        name
        for name in names
        if name not in MONTH_OF and name not in DAY_OF and not name_words(name) & STATISTICS
    }


def all_words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{2,}|[\u4e00-\u9fff]", text)}


def names_clash(one: str, other: str) -> tuple[str, str] | None:
    """A name of each that the other doesn't hold."""
    a, b = names_in(one) - all_words(other), names_in(other) - all_words(one)
    if not a or not b:
        return None
    return sorted(a)[0], sorted(b)[0]


def words_against_words(one: str, other: str) -> Outcome:
    """Texts without figures."""
    a, b = all_words(one) - FILLERS, all_words(other) - FILLERS
    if plain_words(one) == plain_words(other) or a == b:
        return Outcome(1, 1, aligned=True)
    if clash := names_clash(one, other):
        return Outcome(0, 1, [("Name", *clash)], aligned=True)
    yes, no = {"yes", "ja", "true", "是"}, {"no", "not", "nein", "false", "否", "nicht", "kein", "none"}
    if bool(a & no) != bool(b & no) and ((a & (yes | no) and b & (yes | no)) or len(a ^ b) <= 2):
        return Outcome(0, 1, [("Answer", one.strip()[:80], other.strip()[:80])], aligned=True)
    names = names_in(one), names_in(other)
    if all(names) and (names[0] <= all_words(other) or names[1] <= all_words(one)):
        return Outcome(1, 1, aligned=True)
    alike = len(a & b) / max(1, len(a | b))
    short = max(len(a), len(b)) <= 8
    if alike >= 0.8 and not short:
        return Outcome(1, 1, aligned=True)
    if short and (a <= b or b <= a) and a and b:
        return Outcome(1, 1, aligned=True)
    if short:
        return Outcome(0, 1, [("Answer", one.strip()[:80], other.strip()[:80])], aligned=True)
    return Outcome()
