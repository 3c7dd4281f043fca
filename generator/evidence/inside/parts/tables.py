# ---- tables against tables -------------------------------------------------------------------------------


@dataclass
class Outcome:
    """`matched`: figures of the one with fewer that have a counterpart, of its `fewer`. `aligned`: something was compared."""

    same: int = 0
    of: int = 0
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    why: str = ""
    aligned: bool = False
    matched: int = 0
    fewer: int = 0
    part: bool = False
    alone: int = 0  # figures of the one shown that have no counterpart, notes on what was left out aside

    @property
    def worth(self) -> tuple[int, int, int]:
        return (int(self.aligned), self.same, -len(self.differences))


def tables_against_tables(here: list[Grid], there: list[Grid]) -> Outcome:
    """Each table against the one that fits it best; tables without a counterpart don't count."""
    fits = []
    for x, one in enumerate(here[:20]):
        for y, other in enumerate(there[:20]):
            outcome = table_against_table(one, other)
            if outcome.aligned:
                fits.append((outcome, x, y))
    fits.sort(key=lambda fit: (-fit[0].same / max(1, fit[0].of), -fit[0].same, fit[1], fit[2]))
    whole, used_x, used_y = Outcome(), set[int](), set[int]()
    for outcome, x, y in fits:
        if x in used_x or y in used_y:
            continue
        used_x.add(x)
        used_y.add(y)
        add(whole, outcome)
    return whole


def add(whole: Outcome, outcome: Outcome) -> None:
    whole.aligned = whole.aligned or outcome.aligned
    whole.same, whole.of = whole.same + outcome.same, whole.of + outcome.of
    whole.matched, whole.fewer = whole.matched + outcome.matched, whole.fewer + outcome.fewer
    whole.differences = (whole.differences + outcome.differences)[: MOST_DIFFERENCES * 20]
    whole.why = whole.why or outcome.why
    whole.part = whole.part or outcome.part


def table_against_table(one: Grid, other: Grid) -> Outcome:
    """As they are, with rows and columns exchanged, with columns made rows: whichever agrees best."""
    best = grids_compared(one, other)
    if best.aligned and not best.differences and best.of and best.matched * 2 >= best.fewer:
        return best
    for left, right in other_forms(one, other):
        outcome = grids_compared(left, right)
        if outcome.aligned and outcome.same >= outcome.of * 0.5 and rank(outcome) > rank(best):
            best = outcome
    return best


def rank(outcome: Outcome) -> tuple[float, int, int]:
    """Share that is equal, then how little is missing."""
    return (outcome.same / max(1, outcome.of), -len(outcome.differences), outcome.same)


def other_forms(one: Grid, other: Grid) -> Iterator[tuple[Grid, Grid]]:
    for left, right in (
        (turned(one), other),
        (one, turned(other)),
        (molten(one, other), other),
        (one, molten(other, one)),
    ):
        if left is not None and right is not None:
            yield left, right


def turned(grid: Grid) -> Grid | None:
    """Rows and columns exchanged: the columns' names become labels."""
    if grid.rows > 60 or len(grid.columns) < 2 or not grid.numbers:
        return None
    keys = grid.labelled[:1]
    names = (
        [as_label_text(each) for each in keys[0].said]
        if keys
        else ["value"] if grid.rows == 1 else [f"row {at}" for at in range(grid.rows)]
    )
    labels = [column.name for column in grid.numbers]
    columns = [Column("name", labels=list(map(label_of_text, labels)), said=list(labels))]
    for at, name in enumerate(names):
        values = np.array([column.values[at] for column in grid.numbers])
        columns.append(
            Column(name, values, max(column.decimals for column in grid.numbers), said=list(values))
        )
    return Grid(columns, len(labels), grid.cut, grid.name)


def molten(grid: Grid, other: Grid) -> Grid | None:
    """Columns whose names are labels in the other table become rows: a table by month and region in its long form."""
    wanted = {label for column in other.labelled for label in column.labels or []}
    wide = [column for column in grid.numbers if label_of_text(column.name) in wanted]
    if len(wide) < 2 or grid.rows * len(wide) > ROWS:
        return None
    kept = grid.labelled
    columns = [
        Column(column.name, labels=(column.labels or []) * len(wide), said=column.said * len(wide))
        for column in kept
    ]
    names = [column.name for column in wide for _ in range(grid.rows)]
    columns.append(Column("name", labels=list(map(label_of_text, names)), said=list(names)))
    values = np.concatenate([column.values for column in wide])
    columns.append(
        Column("value", values, max(column.decimals for column in wide), wide[0].percent, said=list(values))
    )
    filled = ~np.isnan(values) & (values != 0)
    if not filled.all():
        keep = np.flatnonzero(filled)
        columns = [
            replace(
                column,
                values=column.values[keep] if column.numeric else None,
                labels=[column.labels[at] for at in keep] if column.labels is not None else None,
                said=[column.said[at] for at in keep],
            )
            for column in columns
        ]
    return Grid(columns, len(columns[-1].said), grid.cut, grid.name)


def grids_compared(one: Grid, other: Grid) -> Outcome:
    rows = rows_together(one, other)
    if not one.rows or not other.rows:
        return emptiness(one, other)
    if rows is None or (not rows.certain and not rows.both and not says_the_same(one, other, rows)):
        return Outcome()
    pairs = columns_together(one, other, rows)
    words = words_together(one, other, rows)
    if (
        one.numbers and other.numbers and not pairs and min(len(one.numbers), len(other.numbers)) == 1
    ) or not rows.both:
        pairs = pairs or forced(one, other, rows)
    if not pairs and not words and not key_only(one, other):
        return Outcome()
    if not rows.certain and rows.both and not any(share(pair) >= 0.5 for pair in pairs):
        return Outcome()
    outcome = Outcome(aligned=True, part=one.cut or other.cut)
    for column_pair_ in pairs:
        count_cells(outcome, column_pair_, rows)
    for a, b in words:
        count_words(outcome, a, b, rows)
    if not pairs and not words:
        outcome.same += len(rows.both)
        outcome.of += len(rows.both)
    missing_rows(outcome, one, other, rows, pairs)
    free_a = [column for column in one.numbers if column.name not in rows.used[0]]
    free_b = [column for column in other.numbers if column.name not in rows.used[1]]
    outcome.fewer = max(1, min(len(free_a) * one.rows, len(free_b) * other.rows))
    outcome.matched = len(pairs) * len(rows.both) if free_a and free_b else outcome.fewer
    return outcome


def emptiness(one: Grid, other: Grid) -> Outcome:
    if one.rows or other.rows:
        said = (
            f"{one.rows:,} rows" if one.rows else "no rows",
            f"{other.rows:,} rows" if other.rows else "no rows",
        )
        return Outcome(0, 1, [("Rows", *said)], aligned=True)
    return Outcome(why="Both tables are empty.", aligned=True)


def says_the_same(one: Grid, other: Grid, rows: Rows) -> bool:
    """Tables of the same kind, by the names of their columns, with other rows."""
    keys = [names_alike(x, y) for x in rows.used[0] for y in rows.used[1]]
    figures = [names_alike(x.name, y.name) for x in one.numbers for y in other.numbers]
    return max(keys, default=0.0) >= 0.8 and max(figures, default=0.0) >= 0.5


def key_only(one: Grid, other: Grid) -> bool:
    return not one.numbers or not other.numbers


def forced(one: Grid, other: Grid, rows: Rows) -> list[ColumnPair]:
    """The only figure of the one against what is most like it in the other."""
    a = [column for column in one.numbers if column.name not in rows.used[0]]
    b = [column for column in other.numbers if column.name not in rows.used[1]]
    found = [column_pair(x, y, rows) for x in a for y in b]
    found.sort(key=lambda pair: -names_alike(pair.one.name, pair.other.name) - values_near(pair))
    return found[:1]


def words_together(one: Grid, other: Grid, rows: Rows) -> list[tuple[Column, Column]]:
    """Columns of texts beside the key: with the same name, or mostly the same texts."""
    found = []
    a = [column for column in one.labelled if column.name not in rows.used[0]]
    b = [column for column in other.labelled if column.name not in rows.used[1]]
    for x in a:
        for y in b:
            forms = words_equal(x, y, rows)
            alike = names_alike(x.name, y.name)
            if rows.both and (
                forms.mean() >= 0.5 or alike >= 0.8 or (len(a) == len(b) == 1 and one.rows == other.rows == 1)
            ):
                found.append((float(forms.mean()) + alike, x, y))
    found.sort(key=lambda each: -each[0])
    kept: list[tuple[Column, Column]] = []
    for _, x, y in found:
        if all(x is not p and y is not q for p, q in kept):
            kept.append((x, y))
    return kept


def words_equal(a: Column, b: Column, rows: Rows) -> Any:
    left, right = known(a.labels or []), known(b.labels or [])
    forms_a, forms_b = label_forms(left, a.name), label_forms(right, b.name)
    best = np.zeros(len(rows.both), dtype=bool)
    for form in forms_a.keys() & forms_b.keys():
        equal = np.array([forms_a[form][x] == forms_b[form][y] for x, y in rows.both], dtype=bool)
        best = equal if len(equal) and equal.mean() > best.mean() else best
    return best


def count_cells(outcome: Outcome, pair: ColumnPair, rows: Rows) -> None:
    outcome.of += len(rows.both)
    outcome.same += int(pair.equal.sum())
    for at in np.flatnonzero(~pair.equal)[: MOST_DIFFERENCES * 2]:
        x, y = rows.both[at]
        what = ", ".join(part for part in (pair.one.name, rows.keys[at]) if part)
        outcome.differences.append((what, as_text(pair.one.said[x]), as_text(pair.other.said[y])))


def count_words(outcome: Outcome, a: Column, b: Column, rows: Rows) -> None:
    equal = words_equal(a, b, rows)
    outcome.of += len(rows.both)
    outcome.same += int(equal.sum())
    for at in np.flatnonzero(~equal)[: MOST_DIFFERENCES * 2]:
        x, y = rows.both[at]
        outcome.differences.append(
            (
                ", ".join(part for part in (a.name, rows.keys[at]) if part),
                as_text(a.said[x]),
                as_text(b.said[y]),
            )
        )


def missing_rows(outcome: Outcome, one: Grid, other: Grid, rows: Rows, pairs: list[ColumnPair]) -> None:
    """Rows of one table alone: a difference, unless they add up the others, hold nothing, or the other is a top of it."""
    here = [each for each in rows.here if counts(each, [pair.one for pair in pairs], one)]
    there = [each for each in rows.there if counts(each, [pair.other for pair in pairs], other)]
    if one.cut or other.cut:
        here = [] if other.cut else here
        there = [] if one.cut else there
    if (
        here
        and not there
        and is_top(
            other,
            [y for _, y in rows.both],
            one,
            [x for x, _ in rows.both],
            [(p.other, p.one) for p in pairs],
            rows,
        )
    ):
        outcome.why, here = f"The other shows {len(rows.both):,} of {one.rows:,} rows.", []
    if (
        there
        and not here
        and is_top(
            one,
            [x for x, _ in rows.both],
            other,
            [y for _, y in rows.both],
            [(p.one, p.other) for p in pairs],
            rows,
        )
    ):
        outcome.why, there = f"It shows {len(rows.both):,} of {other.rows:,} rows.", []
    outcome.of += (len(here) + len(there)) * max(1, len(pairs))
    first = pairs[0] if pairs else None
    for at, key in here[: MOST_DIFFERENCES * 2]:
        outcome.differences.append(
            (named(first and first.one, key), as_text(first.one.said[at]) if first else "there", "")
        )
    for at, key in there[: MOST_DIFFERENCES * 2]:
        outcome.differences.append(
            (named(first and first.one, key), "", as_text(first.other.said[at]) if first else "there")
        )


def named(column: Column | None, key: str) -> str:
    return ", ".join(part for part in (column.name if column else "", key) if part)


def counts(row: tuple[int, str], columns: list[Column], grid: Grid) -> bool:
    at, key = row
    if grid.rows > 1 and TOTALS.fullmatch(plain_words(key.split(", ")[0])):
        return False
    values = [column.values[at] for column in columns]
    return not values or any(value == value and value != 0 for value in values)


def is_top(
    short: Grid,
    places: list[int],
    long: Grid,
    long_places: list[int],
    pairs: list[tuple[Column, Column]],
    rows: Rows,
) -> bool:
    """Whether the shorter holds plainly the first, largest or smallest rows of the longer."""
    count = len(places)
    if count < short.rows or count not in ROUND or long.rows < max(count * 1.5, count + 2):
        return False
    if sorted(long_places) == list(range(count)) and not rows.dated and (not pairs or count >= 5):
        return True
    for _, column in pairs:
        values = column.values[~np.isnan(column.values)]
        chosen_values = column.values[long_places]
        if len(values) < count or np.isnan(chosen_values).any() or (rows.dated and count > 1):
            continue
        ordered = np.sort(values)
        if np.allclose(np.sort(chosen_values), ordered[-count:]) or np.allclose(
            np.sort(chosen_values), ordered[:count]
        ):
            return True
    return False
