"""The job as it comes in: 8 bytes length, a JSON header, then the files' bytes one after another."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable
from typing import Any, NamedTuple

LENGTH = struct.Struct(">Q")
MAX_HEADER = 64 * 1024 * 1024
_CHUNK = 256 * 1024


class Bounds(NamedTuple):
    """The limits that are held inside. `None` in four of the last: something outside holds them."""

    wall_seconds: float
    stream_bytes: int
    outputs: int
    output_bytes: int
    table_rows: int
    scratch_mb: int
    scratch_files: int
    address_mb: int | None = None  # of one process; the others of all together
    memory_mb: int | None = None
    spare_mb: int | None = None  # free memory below which it counts as out of memory
    processes: int | None = None
    view_mb: int | None = None  # of what may be written into a view; None where there is none
    changes: int = 0
    change_bytes: int = 0


class Header(NamedTuple):
    """`files`: names and sizes in bytes. `gate`: the program may ask for hosts (see `gate`).

    `view`: of a folder, in /job: "overlay", "copy" (which follows the files, see `arriving`), or "".
    """

    source: str
    files: tuple[tuple[str, int], ...]
    bounds: Bounds
    environment: dict[str, str]
    gate: bool
    view: str = ""

    def to_bytes(self) -> bytes:
        body = json.dumps({**self._asdict(), "bounds": self.bounds._asdict()}).encode()
        return LENGTH.pack(len(body)) + body


def parse(body: bytes) -> Header:
    """Raises ValueError, KeyError or TypeError where it isn't a header."""
    plain: dict[str, Any] = json.loads(body)
    files = tuple((str(name), int(size)) for name, size in plain["files"])
    environment = {str(name): str(value) for name, value in plain["environment"].items()}
    bounds = Bounds(**plain["bounds"])
    return Header(plain["source"], files, bounds, environment, bool(plain["gate"]), str(plain["view"]))


def receive_header(source: int) -> Header:
    """Read a header from the descriptor `source`. Raises EOFError, OSError, ValueError."""
    (length,) = LENGTH.unpack(_exactly(source, LENGTH.size))
    if length > MAX_HEADER:
        raise ValueError("The header is too long.")
    return parse(_exactly(source, length))


def receive(source: int, folder: str) -> Header:
    """Read one job from the descriptor `source`, its files into `folder`. Raises EOFError, OSError, ValueError."""
    header = receive_header(source)
    for name, size in header.files:
        _receive_file(source, os.path.join(folder, name), size)
    os.chmod(folder, 0o555)  # noqa: S103  (its own tmpfs)
    return header


def _receive_file(source: int, path: str, size: int) -> None:
    target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o444)
    try:
        _copy(source, size, lambda data: write_all(target, data))
    finally:
        os.close(target)


def _exactly(source: int, size: int) -> bytes:
    parts: list[bytes] = []
    _copy(source, size, parts.append)
    return b"".join(parts)


def _copy(source: int, size: int, take: Callable[[bytes], None]) -> None:
    while size:
        data = os.read(source, min(size, _CHUNK))
        if not data:
            raise EOFError
        take(data)
        size -= len(data)


def write_all(target: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(target, view) :]
