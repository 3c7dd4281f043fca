# ---- opening Word and PowerPoint ------------------------------------------------------------------------


def open_office(name):
    """The Document or Presentation in /in. Raises ValueError with a sentence."""
    path, word = Path("/in", name), name.lower().endswith((".docx", ".docm"))
    start = path.read_bytes()[:8]
    if not start:
        raise ValueError(f"{name} is empty.")
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise ValueError(
            f"{name} is protected with a password or of the kind before 2007. Save it anew as .docx or .pptx, without a password."
        )
    try:
        return docx.Document(str(path)) if word else pptx.Presentation(str(path))
    except Exception:  # noqa: BLE001 - a damaged file breaks in many ways
        raise ValueError(
            f"{name} can't be read as {'Word' if word else 'PowerPoint'}. It may be damaged."
        ) from None


def table_rows(table):
    """Rows of texts; a cell that reaches over several columns stands once, the others are empty."""
    rows = []
    for row in table.rows:
        seen, cells = set(), []
        for cell in row.cells:
            spanned = getattr(cell, "is_spanned", False) or cell._tc in seen
            cells.append(
                ""
                if spanned
                else " ".join(
                    cell.text_frame.text.split() if hasattr(cell, "text_frame") else cell.text.split()
                )
            )
            seen.add(cell._tc)
        rows.append(cells)
    return rows


def shapes_of(shapes):
    """All shapes of a slide, those in groups too, from top to bottom and left to right."""
    for shape in sorted(shapes, key=lambda each: ((each.top or 0) // 200_000, each.left or 0)):
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes_of(shape.shapes)
        else:
            yield shape
