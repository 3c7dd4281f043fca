# ---- figures of two results that belong together ---------------------------------------------------------


NOTE = re.compile(
    r"left out|leaving out|skipped|ignored|not counted|excluded|dropped|could not be|couldn't be|ausgelassen|weggelassen"
    r"|nicht gezählt|nicht berücksichtigt|略过|忽略|未计入",
    re.I,
)


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
    clashes = [
        (a, b)
        for a, b in clashes
        if not (left.met(a) or right.met(b))
        or (here[a[0]].label == there[b[0]].label and distance(left.number(a), right.number(b)) <= 1.4)
    ]
    fewer = left if len(left.counted) <= len(right.counted) else right
    outcome.fewer = len(fewer.counted)
    outcome.matched = sum(fewer.met(each) for each in fewer.counted)
    clashes += left_over(
        left,
        right,
        {place for clash in clashes for place in (("l", clash[0]), ("r", clash[1]))},
        outcome.matched,
    )
    clashing = {a for a, _ in clashes}
    outcome.same = sum(left.met(each) and each not in clashing for each in left.counted)
    outcome.of = outcome.same + len(clashes)
    outcome.alone = sum(
        not left.met(each) and each not in clashing and not NOTE.search(here[each[0]].said)
        for each in left.counted
    )
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
        self.sums = sums_of(lines)
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
            if digits_of(self.number(a)) >= 3 and any(
                same_number(self.number(a), total) for total in other.sums
            ):
                self._met.add(a)
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
            and distance(self.number(pairs[0][0]), other.number(pairs[0][1])) > 0.5
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


def sums_of(lines: list[Line]) -> list[Number]:
    """What the columns of tables add up to: one program shows the parts, another the whole."""
    sums: dict[tuple[str, int], list[Number]] = {}
    for line in lines:
        if line.row and not TOTALS.fullmatch(plain_words(line.said)):
            for at, number in enumerate(line.numbers):
                sums.setdefault((line.names[at], len(line.names)), []).append(number)
    return [
        Number(sum(number.value for number in numbers), max(number.decimals for number in numbers))
        for numbers in sums.values()
        if len(numbers) > 1
    ]


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
    if number.decimals == 3 and 1 <= abs(number.value) < 1000:
        keys |= {math.floor(size + math.log(1000) * 20) + step for step in (-1, 0, 1)}
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
