"""Paths in a folder as text that every database keeps, bytes that aren't UTF-8 among them."""

from __future__ import annotations

import os
import re
import unicodedata
from urllib.parse import unquote_to_bytes

_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
_ODD = re.compile("[%\\x00-\\x1f\\x7f\\ud800-\\udfff]")


def stored(path: str) -> str:
    """`path` as `os.fsdecode` gives it, with "%", control signs and bytes that aren't UTF-8 as %XX."""
    return _ODD.sub(lambda odd: "".join(f"%{byte:02X}" for byte in os.fsencode(odd[0])), path)


def as_path(stored: str) -> str:
    """What `stored` was made from."""
    return os.fsdecode(unquote_to_bytes(stored))


def shown(path: str) -> str:
    """For a person or a model, on one line: a sign stands for what isn't UTF-8, ends a line, isn't seen or turns the direction of writing."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return text if text.isascii() and text.isprintable() else "".join(map(_seen, text))


def _seen(sign: str) -> str:
    return "\ufffd" if unicodedata.category(sign) in _UNSEEN else sign
