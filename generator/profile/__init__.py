"""File profiles: what is in a file, found out inside the sandbox, read here as untrusted JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.including import whole_program
from generator.profile.caps import capped
from generator.types import FileProfile

__all__ = ["BadProfile", "profile_source", "read_profiles"]

MOST_BYTES = 50_000_000
MOST_FILES = 200


class BadProfile(ValueError):
    """What came out of the sandbox is not a list of profiles. The text is a sentence."""


def profile_source(names: Sequence[str]) -> str:
    """The program that profiles /in/NAME for each of `names` and writes /out/profile.json."""
    here = Path(__file__).parent
    source = whole_program((here / "program.py").read_text(encoding="utf-8"), here / "parts")
    return source.replace("FILES: list[str] = []", f"FILES: list[str] = {list(names)!r}", 1)


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
