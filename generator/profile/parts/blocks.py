# ---- where tables stand in a sheet ----------------------------------------------------------------------

Block = tuple[int, int, int, int]  # first and last row, first and last column, from 0, inclusive


def find_blocks(rows: list[list[Any]]) -> list[Block]:
    """Tables apart by blank rows or columns, each with a header of its own; [] where the sheet is one table."""
    filled = [{i for i, cell in enumerate(row) if as_text(cell).strip()} for row in rows]
    whole = [at for at, cells in enumerate(filled) if cells]
    if not whole:
        return []
    found = split_rows(filled, whole[0], whole[-1], 0, max(max(cells) for cells in filled if cells))
    tables = [block for block in found if block[1] > block[0] and block[3] > block[2]]
    headed = all(has_header(part_of(rows, block)) for block in tables)
    return tables if len(tables) > 1 and headed else []


def has_header(rows: list[list[Any]]) -> bool:
    skip, headed = find_header(rows[:200])
    return headed and skip < 3


def part_of(rows: list[list[Any]], block: Block) -> list[list[Any]]:
    top, bottom, left, right = block
    return [(row + [None] * (right + 1 - len(row)))[left : right + 1] for row in rows[top : bottom + 1]]


def split_rows(filled: list[set[int]], top: int, bottom: int, left: int, right: int) -> list[Block]:
    taken = [any(left <= at <= right for at in filled[row]) for row in range(top, bottom + 1)]
    parts = runs(taken, top)
    found: list[Block] = []
    for first, last in parts:
        found += split_columns(filled, first, last, left, right, again=len(parts) > 1)
    return found


def split_columns(
    filled: list[set[int]], top: int, bottom: int, left: int, right: int, again: bool
) -> list[Block]:
    used = set().union(*filled[top : bottom + 1])
    parts = runs([at in used for at in range(left, right + 1)], left)
    if len(parts) < 2:
        return [(top, bottom, *parts[0])] if parts else []
    return [block for first, last in parts for block in split_rows(filled, top, bottom, first, last)]


def runs(taken: list[bool], start: int) -> list[tuple[int, int]]:
    """First and last of each stretch of True."""
    found: list[tuple[int, int]] = []
    for at, is_taken in enumerate(taken, start):
        if is_taken and found and found[-1][1] == at - 1:
            found[-1] = (found[-1][0], at)
        elif is_taken:
            found.append((at, at))
    return found


def join_headers(rows: list[list[Any]], merged: list[Block], notes: list[str]) -> None:
    """Where a header row of merged cells stands over another one, both become one: "Q1 / Sales"."""
    wide = [cells for cells in merged if cells[3] > cells[2]]
    for top in sorted({cells[0] for cells in wide if cells[0] == cells[1]}):
        if top + 2 >= len(rows) or not is_upper_header(rows, [c for c in wide if c[0] == top], top):
            continue
        for _, _, left, right in (cells for cells in wide if cells[0] == top):
            rows[top][left : right + 1] = [rows[top][left]] * (min(right + 1, len(rows[top])) - left)
        upper, lower = ([as_text(cell).strip() for cell in row] for row in (rows[top], rows[top + 1]))
        both = itertools.zip_longest(upper, lower, fillvalue="")
        rows[top + 1] = [" / ".join(dict.fromkeys(part for part in pair if part)) for pair in both]
        rows[top] = [None] * len(rows[top])
        notes.append(
            f"Rows {top + 1} and {top + 2} are both header; the columns' names join them with ' / '."
        )
        return


def is_upper_header(rows: list[list[Any]], wide: list[Block], top: int) -> bool:
    """Texts over texts over data, in several groups: not one title over all."""
    width = max(len(row) for row in rows)
    under = {at for cells in wide for at in range(cells[2], cells[3] + 1)}
    lower = [as_text(rows[top + 1][at]).strip() for at in under if at < len(rows[top + 1])]
    groups = [cell for cell in rows[top] if as_text(cell).strip()]
    named = bool(lower) and all(text and not bare_number(text) and not date_format([text]) for text in lower)
    return len(groups) > 1 and len(under) <= width and named and all(isinstance(cell, str) for cell in groups)
