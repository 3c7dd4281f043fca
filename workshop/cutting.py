"""Large texts are looked at in pieces: cut out here as bytes, read as text only in the sandbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.profile import Cut
from sandbox.base import InputFile

LARGE = 256_000_000  # bytes; up to here a file goes in whole, and its lines are counted
PIECE = 3_000_000  # bytes of each of the pieces
_LOOKED = 65_536
_NOT_TEXT = (b"%PDF", b"PK\x03\x04", b"SQLite format 3\0", b"PAR1")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # texts in UTF-16, which is full of zeros


@dataclass(frozen=True, slots=True)
class Given:
    """What goes into the sandbox, and which of it is in pieces."""

    files: tuple[InputFile, ...]
    cuts: Mapping[str, Cut]


def cut_large(files: Iterable[InputFile], folder: Path) -> Given:
    """Files above LARGE that are texts become their beginning, middle and end, written into `folder`."""
    given, cuts = [], {}
    for number, file in enumerate(files):
        size = file.path.stat().st_size
        if size > LARGE and _is_text(file.path):
            target = folder / f"pieces-{number}"
            cuts[file.name] = _cut(file.path, size, target)
            given.append(InputFile(file.name, target))
        else:
            given.append(file)
    return Given(tuple(given), cuts)


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_LOOKED)
    return not head.startswith(_NOT_TEXT) and (head.startswith(_WIDE) or b"\0" not in head)


def _cut(path: Path, size: int, target: Path) -> Cut:
    """Offsets are multiples of four, so that no character of a wide text is torn."""
    lengths = []
    with path.open("rb") as source, target.open("wb") as out:
        for start in (0, size // 8 * 4, (size - PIECE) // 4 * 4):
            source.seek(start)
            lengths.append(out.write(source.read(PIECE if start + PIECE < size else -1)))
    return Cut(size, tuple(lengths))
