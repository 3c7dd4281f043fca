# ---- two values of a check -------------------------------------------------------------------------------

NO_COMPARISON = "It doesn't say what it compares."
EMPTY = "It compared nothing with nothing."
NONE_FOUND = "It found nothing in the files to compare with."


class Figure(float):
    """A number with the decimals it is shown with: 12.50 has two."""

    decimals: int

    def __new__(cls, value: Any, decimals: int) -> Figure:
        made = super().__new__(cls, value)
        made.decimals = decimals
        return made


@dataclass
class Compared:
    """Two values, as text and as canonical plain data, and whether they are equal; or `why` they can't be compared."""

    shown: str = ""
    expected: str = ""
    shown_as: str = ""
    expected_as: str = ""
    equal: bool = False
    why: str = ""
    shown_data: str = ""
    expected_data: str = ""


def compare(
    shown: Any, expected: Any, shown_as: Any = "", expected_as: Any = "", tolerance: float | None = None
) -> Compared:
    """By value: numbers as precise as the shown one is, texts without case and blanks, lists in order, tables by value."""
    said = Compared(shown_as=as_text(shown_as)[:200], expected_as=as_text(expected_as)[:200])
    try:
        here, there = plain_value(shown), plain_value(expected)
    except (TypeError, ValueError, RecursionError):
        return replace(said, why="It compares things that can't be compared by value.")
    said.shown, said.expected = value_text(shown), value_text(expected)
    said.shown_data, said.expected_data = digest(canonical(here)), canonical(there)[:2000]
    if is_nothing(here) and is_nothing(there):
        return replace(said, why=EMPTY)
    if found_none(here, there):
        return replace(said, why=NONE_FOUND)
    said.equal = equal_values(here, there, tolerance)
    return said


def plain_value(thing: Any, depth: int = 0) -> Any:
    """Numbers, canonical texts, None, lists, sets (frozenset) and dicts. Raises TypeError for anything else."""
    if depth > 6:
        raise TypeError
    if is_missing(thing):
        return None
    if isinstance(thing, (bool, np.bool_)):
        return "yes" if thing else "no"
    if isinstance(thing, Figure):
        return thing
    if isinstance(thing, (int, float, np.integer, np.floating)):
        return Figure(thing, 0 if isinstance(thing, (int, np.integer)) else max(1, decimals_of(float(thing))))
    if isinstance(thing, (str, datetime.date, pd.Timestamp, pd.Period)):
        return label_of(thing)
    if isinstance(thing, np.datetime64):
        return label_of(pd.Timestamp(thing))
    return plain_group(thing, depth)


def plain_group(thing: Any, depth: int) -> Any:
    if isinstance(thing, pd.DataFrame):
        frame = thing if is_counter(thing.index) else thing.reset_index()
        return {label_of(name): plain_value(list(frame[name]), depth + 1) for name in frame.columns}
    if isinstance(thing, pd.Series):
        if is_counter(thing.index):
            return [plain_value(each, depth + 1) for each in thing.head(ROWS)]
        return {label_of(key): plain_value(each, depth + 1) for key, each in thing.head(ROWS).items()}
    if isinstance(thing, dict):
        return {
            label_of(key): plain_value(each, depth + 1) for key, each in itertools.islice(thing.items(), ROWS)
        }
    if isinstance(thing, (set, frozenset)):
        return frozenset(plain_value(each, depth + 1) for each in thing)
    if isinstance(thing, (list, tuple, np.ndarray, pd.Index)):
        return [plain_value(each, depth + 1) for each in list(thing)[:ROWS]]
    if hasattr(thing, "total_seconds"):
        return Figure(thing.total_seconds(), 0)
    if type(thing).__name__ in ("Decimal", "Fraction"):
        return Figure(float(thing), max(1, decimals_of(float(thing))))
    raise TypeError


def is_counter(index: Any) -> bool:
    return isinstance(index, pd.RangeIndex) or (
        index.name is None and list(index[:5]) == list(range(len(index)))[:5]
    )


def is_nothing(plain: Any) -> bool:
    if isinstance(plain, (list, dict, frozenset)):
        return all(is_nothing(each) for each in (plain.values() if isinstance(plain, dict) else plain))
    return plain is None or plain == ""


def found_none(here: Any, there: Any) -> bool:
    """Several values are expected to be 0 and hardly any is: who looked for them in the files met none, and is at fault."""
    shown, expected = (
        (
            [each for each in (side.values() if isinstance(side, dict) else side) if isinstance(each, float)]
            if isinstance(side, (dict, list))
            else []
        )
        for side in (here, there)
    )
    return len(expected) > 2 and not any(expected) and sum(map(bool, shown)) * 2 > len(shown)


def equal_values(here: Any, there: Any, tolerance: float | None) -> bool:
    if isinstance(here, float) and isinstance(there, float):
        return close(here, there, tolerance)
    if isinstance(here, list) and isinstance(there, list):
        here = as_precise(here)
        return len(here) == len(there) and all(
            equal_values(a, b, tolerance) for a, b in zip(here, there, strict=True)
        )
    if isinstance(here, frozenset) or isinstance(there, frozenset):
        return equal_sets(here, there, tolerance)
    if isinstance(here, dict) and isinstance(there, dict):
        return here.keys() == there.keys() and all(
            equal_values(here[key], there[key], tolerance) for key in here
        )
    if isinstance(here, list) != isinstance(there, list):
        alone, other = (here, there) if isinstance(here, list) else (there, here)
        return not isinstance(other, dict) and len(alone) == 1 and equal_values(alone[0], other, tolerance)
    if (isinstance(here, str) and isinstance(there, float)) or (
        isinstance(here, float) and isinstance(there, str)
    ):
        word, number = (here, there) if isinstance(here, str) else (there, here)
        read = number_of(word)
        return read is not None and close(read.value, number, tolerance)
    return bool(here == there)


def as_precise(values: list[Any]) -> list[Any]:
    """Numbers of one list are as precise as the most precise of them: 12.5 beside 3.25 is 12.50."""
    decimals = max((each.decimals for each in values if isinstance(each, Figure)), default=0)
    return [Figure(each, decimals) if isinstance(each, Figure) else each for each in values]


def equal_sets(here: Any, there: Any, tolerance: float | None) -> bool:
    if not isinstance(here, (list, frozenset)) or not isinstance(there, (list, frozenset)):
        return False
    key = lambda each: (str(type(each)), each if isinstance(each, float) else str(each))  # noqa: E731
    here, there = sorted(set(here), key=key), sorted(set(there), key=key)
    return len(here) == len(there) and all(
        equal_values(a, b, tolerance) for a, b in zip(here, there, strict=True)
    )


def close(shown: float, expected: float, tolerance: float | None) -> bool:
    """Within `tolerance`; without one, equal after rounding to the decimals of the shown value, or to a millionth."""
    if not math.isfinite(shown) or not math.isfinite(expected):
        return shown == expected
    if tolerance is not None and isinstance(tolerance, (int, float)):
        return abs(shown - expected) <= abs(tolerance) * (1 + 1e-9) + 1e-12
    if abs(shown - expected) <= 1e-6 * max(abs(shown), abs(expected)) or abs(shown - expected) < 1e-12:
        return True
    decimals = getattr(shown, "decimals", 0)
    if not decimals and abs(shown) < 100:
        return False
    return abs(shown - expected) <= 0.5 * 10.0**-decimals * (1 + 1e-6)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def canonical(plain: Any) -> str:
    if isinstance(plain, float):
        return f"{float(plain):.10g}"
    if isinstance(plain, list):
        return "[" + ",".join(map(canonical, plain)) + "]"
    if isinstance(plain, frozenset):
        return "{" + ",".join(sorted(map(canonical, plain))) + "}"
    if isinstance(plain, dict):
        return "{" + ",".join(f"{key}:{canonical(value)}" for key, value in sorted(plain.items())) + "}"
    return repr(plain)


def value_text(thing: Any) -> str:
    """At most 200 characters: "1,204", "12 values: Alice, Bob, …"."""
    if isinstance(thing, pd.DataFrame):
        names = ", ".join(map(str, thing.columns))
        return f"{len(thing):,} rows of {names}"[:200]
    if isinstance(thing, pd.Series):
        thing = list(thing) if is_counter(thing.index) else dict(thing)
    if isinstance(thing, Figure):
        return f"{float(thing):,.{min(max(thing.decimals, 0), 6)}f}"
    if isinstance(thing, dict):
        return listed(
            [f"{as_text(key)}: {value_text(each)}" for key, each in itertools.islice(thing.items(), 60)],
            len(thing),
        )
    if isinstance(thing, (set, frozenset)):
        return listed(sorted(as_text(each) for each in thing)[:60], len(thing))
    if isinstance(thing, (list, tuple, np.ndarray, pd.Index)):
        return listed([value_text(each)[:80] for each in list(thing[:60])], len(thing))
    return as_text(thing)[:200]


def listed(said: list[str], count: int) -> str:
    if not count:
        return "nothing"
    whole = ", ".join(said)
    head = f"{count:,} values: " if count > 3 else ""
    if len(head + whole) <= 200 and count <= len(said):
        return head + whole
    return (head + whole)[:197].rpartition(",")[0] + ", …"
