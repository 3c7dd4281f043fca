# ---- Word and PowerPoint --------------------------------------------------------------------------------

HEADINGS = 60


def unfolds_too_far(path: Path, result: dict[str, Any]) -> bool:
    """A package that would fill the memory; says so."""
    with zipfile.ZipFile(path) as archive:
        unfolded = sum(item.file_size for item in archive.infolist())
    if unfolded > UNZIPPED:
        result["problem"] = (
            f"The file {path.name} unfolds to {unfolded // 1_000_000:,} MB, which is more than fits. "
            "Save a smaller copy of it and add that."
        )
    return unfolded > UNZIPPED


def profile_word(path: Path, result: dict[str, Any]) -> None:
    from docx import Document

    result["format"] = "word"
    if unfolds_too_far(path, result):
        return
    document = Document(str(path))
    paragraphs = [
        (str(each.style.name if each.style else ""), each.text.strip()) for each in document.paragraphs
    ]
    headings = [text for style, text in paragraphs if text and style.startswith(("Heading", "Title"))]
    said = [text for _, text in paragraphs if text]
    result["facts"]["paragraphs"] = len(said)
    result["contents"] = headings[:HEADINGS]
    result["head"] = "\n".join(said)[:2000]
    for index, table in enumerate(document.tables[:SHEETS]):
        rows = [[cell.text.strip() for cell in row.cells] for row in itertools.islice(table.rows, 500)]
        add_document_table(rows, {"format": "word", "table": index}, result)


def profile_slides(path: Path, result: dict[str, Any]) -> None:
    from pptx import Presentation

    result["format"] = "powerpoint"
    if unfolds_too_far(path, result):
        return
    slides = list(Presentation(str(path)).slides)
    result["facts"]["slides"] = len(slides)
    titles = [slide.shapes.title for slide in slides[:HEADINGS]]
    result["contents"] = [
        f"{number}: {title.text_frame.text.strip() if title is not None else '(without a title)'}"[:300]
        for number, title in enumerate(titles, 1)
    ]
    result["head"] = "\n".join(text for slide in slides[:20] for text in slide_texts(slide))[:2000]
    for number, slide in enumerate(slides, 1):
        for index, shape in enumerate(shape for shape in slide.shapes if shape.has_table):
            rows = [[cell.text.strip() for cell in row.cells] for row in shape.table.rows]
            add_document_table(rows, {"format": "powerpoint", "slide": number, "table": index}, result)


def slide_texts(slide: Any) -> list[str]:
    texts = [shape.text_frame.text.strip() for shape in slide.shapes if shape.has_text_frame]
    return [text for text in texts if text]
