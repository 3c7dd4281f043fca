"""File names from outside, as they are stored and as a program finds them under /in."""

from __future__ import annotations

import re

from sandbox import names


def safe_name(name: str) -> str:
    """The last part of a path, as the sandbox would call it; never empty, never a path."""
    return names.safe_name(re.split(r"[/\\]", name)[-1])
