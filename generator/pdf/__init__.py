"""Pictures of the first pages of PDF files, made inside the sandbox; what comes out is read as untrusted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FILES, PAGES = 4, 4  # of so many files so many pages each
_LARGEST = 5_000_000  # bytes of a picture
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """`file`: its place among the names; `page` from 1, of `pages`."""

    file: int
    page: int
    pages: int
    png: bytes


def pages_source(names: Sequence[str]) -> str:
    """The program that draws the first pages of /in/NAME for the first few of `names`."""
    source = (Path(__file__).parent / "program.py").read_text(encoding="utf-8")
    return source.replace("NAMES: list[str] = []", f"NAMES: list[str] = {list(names)[:FILES]!r}", 1).replace(
        "PAGES = 1", f"PAGES = {PAGES}", 1
    )


def read_pages(made: Mapping[str, bytes]) -> tuple[PagePicture, ...]:
    """The pictures among the files that the program made, in order; what isn't one is left out."""
    pictures = []
    for file, pages in enumerate(_counts(made.get("pages.json", b""))):
        for page in range(1, min(pages, PAGES) + 1):
            png = made.get(f"{file}-{page}.png", b"")
            if png.startswith(_PNG) and len(png) <= _LARGEST:
                pictures.append(PagePicture(file, page, pages, png))
    return tuple(pictures)


def _counts(data: bytes) -> list[int]:
    """How many pages each file has, 0 where that isn't known."""
    try:
        counts = json.loads(data[:10_000])
    except (ValueError, RecursionError):
        return []
    if not isinstance(counts, list):
        return []
    return [count if type(count) is int and 0 < count < 1_000_000 else 0 for count in counts[:FILES]]
