"""Outputs as they arrive in pieces: named by us, counted, bounded."""

from __future__ import annotations

import mimetypes
import re
from collections import Counter
from dataclasses import replace
from typing import Any

from sandbox.base import TABLE, LimitName, Output
from sandbox.behind import checked
from sandbox.names import safe_name, unique_names
from sandbox.runner.frames import BadFrame
from sandbox.text import clean

_MIME = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,100}")
_SUFFIX = {
    TABLE: "json",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/svg+xml": "svg",
    "text/html": "html",
    "text/markdown": "md",
    "text/latex": "tex",
    "text/plain": "txt",
}
_WHAT = {"image": "picture", "text": "text"}
_KNOWN_FILES = {
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".ipynb": "application/json",
}


class Shelf:
    """At most `outputs` things of together at most `size` bytes. What is left out is in `says`."""

    def __init__(self, outputs: int, size: int) -> None:
        self._left, self._room, self._most = outputs, size, outputs
        self._shown: list[Output] = []
        self._files: list[Output] = []
        self._count: Counter[str] = Counter()
        self._open: tuple[dict[str, Any], int, bool] | None = None
        self._data = bytearray()
        self.says: list[tuple[LimitName, str]] = []

    @property
    def in_file(self) -> bool:
        return self._open is not None and self._open[2]

    def begin_display(self, about: dict[str, Any]) -> None:
        """{"mime", "size", "what", "text", "cut", "behind"}. Raises BadFrame."""
        mime = _text(about, "mime")[:200].partition(";")[0].strip().lower()
        known = mime if _MIME.fullmatch(mime) else "application/octet-stream"
        self._begin({**about, "mime": known}, file=False)

    def begin_file(self, about: dict[str, Any]) -> None:
        """{"name", "size"}. Raises BadFrame."""
        _text(about, "name")
        self._begin(about, file=True)

    def _begin(self, about: dict[str, Any], *, file: bool) -> None:
        size = about.get("size")
        if self._open is not None:
            raise BadFrame("Something new before the last was complete.")
        if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= 1 << 50:
            raise BadFrame("That isn't a size.")
        self._open, self._data = (about, size, file), bytearray()

    def add(self, data: bytes) -> None:
        """A piece of what was begun. What there is no room for is dropped, piece by piece. Raises BadFrame."""
        if self._open is None:
            raise BadFrame("A piece of nothing.")
        about, size, file = self._open
        if len(data) > size:
            raise BadFrame("More than was announced.")
        self._open = (about, size - len(data), file)
        if len(self._data) <= self._room:
            self._data += data

    def abandon(self) -> None:
        """The program was ended in the middle of showing something."""
        self._open, self._data = None, bytearray()

    def take(self) -> Output | None:
        """What is complete by now and wasn't taken yet."""
        if self._open is None or self._open[1] > 0:
            return None
        about, _, file = self._open
        self._open = None
        data, self._data = bytes(self._data), bytearray()
        if self._left <= 0:
            self.says.append(("outputs", f"More than {self._most} outputs: the rest is left out."))
            return None
        if len(data) > self._room:
            self.says.append(("output_bytes", "The outputs are too large together: some are left out."))
            return None
        self._left, self._room = self._left - 1, self._room - len(data)
        return self._keep_file(about, data) if file else self._keep_shown(about, data)

    def _keep_file(self, about: dict[str, Any], data: bytes) -> Output:
        name = safe_name(_text(about, "name").strip("/"))
        kind = _KNOWN_FILES.get("." + name.rpartition(".")[2].lower()) or mimetypes.guess_type(name)[0]
        output = Output(name, kind or "application/octet-stream", data, file=True)
        self._files.append(output)
        return output

    def _keep_shown(self, about: dict[str, Any], data: bytes) -> Output:
        mime, what = about["mime"], _text(about, "what")
        if what not in ("table", "chart", "picture"):
            what = "page" if mime == "text/html" else _WHAT.get(mime.partition("/")[0], "text")
        self._count[what] += 1
        name = f"{what}-{self._count[what]}.{_SUFFIX.get(mime, 'json' if 'json' in mime else 'bin')}"
        text = data.decode("utf-8", "replace") if mime == "text/plain" else _text(about, "text")
        if mime == "text/plain":
            data = clean(text).encode()
        behind = checked(about.get("behind")) if mime.startswith("image/") else ""
        cut = clean(_text(about, "cut")[:200])
        output = Output(name, mime, data, clean(text[:20_000]), cut=cut, behind=behind)
        self._shown.append(output)
        return output

    def close(self) -> tuple[tuple[Output, ...], tuple[str, ...]]:
        """All outputs, displayed ones first, and the names of the files; names are unique."""
        names = unique_names(output.name for output in (*self._shown, *self._files))
        outputs = tuple(
            replace(one, name=name) for name, one in zip(names, (*self._shown, *self._files), strict=True)
        )
        return outputs, tuple(output.name for output in outputs if output.file)


def _text(about: dict[str, Any], key: str) -> str:
    value = about.get(key, "")
    if not isinstance(value, str):
        raise BadFrame(f"{key} isn't text.")
    return value
