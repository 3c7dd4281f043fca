"""What programs may import: the names in the sandbox's requirements, with the versions of its lock file."""

from __future__ import annotations

import functools
import re
from pathlib import Path

_IMAGE = Path(__file__).resolve().parent.parent / "sandbox" / "image"


@functools.cache
def libraries() -> str:
    """ "numpy 2.4.6, pandas 3.1.1, …": the wanted ones, not what they depend on."""
    wanted = re.findall(r"^([A-Za-z0-9_.-]+)", (_IMAGE / "requirements.in").read_text(), re.M)
    locked: dict[str, str] = {}
    for name, version in re.findall(
        r"^([a-z0-9_.-]+)==(\S+)", (_IMAGE / "requirements.txt").read_text(), re.M
    ):
        locked.setdefault(
            name, version
        )  # the first line is the one for the oldest Python, which the image has
    return ", ".join(f"{name} {locked[name]}" for name in wanted if name in locked)
