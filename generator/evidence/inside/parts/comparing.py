# ---- two results compared --------------------------------------------------------------------------------


def compared_apart(here: Loaded, there: Loaded) -> dict[str, Any]:
    data, why = apart(lambda: json.dumps(compared(here, there)).encode(), COMPARE_SECONDS)
    if why:
        return incomparable("They are too large to be compared in the time there is.", True)
    return json.loads(data)  # type: ignore[no-any-return]


def incomparable(why: str, part: bool = False) -> dict[str, Any]:
    return {"verdict": "incomparable", "same": 0, "of": 0, "differences": [], "why": why, "part": part}


def compared(here: Loaded, there: Loaded) -> dict[str, Any]:
    try:
        if why := hindrance(here, there):
            return incomparable(why, here.part or there.part)
        outcome = outcome_of(here, there)
    except UNREADABLE as problem:
        return incomparable(f"They can't be compared ({type(problem).__name__}).", here.part or there.part)
    return told(outcome, here.part or there.part)


def told(outcome: Outcome, part: bool) -> dict[str, Any]:
    differences = [[str(text)[:200] for text in each] for each in outcome.differences[:MOST_DIFFERENCES]]
    if not outcome.aligned:
        return incomparable(outcome.why or "They show different things.", part or outcome.part)
    if not outcome.differences and outcome.matched * 2 < outcome.fewer:
        return incomparable("Most of what they show has no counterpart in the other.", part or outcome.part)
    return {
        "verdict": "different" if outcome.differences else "same",
        "same": outcome.same, "of": max(outcome.of, outcome.same), "differences": differences,
        "why": outcome.why, "part": part or outcome.part, "alone": outcome.alone,
    }  # fmt: skip


def hindrance(here: Loaded, there: Loaded) -> str:
    """Why nothing can be compared, "" where it can."""
    empty = [each for each in (here, there) if not (each.tables or each.charts or each.texts)]
    if not empty:
        return ""
    if any(each.problem for each in empty):
        return "One of them is too large to be compared."
    kinds = [each.other[0].split(" ")[0] if each.other else "nothing" for each in empty]
    names = {"picture": "a picture only", "page": "a page only", "file": "a file that can't be compared"}
    if len(empty) == 2 and kinds[0] == kinds[1]:
        both = {"picture": "pictures only", "page": "pages only", "file": "files that can't be compared"}
        return (
            f"Both are {both[kinds[0]]}."
            if kinds[0] in both
            else "Neither shows anything that can be compared."
        )
    return (
        f"One of them is {names[kinds[0]]}."
        if kinds[0] in names
        else "One of them shows nothing that can be compared."
    )


def outcome_of(here: Loaded, there: Loaded) -> Outcome:
    """Tables decide where both have them; then charts or lines, whichever both have."""
    tables = grids(here.tables), grids(there.tables)
    if tables[0] and tables[1]:
        outcome = tables_against_tables(*tables)
        if outcome.aligned:
            return with_texts(outcome, here, there)
        if not (here.texts and there.texts) and min(grid.rows for side in tables for grid in side) > 1:
            return Outcome(why="They show different tables.")
    charts = tables[0] or chart_grids(here), tables[1] or chart_grids(there)
    drawn = (
        tables_against_tables(*charts)
        if charts[0] and charts[1] and not (tables[0] and tables[1])
        else Outcome()
    )
    if drawn.aligned:
        return with_texts(drawn, here, there)
    lined = by_lines(here, there, charts if not (here.texts and there.texts) else tables)
    if not lined.aligned:
        lined = names_in_tables(here, there, tables, lined)
    return lined


def by_lines(here: Loaded, there: Loaded, tables: tuple[list[Grid], list[Grid]]) -> Outcome:
    left, right = lines_of(here, tables[0]), lines_of(there, tables[1])
    figures = [any(line.numbers for line in lines) for lines in (left, right)]
    if not all(figures):
        dates = dates_against_dates(here.text, there.text)
        alike = (
            words_against_words(said_by(here, tables[0]), said_by(there, tables[1]))
            if not any(figures)
            else Outcome()
        )
        return dates if dates.aligned else alike
    outcome = lines_against_lines(left, right)
    if outcome.aligned and here.texts and there.texts and not (tables[0] or tables[1]):
        if not outcome.differences and (clash := names_clash(here.text, there.text)):
            outcome.differences.append(("Name", *clash))
            outcome.of += 1
        if not outcome.differences and (dates := dates_against_dates(here.text, there.text)).differences:
            add(outcome, dates)
    elif outcome.aligned and not outcome.differences and len(here.text + there.text) < 2_000:
        clashes = not_the_most(here, tables[1], False) or not_the_most(there, tables[0], True)
        clashes = (
            clashes
            or other_name(here, left, right)
            or [(what, b, a) for what, a, b in other_name(there, right, left)]
        )
        outcome.differences += clashes
        outcome.of += len(clashes)
    return outcome


MOST = re.compile(
    r"\b(?:most|top|highest|largest|biggest|busiest|best-?sell\w*|meisten?|höchste\w*|größte\w*)\b"
    r"|\bbest (?:customer|month|product|region|day|seller|year|store|shop)\b|最高|最多|最大",
    re.I,
)


def not_the_most(loaded: Loaded, tables: list[Grid], turn: bool) -> list[tuple[str, str, str]]:
    """A sentence that names what has the most, against a table in which another row has more."""
    if loaded.tables:
        return []
    for line in lines_of(loaded, []):
        if not MOST.search(line.said) or not line.numbers or len(line.numbers) > 2:
            continue
        for grid in tables:
            for column in grid.numbers:
                rows = [
                    at for at in range(grid.rows) if not TOTALS.fullmatch(plain_words(row_name(grid, at)))
                ]
                named_row = [
                    at
                    for at in rows
                    if row_name(grid, at) and all_words(row_name(grid, at)) <= all_words(line.said)
                ]
                most = max(rows, key=lambda at: np.nan_to_num(column.values[at], nan=-np.inf), default=None)
                said = [Number(float(column.values[at]), column.decimals) for at in named_row[:1]]
                if (
                    not said
                    or most is None
                    or not any(same_number(said[0], number) for number in line.numbers)
                ):
                    continue
                first = any(
                    each.values[named_row[0]] >= np.nanmax(each.values[rows]) for each in grid.numbers
                )
                if not first and row_name(grid, most):
                    sides = (row_name(grid, named_row[0]), row_name(grid, most))
                    return [(f"Most {column.name}", *(sides[::-1] if turn else sides))]
    return []


def row_name(grid: Grid, at: int) -> str:
    return " ".join(as_label_text(column.said[at]) for column in grid.labelled)


def other_name(loaded: Loaded, lines: list[Line], others: list[Line]) -> list[tuple[str, str, str]]:
    """A sentence that gives a name to a figure that stands beside another name in the other's table."""
    for line in lines:
        if line.row or len(line.numbers) > 3:
            continue
        names = names_in(line.said)
        for other in others:
            same = other.row and any(
                same_number(a, b) and not is_year(a) for a in line.numbers for b in other.numbers
            )
            held = {word for each in others for word in all_words(each.said)}
            if (
                same
                and other.said
                and names
                and not names & held
                and not all_words(other.said) & all_words(loaded.text)
            ):
                return [("Name", sorted(names)[0], other.said[:80])]
    return []


def said_by(loaded: Loaded, tables: list[Grid]) -> str:
    rows = [line.said for grid in tables for line in rows_as_lines(grid)]
    return "\n".join([*loaded.texts, *rows])


def names_in_tables(
    here: Loaded, there: Loaded, tables: tuple[list[Grid], list[Grid]], lined: Outcome
) -> Outcome:
    """A sentence with a name against a table: its first row decides."""
    for loaded, other in ((here, tables[1]), (there, tables[0])):
        if not loaded.texts or not other or loaded.tables or any(map(is_counted, numbers_in(loaded.text))):
            continue
        rows = [all_words(line.said) for grid in other for line in rows_as_lines(grid)]
        names = names_in(loaded.text)
        if not names or not rows:
            continue
        if rows[0] & all_words(loaded.text):
            return Outcome(1, 1, why="The name stands in the first row of the other's table.", aligned=True)
        if not any(names & row for row in rows):
            sides = (sorted(names)[0], " ".join(sorted(rows[0])))
            return Outcome(0, 1, [("Name", *(sides if loaded is here else sides[::-1]))], aligned=True)
    return lined


def is_counted(number: Number) -> bool:
    return not is_year(number)


def with_texts(outcome: Outcome, here: Loaded, there: Loaded) -> Outcome:
    """Tables agree: what both print beside them must not clash."""
    if not here.texts or not there.texts or outcome.differences:
        return outcome
    left, right = lines_of(here, []), lines_of(there, [])
    ones, others = Figures(left), Figures(right)
    links = linked(left, right)
    for x, ys in links.items():
        for y in ys:
            ones.meet(others, x, y)
    clashes = [clash for x, ys in links.items() for y in ys if (clash := ones.clash(others, x, y))]
    whole_left, whole_right = Figures(lines_of(here, grids(here.tables))), Figures(
        lines_of(there, grids(there.tables))
    )
    ones.meet_anywhere(whole_right)
    others.meet_anywhere(whole_left)
    for x, y in clashes:
        same = left[x[0]].label == right[y[0]].label and distance(ones.number(x), others.number(y)) <= 1.4
        if not (ones.met(x) and others.met(y)) if same else not (ones.met(x) or others.met(y)):
            outcome.differences.append(
                (ones.what(x), number_text(ones.number(x).value), number_text(others.number(y).value))
            )
            outcome.of += 1
    return outcome


def grids(tables: list[Table]) -> list[Grid]:
    """Each table once: what is shown and what was left in a file may be the same."""
    kept: list[Table] = []
    for table in tables[:20]:
        if not any(
            table.frame.shape == each.frame.shape and table.frame.astype(str).equals(each.frame.astype(str))
            for each in kept
        ):
            kept.append(table)
    return [grid_of(table) for table in kept if table.frame.shape[1]]


def chart_grids(loaded: Loaded) -> list[Grid]:
    found = []
    for chart in loaded.charts[:20]:
        several = chart["series"].nunique() > 1
        frame = chart if several else chart[["x", "y"]]
        x = replace(column_of("x", frame["x"]), name="x")
        if x.numeric:
            x = replace(x, values=None, labels=[label_of(value) for value in x.said])
        columns = [x, column_of("y", frame["y"])]
        if several:
            columns.insert(
                0, Column("series", labels=list(map(label_of, frame["series"])), said=list(frame["series"]))
            )
        found.append(Grid(columns, len(frame)))
    return found
