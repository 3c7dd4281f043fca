"""Programs of ours that share parts: one text on disk for each part, complete programs when they run."""

from __future__ import annotations

import re
from pathlib import Path

_INCLUDE = re.compile(r"^# include: (\w+)\n", re.M)


def whole_program(source: str, parts: Path) -> str:
    """`source` with each line `# include: NAME` replaced by the text of parts/NAME.py, as it runs and is shown."""
    return _INCLUDE.sub(lambda line: (parts / f"{line[1]}.py").read_text(encoding="utf-8"), source)
