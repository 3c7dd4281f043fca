"""Files of every format, made once by the sandbox's own libraries."""

from __future__ import annotations

import functools
import subprocess
import tempfile
from pathlib import Path

PYTHON = Path(__file__).parents[2] / ".venv-sandbox" / "bin" / "python"


@functools.cache
def made_files() -> Path:
    """The folder in which they lie until this process ends; what is in them stands in make.py."""
    folder = tempfile.TemporaryDirectory(prefix="oneoff-made-")
    _kept.append(folder)
    maker = Path(__file__).with_name("make.py")
    subprocess.run([PYTHON, "-I", maker, folder.name], check=True, timeout=120)
    return Path(folder.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []
