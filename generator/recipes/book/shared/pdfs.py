# ---- opening a PDF --------------------------------------------------------------------------------------


def open_pdf(name):
    """A reader of the PDF in /in. Raises ValueError with a sentence."""
    path = Path("/in", name)
    if not path.stat().st_size:
        raise ValueError(f"{name} is empty.")
    try:
        reader = PdfReader(path)
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if locked else len(reader.pages)
    except Exception:  # noqa: BLE001 - a damaged file breaks in many ways
        raise ValueError(f"{name} can't be read as a PDF. It may be damaged.") from None
    if locked:
        raise ValueError(f"{name} is protected with a password. Save a copy without one and add it again.")
    if not pages:
        raise ValueError(f"{name} has no pages.")
    return reader


def page_numbers(said, pages, name):
    """ "1-3, 7, 9-" -> [1, 2, 3, 7, 9, 10 …] of `pages`; "" is all of them; “last” is the last one."""
    found = []
    plain = re.sub(
        r"\s*(?:[-–—~至到]|\bto\b)\s*", "-", said.lower().replace("end", "last").replace("and", ",")
    ).strip(" ,;，、；")
    for part in re.split(r"[,;，、；\s]+", plain) if plain else ["1-"]:
        match = re.fullmatch(r"(\d+|last)?(-)?(\d+|last)?", part)
        if not match or not (match[1] or match[3]):
            raise ValueError(f"The pages “{said}” can't be read. Write them like: 1-3, 7, 9-")
        first = pages if match[1] == "last" else int(match[1] or 1)
        last = pages if match[3] == "last" else int(match[3] or (pages if match[2] else first))
        if not 1 <= first <= pages or not 1 <= last <= pages:
            raise ValueError(f"{name} has {pages:,} pages; “{part}” is not among them.")
        found += range(first, last + 1) if first <= last else range(first, last - 1, -1)
    return found
