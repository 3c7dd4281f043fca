# ---- Excel ----------------------------------------------------------------------------------------------


def profile_excel(path: Path, result: dict[str, Any]) -> None:
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as archive:
        unfolded = sum(item.file_size for item in archive.infolist())
    if unfolded > UNZIPPED:
        result["problem"] = (
            f"The file {path.name} unfolds to {unfolded // 1_000_000:,} MB, which is more than fits. Save the needed sheet as CSV and add that."
        )
        return
    quick = unfolded > 30_000_000
    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=quick, data_only=True)
    result["format"] = "excel"
    for sheet in book.worksheets[:SHEETS]:
        notes: list[str] = []
        tables = sheet_tables(sheet, quick, notes)
        if any("both header" in note for note in notes):
            only_places(tables)
        result["tables"] += tables
        result["notes"] += (
            [f"Sheet {sheet.title}: {note}" for note in notes] if len(book.worksheets) > 1 else notes
        )
    if len(book.worksheets) > SHEETS:
        result["notes"].append(
            f"The workbook has {len(book.worksheets)} sheets; the first {SHEETS} were looked at."
        )
    if not any(table["rows"] for table in result["tables"]):
        result["notes"].append("No sheet has rows with data.")


def sheet_tables(sheet: Any, quick: bool, notes: list[str]) -> list[dict[str, Any]]:
    limit = max(2000, CELLS // 4 // max(1, sheet.max_column or 1))
    rows = [list(row) for row in itertools.islice(sheet.iter_rows(values_only=True), limit)]
    trim(rows)
    merged: list[Block] = [
        (r.min_row - 1, r.max_row - 1, r.min_col - 1, r.max_col - 1)
        for r in ([] if quick else sheet.merged_cells.ranges)
    ]
    join_headers(rows, merged, notes)
    if blocks := find_blocks(rows) if len(rows) < limit else []:
        notes.append(f"The sheet holds {len(blocks)} tables; each has its cells.")
        return [block_table(rows, block, sheet.title, notes) for block in blocks[:SHEETS]]
    table = profile_rows(rows, {"format": "excel", "sheet": sheet.title}, notes, sheet.title)
    if len(rows) == limit and (sheet.max_row or 0) > limit:
        table["rows"] = sheet.max_row - table["read"]["skip"] - 1
        notes.append(f"The sheet is large: its first {limit:,} rows were looked at.")
    if any(top <= table["read"]["skip"] and right > left for top, _, left, right in merged) and not any(
        "both header" in note for note in notes
    ):
        notes.append(
            "Cells at or above the header are merged; the columns are named by the row just above the data."
        )
    table["rows"] = table["rows"] if table["columns"] else 0
    return [table]


def block_table(rows: list[list[Any]], block: Block, sheet: str, notes: list[str]) -> dict[str, Any]:
    """One of several tables; `header` and `skip` count from the top of the sheet."""
    from openpyxl.utils import get_column_letter

    top, bottom, left, right = block
    cells = f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(right + 1)}{bottom + 1}"
    said: list[str] = []
    table = profile_rows(
        part_of(rows, block), {"format": "excel", "sheet": sheet, "cells": cells}, said, sheet
    )
    notes += [f"{cells}: {note}" for note in said]
    read = table["read"]
    read |= {"skip": top + read["skip"], "header": None if read["header"] is None else top + read["header"]}
    if read["header"] is not None:  # pandas names a sheet's columns before it takes some of them
        add_headers(table["columns"], pandas_names(rows[read["header"]])[left : right + 1])
    return table


def only_places(tables: list[dict[str, Any]]) -> None:
    """Names that join two rows stand in neither of them."""
    for column in (column for table in tables for column in table["columns"]):
        column["header"] = None if column.get("header", "") != "" else ""


def trim(rows: list[list[Any]]) -> None:
    """Take empty cells off the right, alike in all rows."""
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if as_text(cell).strip()), default=0)
    for row in rows:
        del row[width:]
