"""What a person gives with a request: files, kept by their content, and values of a form in words."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sandbox.names import unique_names
from workshop.blobs import Blobs, TooLarge
from workshop.names import safe_name

MOST_FILES = 50
MOST_BYTES = 2_500_000_000


class BadRequest(Exception):
    """A request that can't be taken; the text is a sentence for a person with what to do."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that a person adds. `content` is bytes, an open binary file or a path; `slot`: which of a tool's files it is,
    None where that is found out."""

    name: str
    content: bytes | BinaryIO | Path
    slot: str | None = None


def keep(blobs: Blobs, files: Sequence[GivenFile]) -> list[dict[str, Any]]:
    """Store them; {"name", "blob", "size"} of each. Raises `BadRequest`, `blobs.NoRoom`."""
    if len(files) > MOST_FILES:
        raise BadRequest(f"These are {len(files)} files; {MOST_FILES} at once is the most.")
    return [_kept(blobs, file) for file in files]


def _kept(blobs: Blobs, file: GivenFile) -> dict[str, Any]:
    try:
        digest = blobs.put(file.content, MOST_BYTES)
    except TooLarge:
        raise BadRequest(f"{safe_name(file.name)} is larger than 2.5 GB. Add a smaller part of it.") from None
    size = blobs.path(digest).stat().st_size
    return {"name": safe_name(file.name), "blob": digest, "size": size}


def each_once(files: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same file twice is one file; other files of the same name are numbered."""
    different = list({(file["name"], file["blob"]): file for file in files}.values())
    names = unique_names(file["name"] for file in different)
    return [{**file, "name": name} for file, name in zip(different, names, strict=True)]


def path_of(text: str) -> Path:
    """A path as a person types it."""
    text = text.strip().strip("\"'")
    if not text:
        raise BadRequest("Say which folder.")
    place = Path(text).expanduser()
    if not place.is_absolute() or "\0" in text:
        raise BadRequest(
            f"Write the whole path of the folder, from its beginning, like {Path.home() / 'Documents'}."
        )
    return Path(os.path.normpath(place))


def in_words(inputs: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> str:
    """ "Month: 3; Region: North"; "" for none. `inputs`: `InputSpec` as plain data."""
    labels = {spec["name"]: spec["label"] for spec in inputs}
    return "; ".join(f"{labels.get(name, name)}: {_plain(value)}" for name, value in values.items())


def _plain(value: Any) -> str:
    if isinstance(value, (list, dict)):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "–" if value in (None, "") else str(value)
