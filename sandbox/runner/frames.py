"""Frames: what a sandbox says, one after another, on one stream of bytes.

A frame is kind (1 byte), length of the JSON (4), length of the payload (4), the JSON object, the payload.
Both ends treat what they read as hostile: a length, a kind or a JSON that can't be is a `BadFrame`.
"""

from __future__ import annotations

import enum
import json
import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

TABLE = "application/vnd.dataresource+json"
MAX_ABOUT = 256 * 1024
MAX_PAYLOAD = 256 * 1024
_HEAD = struct.Struct(">BII")


class Kind(enum.IntEnum):
    READY = 1  # waits for a job
    STARTED = 2  # the program is about to run
    STDOUT = 3  # payload
    STDERR = 4
    DISPLAY = 5  # {"mime", "size", "what", "text", "cut", "behind"}, then CHUNKs
    CHUNK = 6
    PROGRESS = 7  # {"done", "total", "label"}
    FACT = 8  # {"opened"}, {"warning"}, {"host"}, {"read": {...}} or {"dropped": {...}}; see `base.Read`
    FAILURE = 9  # {"kind", "message", "line", "traceback", "memory"}
    LIMIT = 10  # {"limit", "says"}
    ENDED = 11  # {"code", "signal", "oom", "too_much", "peak"}
    FILE = 12  # {"name", "size"}, then FILE_CHUNKs
    FILE_CHUNK = 13
    EXIT = 14  # nothing follows
    OPEN = 15  # {"id"}: a connection to the gate
    DATA = 16  # {"id"}, payload; from here on in both directions
    ACK = 17  # {"id", "n"}: so many bytes were passed on
    CLOSE = 18  # {"id"}: no more DATA from this side; {"gone": true}: none is read any more, either
    VIEW = 19  # {"files"}: the view was looked through
    CHANGES = 20  # {"changes": [[kind, path, was, size, mode, sha256], ...]}, paths as Latin-1
    CONTENT = 21  # {"number"} of a change, in the order of CHANGES, then CONTENT_CHUNKs
    CONTENT_CHUNK = 22
    VIEW_END = 23  # {"sure"}


FROM_PROGRAM = frozenset({Kind.DISPLAY, Kind.CHUNK, Kind.PROGRESS, Kind.FACT, Kind.FAILURE, Kind.LIMIT})
"""The only kinds that the program's own process may send."""


class BadFrame(ValueError):
    """Bytes that aren't a frame, or a frame that says what can't be."""


class Frame(NamedTuple):
    kind: Kind
    about: dict[str, Any]
    payload: bytes = b""


def pack(kind: Kind, about: dict[str, Any] | None = None, payload: bytes = b"") -> bytes:
    """A frame as bytes. Raises ValueError where it would be too long."""
    text = json.dumps(about or {}, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
    if len(text) > MAX_ABOUT or len(payload) > MAX_PAYLOAD:
        raise ValueError("The frame is too long.")
    return _HEAD.pack(kind, len(text), len(payload)) + text + payload


def chunks(kind: Kind, data: bytes) -> Iterator[bytes]:
    """`data` as packed frames of at most MAX_PAYLOAD bytes."""
    for start in range(0, len(data), MAX_PAYLOAD):
        yield pack(kind, None, data[start : start + MAX_PAYLOAD])


class Reader:
    """Bytes in, frames out. Holds at most one unfinished frame plus what was fed last."""

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def clean(self) -> bool:
        """No half frame is held."""
        return not self._held

    def feed(self, data: bytes) -> Iterator[Frame]:
        """The frames that `data` completes. Raises BadFrame."""
        self._held += data
        start = 0
        try:
            while len(self._held) - start >= _HEAD.size:
                kind, about, payload = _HEAD.unpack_from(self._held, start)
                if about > MAX_ABOUT or payload > MAX_PAYLOAD:
                    raise BadFrame("A frame is too long.")
                end = start + _HEAD.size + about + payload
                if len(self._held) < end:
                    break
                middle = start + _HEAD.size + about
                body = bytes(self._held[start + _HEAD.size : middle])
                frame = Frame(_kind(kind), _object(body), bytes(self._held[middle:end]))
                start = end
                yield frame
        finally:
            del self._held[:start]


def _kind(number: int) -> Kind:
    try:
        return Kind(number)
    except ValueError as error:
        raise BadFrame(f"No frame is of kind {number}.") from error


def _object(data: bytes) -> dict[str, Any]:
    if data == b"{}":
        return {}
    try:
        value = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadFrame("A frame isn't JSON.") from error
    if not isinstance(value, dict):
        raise BadFrame("A frame isn't a JSON object.")
    return value
