"""File profiles: what is in a file, found out inside the sandbox, read here as untrusted JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.including import whole_program
from generator.profile.caps import capped
from generator.recipes.constants import set_constants
from generator.types import FileProfile

__all__ = ["BadProfile", "Cut", "picture_name", "profile_source", "read_profiles"]

MOST_BYTES = 50_000_000
MOST_FILES = 200


class BadProfile(ValueError):
    """What came out of the sandbox is not a list of profiles. The text is a sentence."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A large text of which only pieces are given, one after another: its whole size and theirs, in bytes."""

    size: int
    pieces: tuple[int, ...]


_QUICK = {
    "WHOLE": 32_000,
    "PIECE": 8_000,
    "CELLS": 6_000,
}  # constants of the program, for a look at a part only


def profile_source(
    names: Sequence[str],
    cut: Mapping[str, Cut] | None = None,
    pictured: Sequence[str] = (),
    quick: bool = False,
) -> str:
    """The program that profiles /in/NAME for each of `names` and writes /out/profile.json.

    It also makes small copies, /out/`picture_name`, of those of `pictured` that are pictures or scanned. `quick`: of larger
    tables it looks at a part only, and says that their rows are estimated.
    """
    source = _program(quick)
    pieces = {name: asdict(each) for name, each in (cut or {}).items()}
    for constant, value in (
        ("FILES: list[str] = []", list(names)),
        ("CUT: dict[str, dict[str, Any]] = {}", pieces),
        ("PICTURED: list[str] = []", list(pictured)),
    ):
        source = source.replace(constant, f"{constant.rpartition('=')[0]}= {value!r}", 1)
    return source


@lru_cache(2)
def _program(quick: bool) -> str:
    here = Path(__file__).parent
    source = whole_program((here / "program.py").read_text(encoding="utf-8"), here / "parts")
    return set_constants(source, _QUICK) if quick else source


def picture_name(names: Sequence[str], name: str) -> str:
    """What the small copy of one of `names` is called in /out."""
    return f"picture-{list(names).index(name)}.jpg"


def read_profiles(data: bytes) -> tuple[FileProfile, ...]:
    """The profiles in the bytes of profile.json. Raises BadProfile; long texts and lists are cut."""
    if len(data) > MOST_BYTES:
        raise BadProfile("The description of the files is too large to be read. Add fewer files.")
    try:
        plain = json.loads(data)
        files = [capped(item) for item in plain[:MOST_FILES]]
        return TypeAdapter(tuple[FileProfile, ...]).validate_python(files)
    except (ValueError, TypeError, AttributeError, RecursionError, ValidationError) as problem:
        raise BadProfile("The description of the files can't be read. Add the files again.") from problem
