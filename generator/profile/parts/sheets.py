# ---- Excel and pictures ---------------------------------------------------------------------------------


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
        limit = max(2000, CELLS // 4 // max(1, sheet.max_column or 1))
        rows = [list(row) for row in itertools.islice(sheet.iter_rows(values_only=True), limit)]
        trim(rows)
        table = profile_rows(rows, {"format": "excel", "sheet": sheet.title}, notes, sheet.title)
        if len(rows) == limit and (sheet.max_row or 0) > limit:
            table["rows"] = sheet.max_row - table["read"]["skip"] - 1
            notes.append(f"The sheet is large: its first {limit:,} rows were looked at.")
        header = table["read"]["skip"] + 1
        if not quick and any(
            r.min_row <= header and r.max_col > r.min_col for r in sheet.merged_cells.ranges
        ):
            notes.append(
                "Cells at or above the header are merged; the columns are named by the row just above the data."
            )
        table["rows"] = table["rows"] if table["columns"] else 0
        result["tables"].append(table)
        result["notes"] += (
            [f"Sheet {sheet.title}: {note}" for note in notes] if len(book.worksheets) > 1 else notes
        )
    if len(book.worksheets) > SHEETS:
        result["notes"].append(
            f"The workbook has {len(book.worksheets)} sheets; the first {SHEETS} were looked at."
        )
    if not any(table["rows"] for table in result["tables"]):
        result["notes"].append("No sheet has rows with data.")


def trim(rows: list[list[Any]]) -> None:
    """Take empty cells off the right, alike in all rows."""
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if as_text(cell).strip()), default=0)
    for row in rows:
        del row[width:]


def profile_image(path: Path, result: dict[str, Any]) -> bool:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            result |= {"format": "image", "width": picture.width, "height": picture.height}
            result["notes"].append(f"A {picture.format} picture.")
    except UnidentifiedImageError:
        return False
    except Image.DecompressionBombError:
        result["problem"] = (
            f"The picture {path.name} is too large to open here. Save it with fewer pixels and add that."
        )
    return True
