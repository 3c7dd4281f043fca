# ---- opening pictures -----------------------------------------------------------------------------------

PICTURES = (
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".webp",
    ".bmp",
    ".tif",
    ".tiff",
    ".avif",
    ".heic",
    ".heif",
    ".jfif",
)


def open_picture(name, largest=None):
    """The picture upright, and the day and time it was taken ("" where it isn't told). Raises ValueError.

    `largest`: no side need be longer, which spares memory.
    """
    path = Path("/in", name)
    if not path.stat().st_size:
        raise ValueError(f"{name} is empty.")
    if name.lower().endswith((".heic", ".heif")):
        raise ValueError(
            f"{name} is a HEIC picture, which can't be read here. Save it as JPG and add it again."
        )
    try:
        with Image.open(path) as opened:
            taken = taken_at(opened)
            if largest:
                opened.draft("RGB", (largest, largest))
            picture = ImageOps.exif_transpose(opened)
            picture.load()
    except Exception:  # noqa: BLE001 - a damaged file breaks in many ways
        raise ValueError(f"{name} can't be read as a picture. It may be damaged.") from None
    if largest:
        picture.thumbnail((largest, largest), Image.Resampling.LANCZOS)
    return picture, taken


def taken_at(picture):
    """ "2024-05-31 18:02:11" of the camera, "" where it isn't told."""
    told = picture.getexif()
    said = str(told.get_ifd(0x8769).get(0x9003) or told.get(0x0132) or "")
    match = re.match(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)", said)
    return "{}-{}-{} {}:{}:{}".format(*match.groups()) if match and match[1] > "1900" else ""


def on_white(picture):
    """Without transparency, as JPG and paper need it."""
    if picture.mode in ("RGB", "L"):
        return picture
    layer = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground
