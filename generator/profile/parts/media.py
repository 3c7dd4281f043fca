# ---- audio and video ------------------------------------------------------------------------------------

MEDIA = {".mp3", ".m4a", ".aac", ".wav", ".flac", ".ogg", ".oga", ".opus", ".wma", ".aif", ".aiff",
         ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".wmv", ".flv", ".3gp", ".ts"}  # fmt: skip
MEDIA_STARTS = (
    b"ID3",
    b"OggS",
    b"fLaC",
    b"\x1aE\xdf\xa3",
    b"FLV\x01",
    b"\0\0\1\xba",
    b"\x30\x26\xb2\x75",
    b"FORM",
)


def is_media(head: bytes, ending: str) -> bool:
    if head[:4] == b"RIFF":
        return head[8:12] in (b"WAVE", b"AVI ")
    if head[4:8] == b"ftyp":
        return head[8:12] not in (b"heic", b"heix", b"mif1", b"hevc", b"avif", b"avis", b"msf1")
    known = head.startswith(MEDIA_STARTS) or (
        head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE6 == 0xE2
    )
    return known or (ending in MEDIA and b"\0" in head)


def profile_media(path: Path, result: dict[str, Any]) -> None:
    import av

    with av.open(str(path), metadata_errors="replace") as container:
        seconds = container.duration / av.time_base if container.duration else 0.0
        pictures = [stream for stream in container.streams.video if not is_cover(stream)]
        result["format"] = "video" if pictures else "audio"
        facts = result["facts"]
        facts["container"] = container.format.name[:60]
        for stream in pictures[:1]:
            rate = stream.average_rate
            facts |= {"video": stream.codec_context.name, **({"fps": round(float(rate), 3)} if rate else {})}
            result |= {"width": stream.codec_context.width, "height": stream.codec_context.height}
            seconds = seconds or stream_seconds(stream)
        for stream in container.streams.audio[:1]:
            sound = stream.codec_context
            facts |= {"audio": sound.name, "sample_rate": sound.sample_rate, "channels": sound.channels}
            seconds = seconds or stream_seconds(stream)
        if not pictures and not container.streams.audio:
            result["problem"] = BROKEN.format(name=path.name)
    if seconds > 0:
        facts["seconds"] = round(seconds, 2)
    else:
        result["notes"].append("How long it takes doesn't stand in the file.")


def is_cover(stream: Any) -> bool:
    """The picture on an album, which isn't a video."""
    return stream.codec_context.name in ("png", "mjpeg") and (stream.frames or 0) <= 1


def stream_seconds(stream: Any) -> float:
    return float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
