# ---- the rows and columns of two tables that belong together ---------------------------------------------

ROUND = {1, 3, 5, 10, 15, 20, 25, 30, 50, 100}
UNKNOWN = {"unknown", "blank", "missing", "not given", "unbekannt", "keine angabe", "no value", "未知"}


@dataclass
class Rows:
    """Places of rows with the same key in both; those of the others. `keys`: names of the rows of `both`, for people."""

    both: list[tuple[int, int]]
    keys: list[str]
    here: list[tuple[int, str]]
    there: list[tuple[int, str]]
    used: tuple[set[str], set[str]] = (set(), set())  # names of the key's columns
    certain: bool = True
    dated: bool = False


@dataclass
class KeyPair:
    one: Column
    other: Column
    form: str
    overlap: float
    score: float
    a: list[str] = field(default_factory=list)
    b: list[str] = field(default_factory=list)


def rows_together(one: Grid, other: Grid) -> Rows | None:
    """By the columns whose labels agree best; None where nothing says which rows belong together."""
    pairs = key_pairs(one, other)
    if not pairs:
        return rows_by_place(one, other)
    keys, used = pairs[:1], 1
    while used < len(pairs) and (repeats(keys, 0) or repeats(keys, 1)):
        keys.append(pairs[used])
        used += 1
    orders = orders_of(one, other)
    a = numbered(list(zip(*(key.a for key in keys), strict=True)), orders[0])
    b = numbered(list(zip(*(key.b for key in keys), strict=True)), orders[1])
    places_a, places_b = {key: at for at, key in enumerate(a)}, {key: at for at, key in enumerate(b)}
    said = lambda grid_columns, at: ", ".join(key_text(column, at) for column in grid_columns)  # noqa: E731
    ones, others = [key.one for key in keys], [key.other for key in keys]
    both = [(at, places_b[key]) for key, at in places_a.items() if key in places_b]
    return Rows(
        both,
        [said(ones, at) for at, _ in both],
        [(at, said(ones, at)) for key, at in places_a.items() if key not in places_b],
        [(at, said(others, at)) for key, at in places_b.items() if key not in places_a],
        ({key.one.name for key in keys}, {key.other.name for key in keys}),
        max(key.overlap for key in keys) >= 0.34,
        all(label.startswith(("day", "month", "quarter", "time")) for label in keys[0].a if label),
    )


def key_text(column: Column, at: int) -> str:
    return "(none)" if is_missing(column.said[at]) else as_label_text(column.said[at])


def as_label_text(thing: Any) -> str:
    return (
        str(thing)
        if isinstance(thing, (int, np.integer)) and not isinstance(thing, bool)
        else as_text(thing)[:80]
    )


def rows_by_place(one: Grid, other: Grid) -> Rows | None:
    if one.rows == other.rows and (one.rows == 1 or (not one.labelled and not other.labelled)):
        return Rows(
            [(at, at) for at in range(one.rows)],
            [""] * one.rows if one.rows == 1 else [f"row {at + 1}" for at in range(one.rows)],
            [],
            [],
        )
    return None


def key_pairs(one: Grid, other: Grid) -> list[KeyPair]:
    """Columns of labels that mean the same, the best key first, each column once."""
    if one.rows == 1 and other.rows == 1:
        return []
    found = [pair for a in one.labelled for b in other.labelled if (pair := key_pair(a, b))]
    found.sort(key=lambda pair: -pair.score)
    kept: list[KeyPair] = []
    for pair in found:
        if all(pair.one is not each.one and pair.other is not each.other for each in kept):
            kept.append(pair)
    return kept


def key_pair(a: Column, b: Column) -> KeyPair | None:
    forms_a, forms_b = label_forms(known(a.labels or []), a.name), label_forms(known(b.labels or []), b.name)
    alike = names_alike(a.name, b.name)
    best: KeyPair | None = None
    for form in forms_a.keys() & forms_b.keys():
        left, right = set(forms_a[form]), set(forms_b[form])
        if not left or not right:
            continue
        overlap = len(left & right) / min(len(left), len(right))
        distinct = min(len(left) / len(forms_a[form]), len(right) / len(forms_b[form]))
        score = overlap + 0.25 * alike + 0.3 * distinct + 0.01 * (form == "plain")
        if (overlap >= 0.34 or alike >= 0.6) and (best is None or score > best.score):
            best = KeyPair(a, b, form, overlap, score, forms_a[form], forms_b[form])
    return best


def known(labels: Sequence[str]) -> list[str]:
    return ["" if label in UNKNOWN else label for label in labels]


def repeats(keys: list[KeyPair], side: int) -> bool:
    rows = list(zip(*((key.a, key.b)[side] for key in keys), strict=True))
    return len(set(rows)) < len(rows)


def numbered(keys: list[tuple[str, ...]], order: Sequence[int]) -> list[tuple[Any, ...]]:
    """Rows with the same key are told apart by how many of them come before in `order`."""
    seen: Counter[tuple[str, ...]] = Counter()
    fresh: list[tuple[Any, ...]] = [()] * len(keys)
    for at in order:
        fresh[at] = (*keys[at], seen[keys[at]])
        seen[keys[at]] += 1
    return fresh


def orders_of(one: Grid, other: Grid) -> tuple[Sequence[int], Sequence[int]]:
    """The rows of each by the numbers in columns of the same name, then by all of them together."""
    names = {plain_words(column.name) for column in one.numbers} & {
        plain_words(column.name) for column in other.numbers
    }
    sides = []
    for grid in (one, other):
        used = [column for column in grid.numbers if plain_words(column.name) in names]
        used.sort(key=lambda column: plain_words(column.name))
        sorts = [np.round(column.values, 2) for column in used]
        if len(one.numbers) == len(other.numbers) and grid.numbers:
            sorts.insert(0, np.round(np.nansum([column.values for column in grid.numbers], axis=0), 2))
        sides.append(np.lexsort(sorts).tolist() if sorts else range(grid.rows))
    return sides[0], sides[1]


@dataclass
class ColumnPair:
    one: Column
    other: Column
    equal: Any  # for each of the common rows
    times: float = 1.0


def columns_together(one: Grid, other: Grid, rows: Rows) -> list[ColumnPair]:
    """Numbers: by name where it is the same, by value, then by likeness. What is left has no counterpart."""
    a = [column for column in one.numbers if column.name not in rows.used[0]]
    b = [column for column in other.numbers if column.name not in rows.used[1]]
    pairs = {(x, y): column_pair(a[x], b[y], rows) for x in range(len(a)) for y in range(len(b))} if len(a) * len(b) <= 900 else {
        (x, y): column_pair(a[x], b[y], rows) for x in range(len(a)) for y in range(len(b)) if plain_words(a[x].name) == plain_words(b[y].name)
    }  # fmt: skip
    taken = chosen(pairs, a, b)
    return [pairs[each] for each in taken]


def column_pair(a: Column, b: Column, rows: Rows) -> ColumnPair:
    left = a.values[[at for at, _ in rows.both]] if rows.both else np.array([])
    right = b.values[[at for _, at in rows.both]] if rows.both else np.array([])
    if not len(left):
        return ColumnPair(a, b, np.array([], dtype=bool))
    equal, times = best_equal(left, right, a, b)
    blank = np.isnan(left) & (right == 0) | np.isnan(right) & (left == 0)
    return ColumnPair(a, b, equal | blank, times)


def share(pair: ColumnPair) -> float:
    return float(pair.equal.mean()) if len(pair.equal) else 0.0


def chosen(
    pairs: dict[tuple[int, int], ColumnPair], a: list[Column], b: list[Column]
) -> list[tuple[int, int]]:
    taken: list[tuple[int, int]] = []

    def take(candidates: list[tuple[float, tuple[int, int]]]) -> None:
        for _, (x, y) in sorted(candidates, key=lambda each: (-each[0], each[1])):
            if all(x != i and y != j for i, j in taken):
                taken.append((x, y))

    same_name = {place for place in pairs if plain_words(a[place[0]].name) == plain_words(b[place[1]].name)}
    named_b = {y for _, y in same_name}
    elsewhere = {  # its values stand under another name that isn't one of the other's
        (x, y) for x, y in same_name
        if share(pairs[x, y]) < 0.5 and any(share(pairs[x, j]) >= 0.9 for j in range(len(b)) if j not in named_b and (x, j) in pairs)
    }  # fmt: skip
    take([(share(pairs[place]), place) for place in same_name - elsewhere])
    likeness = {(x, y): names_alike(a[x].name, b[y].name) for x, y in pairs}
    take(
        [
            (share(pair) + 0.6 * likeness[place], place)
            for place, pair in pairs.items()
            if share(pair) >= 0.5 and (share(pair) >= 0.9 or likeness[place] > 0)
        ]
    )
    left_a, left_b = len(a) - len(taken), len(b) - len(taken)
    for place, pair in pairs.items():
        close_values = values_near(pair)
        if statistics_clash(name_words(a[place[0]].name), name_words(b[place[1]].name)) and taken:
            continue
        if likeness[place] >= 0.5 or (left_a == left_b == 1 and close_values >= 0.5):
            take([(likeness[place] + close_values, place)])
    if not taken and pairs and min(len(a), len(b)) == 1:
        take([max((likeness[place] + values_near(pair), place) for place, pair in pairs.items())])
    return taken


def values_near(pair: ColumnPair) -> float:
    """Share of the rows of the shorter column in which one isn't more than half as large again as the other."""
    with np.errstate(all="ignore"):
        left, right = (
            np.nanmedian(np.abs(pair.one.values)),
            np.nanmedian(np.abs(pair.other.values)) * pair.times,
        )
    if not np.isfinite(left) or not np.isfinite(right) or not left or not right:
        return 0.0
    return (
        1.0
        if max(left, right) / min(left, right) <= 1.6
        else 0.2 if max(left, right) / min(left, right) <= 4 else 0.0
    )
