"""File names from outside, made safe to store and to hand to a program."""

from __future__ import annotations

import re
import unicodedata

REQUEST_FILE = "request.txt"  # a request too long to be read at once is given as a file, too
_LONGEST = 150  # characters


def safe_name(name: str) -> str:
    """The last part of a path without control and direction characters; never empty, "." or ".."."""
    last = re.split(r"[/\\]", name)[-1]
    printable = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co"))
    clean = " ".join(unicodedata.normalize("NFC", printable).split()).strip(" .") or "file"
    if len(clean) <= _LONGEST:
        return clean
    stem, dot, ending = clean.rpartition(".")
    return stem[: _LONGEST - 12] + dot + ending[:11] if dot else clean[:_LONGEST]
