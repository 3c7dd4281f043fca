"""Data stands between marks that it can't contain, so that it can't pass for an instruction."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

_KEY = secrets.token_bytes(16)  # of this process


def fence(text: str, what: str) -> str:
    """`text` between DATA marks. The mark is a keyed hash of the text: nobody outside this process can reckon it,
    and the same text has the same mark, as providers' caches want it."""
    text = _CONTROL.sub(" ", text)
    mark = hmac.new(_KEY, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:12]
    return f"<<<DATA {mark} {what}\n{text}\nDATA {mark}>>>"


def code(source: str, language: str) -> str:
    """`source` as a fenced block, its fence longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    marks = "`" * max(3, longest + 1)
    return f"{marks}{language}\n{source.rstrip()}\n{marks}"


def quoted(text: str, longest: int = 80) -> str:
    """One line in double quotes, cut in the middle with "…" beyond `longest` characters."""
    return json.dumps(shortened(_CONTROL.sub(" ", text), longest, "…"), ensure_ascii=False)


def shortened(text: str, longest: int, gap: str = "\n[… {cut} characters left out here …]\n") -> str:
    """`text`, with its middle left out where it is longer; `{cut}` in `gap` is what is missing."""
    if len(text) <= longest:
        return text
    head = longest * 2 // 3
    tail = longest - head
    return text[:head] + gap.replace("{cut}", f"{len(text) - longest:,}") + text[len(text) - tail :]
