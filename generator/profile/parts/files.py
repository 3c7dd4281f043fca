# ---- files ----------------------------------------------------------------------------------------------

KINDS = {".csv": "csv", ".tsv": "csv", ".xlsx": "excel", ".xlsm": "excel", ".xls": "excel", ".json": "json", ".jsonl": "json",
         ".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".webp": "image", ".bmp": "image", ".pdf": "pdf",
         ".docx": "word", ".pptx": "powerpoint", ".zip": "zip", ".parquet": "parquet", ".sqlite": "sqlite", ".db": "sqlite",
         ".mp3": "audio", ".wav": "audio", ".flac": "audio", ".m4a": "audio", ".mp4": "video", ".mov": "video", ".mkv": "video"}  # fmt: skip
SAY = {
    "csv": "a text table", "excel": "an Excel workbook", "json": "JSON", "image": "a picture", "text": "text", "log": "text",
    "pdf": "a PDF document", "word": "a Word document", "powerpoint": "PowerPoint slides", "zip": "a zip archive",
    "parquet": "a Parquet table", "sqlite": "an SQLite database", "audio": "sound", "video": "a video",
}  # fmt: skip
ALIKE = {("json", "text"), ("audio", "video"), ("video", "audio")}
PICTURE_STARTS = (b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"\xff\xd8", b"BM")
HEIC = (
    "The picture {name} is in a form (HEIC) that can't be opened here. Save it as JPEG or PNG and add that."
)


def profile_file(name: str) -> dict[str, Any]:
    path = Path(IN) / name
    size = CUT[name]["size"] if name in CUT else path.stat().st_size
    result: dict[str, Any] = {
        "name": name, "format": "unknown", "bytes": size, "tables": [], "problem": "", "notes": [],
        "facts": {}, "contents": [], "members": [],
    }  # fmt: skip
    if not size:
        return {**result, "problem": f"The file {name} is empty. Check the export and add the file again."}
    with path.open("rb") as file:
        head = file.read(4096)
    look(path, size, head, result)
    said, found = KINDS.get(path.suffix.lower()), result["format"]
    if said and found in SAY and found != said and (said, found) not in ALIKE:
        result["notes"].insert(
            0, f"The ending says {path.suffix}, the content is {SAY[found]}; it is read as what it is."
        )
    return result


def look(path: Path, size: int, head: bytes, result: dict[str, Any]) -> None:
    ending = path.suffix.lower()
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        look_at_old_office(path, result)
    elif head.startswith(b"PK"):
        look_at_zip(path, result)
    elif b"%PDF-" in head[:1024]:
        profile_pdf(path, result)
    elif head.startswith(b"PAR1"):
        profile_parquet(path, result)
    elif head.startswith(b"SQLite format 3\0"):
        profile_sqlite(path, result)
    elif head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        result["problem"] = HEIC.format(name=path.name)
    elif is_media(head, ending):
        profile_media(path, result)
    elif not head.startswith((*PICTURE_STARTS, b"\0\0\0")) or not looked_like_picture(path, result):
        profile_text(path, size, ending, result)


def looked_like_picture(path: Path, result: dict[str, Any]) -> bool:
    return profile_image(path, result) and (result["format"] != "unknown" or bool(result["problem"]))


def look_at_old_office(path: Path, result: dict[str, Any]) -> None:
    with path.open("rb") as file:
        data = file.read(50_000_000)
    if "EncryptedPackage".encode("utf-16-le") in data:
        text = LOCKED
    elif "WordDocument".encode("utf-16-le") in data:
        text = "The file {name} is an old Word document. Save it as .docx or text and add that."
    elif "PowerPoint Document".encode("utf-16-le") in data:
        text = "The file {name} is in the old PowerPoint format (.ppt). Save it as .pptx and add that."
    else:
        text = OLD
    result["problem"] = text.format(name=path.name)


def look_at_zip(path: Path, result: dict[str, Any]) -> None:
    with zipfile.ZipFile(path) as archive:
        items = archive.infolist()
    names = {item.filename for item in items}
    if any(name.startswith("xl/workbook") for name in names):
        if "xl/workbook.bin" in names:
            result["problem"] = (
                f"The file {path.name} is a binary workbook (.xlsb). Save it as .xlsx and add that."
            )
            return
        profile_excel(path, result)
    elif "word/document.xml" in names:
        profile_word(path, result)
    elif "ppt/presentation.xml" in names:
        profile_slides(path, result)
    elif "content.xml" in names:
        result["problem"] = (
            f"The file {path.name} is an OpenDocument file. Save it as .xlsx or .csv and add that."
        )
    else:
        profile_archive(path, items, result)
