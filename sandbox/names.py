"""Names of files, made ours: no folders, no control characters, no two the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_LONGEST = 200  # bytes; file systems take 255


def safe_name(name: str) -> str:
    """What a given file is called under /in, and a made file for a person. Never empty, never a path."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    cleaned = "".join("_" if _bad(character) else character for character in name).strip()
    cleaned = _shortened(cleaned)
    return cleaned if cleaned.strip(". ") else "file"


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """`safe_name` of each, numbered where two would be the same: "a.csv", "a (2).csv"."""
    taken: set[str] = set()
    result = []
    for name in map(safe_name, names):
        fresh, number = name, 2
        stem, dot, ending = name.rpartition(".")
        while fresh.casefold() in taken:
            fresh = f"{stem} ({number}).{ending}" if dot and stem else f"{name} ({number})"
            number += 1
        taken.add(fresh.casefold())
        result.append(fresh)
    return tuple(result)


def _bad(character: str) -> bool:
    return character in '/\\:*?"<>|' or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    ending = dot + ending if stem and len(ending) <= 10 else ""
    room = _LONGEST - len(ending.encode())
    return (stem if ending else name).encode()[:room].decode("utf-8", "ignore") + ending
