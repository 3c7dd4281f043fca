# ---- pictures -------------------------------------------------------------------------------------------

PICTURE_SIDE, PICTURES = 1024, 4  # pixels of the small copies' longest side; how many are made
MOST_PIXELS = 60_000_000  # that are unfolded for a copy
TAKEN, MAKE, MODEL, TURNED, DETAILS, PLACE = 36867, 271, 272, 274, 0x8769, 0x8825


def profile_image(path: Path, result: dict[str, Any]) -> bool:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = 170_000_000
    try:
        with Image.open(path) as picture:
            result |= {"format": "image", "width": picture.width, "height": picture.height}
            result["notes"].append(f"A {picture.format} picture.")
            result["facts"] |= {"mode": picture.mode, **exif(picture)}
            if picture.format == "JPEG":
                picture.draft("RGB", (PICTURE_SIDE, PICTURE_SIDE))
            if picture.width * picture.height <= MOST_PIXELS:
                keep_picture(picture, path.name)
    except UnidentifiedImageError:
        return False
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        result["problem"] = (
            f"The picture {path.name} is too large to open here. Save it with fewer pixels and add that."
        )
    return True


def exif(picture: Any) -> dict[str, Any]:
    """What the camera wrote: when, with what, how it was held, where."""
    found = picture.getexif()
    camera = " ".join(str(found.get(tag, "")).strip("\0 ") for tag in (MAKE, MODEL)).strip()
    details = {
        "taken": str(found.get_ifd(DETAILS).get(TAKEN, "")).strip("\0 "),
        "camera": camera,
        "turned": found.get(TURNED, 1) if found.get(TURNED, 1) != 1 else "",
        "location": location(found.get_ifd(PLACE)),
    }
    return {name: value for name, value in details.items() if value}


def location(place: dict[int, Any]) -> str:
    """Latitude and longitude in degrees; "" where they don't stand there."""
    try:
        north, east = (sum(float(part) / 60**i for i, part in enumerate(place[tag])) for tag in (2, 4))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return ""
    north, east = (-north if place.get(1) == "S" else north), (-east if place.get(3) == "W" else east)
    return f"{north:.5f}, {east:.5f}"


def keep_picture(picture: Any, name: str) -> None:
    """A small copy in /out, without anything that the file says besides its pixels."""
    from PIL import Image, ImageOps

    if name not in PICTURED or len(list(Path(OUT).glob("picture-*"))) >= PICTURES:
        return
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
    shown = upright.convert("RGBA")
    copy = Image.new("RGB", shown.size, "white")
    copy.paste(shown, mask=shown.getchannel("A"))
    copy.save(Path(OUT, f"picture-{FILES.index(name)}.jpg"), "JPEG", quality=85)
