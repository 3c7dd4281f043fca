# ---- files ----------------------------------------------------------------------------------------------

KINDS = {".csv": "csv", ".tsv": "csv", ".xlsx": "excel", ".xlsm": "excel", ".xls": "excel", ".json": "json", ".jsonl": "json",
         ".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".webp": "image", ".bmp": "image"}  # fmt: skip
SAY = {
    "csv": "a text table",
    "excel": "an Excel workbook",
    "json": "JSON",
    "image": "a picture",
    "text": "text",
}


def profile_file(name: str) -> dict[str, Any]:
    path = Path(IN) / name
    size = path.stat().st_size
    result: dict[str, Any] = {
        "name": name,
        "format": "unknown",
        "bytes": size,
        "tables": [],
        "problem": "",
        "notes": [],
    }
    if not size:
        return {**result, "problem": f"The file {name} is empty. Check the export and add the file again."}
    with path.open("rb") as file:
        head = file.read(4096)
    look(path, size, head, result)
    said, found = KINDS.get(path.suffix.lower()), result["format"]
    if said and found in SAY and found != said and not (said == "json" and found == "text"):
        result["notes"].insert(
            0, f"The ending says {path.suffix}, the content is {SAY[found]}; it is read as what it is."
        )
    return result


def look(path: Path, size: int, head: bytes, result: dict[str, Any]) -> None:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        data = path.read_bytes()[:50_000_000]
        locked = "EncryptedPackage".encode("utf-16-le") in data
        word = "WordDocument".encode("utf-16-le") in data
        text = (
            LOCKED
            if locked
            else (
                "The file {name} is an old Word document. Save it as .docx or text and add that."
                if word
                else OLD
            )
        )
        result["problem"] = text.format(name=path.name)
    elif head.startswith(b"PK"):
        look_at_zip(path, result)
    elif head.startswith(b"%PDF"):
        result["notes"].append("A PDF document.")
    elif head[:4] in (b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*") or head[:2] in (b"\xff\xd8", b"BM"):
        if not profile_image(path, result) or (result["format"] == "unknown" and not result["problem"]):
            profile_text(path, size, path.suffix.lower(), result)
    else:
        profile_text(path, size, path.suffix.lower(), result)


def look_at_zip(path: Path, result: dict[str, Any]) -> None:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    if any(name.startswith("xl/workbook") for name in names):
        if "xl/workbook.bin" in names:
            result["problem"] = (
                f"The file {path.name} is a binary workbook (.xlsb). Save it as .xlsx and add that."
            )
            return
        profile_excel(path, result)
    elif "word/document.xml" in names:
        result["notes"].append("A Word document.")
    elif "content.xml" in names:
        result["problem"] = (
            f"The file {path.name} is an OpenDocument file. Save it as .xlsx or .csv and add that."
        )
    else:
        result["notes"].append(
            f"A zip archive with {len(names):,} files. Unpack it and add the files you need."
        )
