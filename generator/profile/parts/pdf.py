# ---- PDF ------------------------------------------------------------------------------------------------

PDF_PAGES = 5  # whose text and tables are looked at
PDF_SECONDS = 8.0  # for finding tables


def profile_pdf(path: Path, result: dict[str, Any]) -> None:
    import pypdfium2

    result["format"] = "pdf"
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).lower()
        result["problem"] = (LOCKED if locked else BROKEN).format(name=path.name)
        return
    with contextlib.closing(document):
        count = len(document)
        if not count:
            result["problem"] = BROKEN.format(name=path.name)
            return
        texts = [page_text(document, number) for number in range(min(count, PDF_PAGES))]
        scanned = sum(len(text.strip()) for text in texts) < 20
        result["facts"] |= {"pages": count, "scanned": scanned}
        result["head"] = "\n".join(text.strip() for text in texts).replace("\r", "")[:2000]
        if scanned:
            result["notes"].append("The pages hold pictures and no text that could be read or searched.")
            keep_picture(document[0].render(scale=page_scale(document[0])).to_pil(), path.name)
            return
    pdf_tables(path, count, result)


def page_text(document: Any, number: int) -> str:
    with contextlib.closing(document[number]) as page, contextlib.closing(page.get_textpage()) as text:
        return str(text.get_text_bounded())[:20_000]


def page_scale(page: Any) -> float:
    return min(3.0, PICTURE_SIDE / max(1.0, *page.get_size()))


def pdf_tables(path: Path, count: int, result: dict[str, Any]) -> None:
    """Tables of the first pages, as far as they are found in time."""
    import pdfplumber

    end, looked = time.monotonic() + PDF_SECONDS, 0
    with pdfplumber.open(path, pages=list(range(1, min(count, PDF_PAGES) + 1))) as document:
        for page in document.pages:
            if time.monotonic() > end:
                break
            looked += 1
            for index, rows in enumerate(page.extract_tables()[:SHEETS]):
                add_document_table(rows, {"format": "pdf", "page": page.page_number, "table": index}, result)
            page.close()
    if looked < count:
        result["notes"].append(f"Tables were looked for on the first {looked} of {count:,} pages.")


def add_document_table(rows: list[list[Any]], read: dict[str, Any], result: dict[str, Any]) -> None:
    rows = [[as_text(cell) for cell in row] for row in rows[:2000]]
    if len(rows) > 1 and max(map(len, rows)) > 1 and len(result["tables"]) < SHEETS:
        notes: list[str] = []
        table = profile_rows(rows, read, notes)
        result["tables"].append(table)
