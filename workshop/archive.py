"""Many files as one ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from sandbox.names import unique_names

_PACKED_ALREADY = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp3", ".mp4", ".m4a", ".webm", ".ogg"),
    *(".zip", ".gz", ".xlsx", ".docx", ".pptx", ".pdf", ".parquet"),
)


def zipped(files: Iterable[tuple[str, bytes | Path]]) -> bytes:
    """A ZIP of them; names are made ours, and no two the same. Raises FileNotFoundError.

    All of it is in memory: what one run may make is bounded (`Limits.output_bytes`).
    """
    kept = list(files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, (_name, content) in zip(unique_names(name for name, _ in kept), kept, strict=True):
            packed = name.lower().endswith(_PACKED_ALREADY)
            about = zipfile.ZipInfo(name, _LONG_AGO)
            about.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(about, content if isinstance(content, bytes) else content.read_bytes())
    return made.getvalue()


_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP knows: the same files give the same bytes
