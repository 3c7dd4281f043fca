"""A stream of hostile bytes as text that is safe to show."""

from __future__ import annotations

import codecs
import re

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, cursor
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles, links
    r"|\x1b[ -/]*[0-~]"
    r"|\x9b[0-?]*[ -/]*[@-~]"
)
_OTHERS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_OPEN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)?$")
_LONGEST_ESCAPE = 256


def clean(text: str) -> str:
    """Without escape sequences, control and direction characters; newlines, tabs and returns stay."""
    return _OTHERS.sub("", _ESCAPES.sub("", text))


def settle(text: str) -> str:
    """As a terminal would leave it: what a carriage return wrote over is gone."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_last_writing(line) if "\r" in line else line for line in lines)


def _last_writing(line: str) -> str:
    return next((part for part in reversed(line.split("\r")) if part), "")


class Decoder:
    """Bytes in pieces to clean text in pieces; a character or an escape may be torn between two."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""

    def feed(self, data: bytes, final: bool = False) -> str:
        text = self._held + self._decode.decode(data, final)
        self._held = ""
        torn = None if final else _OPEN.search(text, max(0, len(text) - _LONGEST_ESCAPE))
        if torn is not None:
            text, self._held = text[: torn.start()], torn.group()
        elif not final and text.endswith("\r"):
            text, self._held = text[:-1], "\r"
        return clean(text)
