"""Profiles of the files in tests/data, made by the real program, without a sandbox: the files are ours."""

from __future__ import annotations

import functools
import subprocess
import sys
import tempfile
from pathlib import Path

from generator.profile import profile_source, read_profiles
from generator.types import FileProfile

DATA = Path(__file__).with_name("data")


def profiles_in(folder: Path, *names: str, quick: bool = False) -> tuple[FileProfile, ...]:
    """The profiles of `names` in `folder`, by the program as it is, on other folders."""
    with tempfile.TemporaryDirectory() as out:
        source = (
            profile_source(names, quick=quick)
            .replace('"/in"', repr(str(folder)))
            .replace('"/out"', repr(out))
        )
        program = Path(out, "program.py")
        program.write_text(source, encoding="utf-8")
        subprocess.run([sys.executable, program], check=True, timeout=120)
        return read_profiles(Path(out, "profile.json").read_bytes())


@functools.cache
def _ours() -> dict[str, FileProfile]:
    names = sorted(path.name for path in DATA.iterdir() if path.is_file())
    return {each.name: each for each in profiles_in(DATA, *names)}


def profile(name: str) -> FileProfile:
    return _ours()[name]
