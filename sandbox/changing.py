"""What a program left otherwise in its view, as frames tell it. Nothing of it is trusted: names in the spool are ours."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from dataclasses import replace
from typing import IO, Any, Literal, get_args

from sandbox.base import Change, ChangeKind, Changes, Limits, View
from sandbox.runner.frames import BadFrame, Frame, Kind

OF_VIEW = frozenset({Kind.VIEW, Kind.CHANGES, Kind.CONTENT, Kind.CONTENT_CHUNK, Kind.VIEW_END})
_CONTENT = ("made", "edited")
_GONE = ("deleted", "folder_deleted")
_SHA = re.compile(r"[0-9a-f]{64}")
_MAX_PATH, _MAX_PART = 4096, 255  # bytes
_MAX_SIZE = 1 << 50


class Changing:
    """Frames of one view. `trouble`: a sentence where the host itself couldn't keep what came."""

    def __init__(self, view: View, limits: Limits, how: Literal["overlay", "copy"]) -> None:
        self._view, self._limits, self.how = view, limits, how
        self._found: list[Change] = []
        self._taken: set[tuple[bool, str]] = set()  # whether it is gone, and its path
        self._sources: set[str] = set()
        self._files = 0
        self._room = limits.change_bytes
        self._open: tuple[int, IO[bytes], Any] | None = None  # which change, its file, its hash
        self._sure = False
        self.over = False
        self.trouble = ""

    def take(self, frame: Frame) -> None:
        """Raises BadFrame."""
        if self.over:
            raise BadFrame("That was said already.")
        match frame.kind:
            case Kind.VIEW:
                self._files = _whole(frame.about.get("files"), 1 << 40)
            case Kind.CHANGES:
                for item in _list(frame.about.get("changes")):
                    self._add(item)
            case Kind.CONTENT:
                self._begin(_whole(frame.about.get("number"), len(self._found) - 1))
            case Kind.CONTENT_CHUNK:
                self._write(frame.payload)
            case _:
                self._finish()
                self.over, self._sure = True, frame.about.get("sure") is True

    def _add(self, item: Any) -> None:
        """[kind, path, was, size, mode, sha256]"""
        kind, path, was, size, mode, sha = _list(item, 6)
        if kind not in get_args(ChangeKind) or len(self._found) >= self._limits.changes:
            raise BadFrame("That isn't a change, or too many are told.")
        known: ChangeKind = kind
        path, was = _path(path), _path(was) if kind == "renamed" else ""
        if (kind in _GONE, path) in self._taken or (was and (was == path or was in self._sources)):
            raise BadFrame("A file is changed twice.")
        self._taken.add((kind in _GONE, path))
        self._sources.add(was)
        there = kind not in (*_GONE, "folder_made")
        if there and not (isinstance(sha, str) and _SHA.fullmatch(sha)):
            raise BadFrame("That isn't a hash.")
        size, mode = _whole(size, _MAX_SIZE), _whole(mode, 0xFFFF) & 0o777
        self._found.append(Change(known, path, was, size if there else 0, mode, sha if there else ""))

    def _begin(self, number: int) -> None:
        self._finish()
        change = self._found[number]
        if change.kind not in _CONTENT or change.content is not None:
            raise BadFrame("That has no content, or was sent already.")
        try:
            handle = os.open(self._place(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            self._give_up(error)
            return
        self._open = number, os.fdopen(handle, "wb"), hashlib.sha256()

    def _write(self, data: bytes) -> None:
        self._room -= len(data)
        if self._room < 0:
            raise BadFrame("More content than there may be.")
        if self._open is None:
            return
        _, file, digest = self._open
        digest.update(data)
        try:
            file.write(data)
        except OSError as error:
            self._give_up(error)

    def _finish(self) -> None:
        """Of what is complete by now. What isn't what its hash says is thrown away."""
        if self._open is None:
            return
        number, file, digest = self._open
        try:
            file.close()
        except OSError as error:
            self._give_up(error)
            return
        self._open = None
        if digest.hexdigest() == self._found[number].sha256:
            self._found[number] = replace(self._found[number], content=self._view.spool / str(number))
        else:
            os.unlink(self._place(number))

    def _give_up(self, error: OSError) -> None:
        self.trouble = f"What it changed in the folder couldn't be kept: {error.strerror}."
        if self._open is not None:
            number, file, _ = self._open
            self._open = None
            with contextlib.suppress(OSError):
                file.close()
            with contextlib.suppress(OSError):
                os.unlink(self._place(number))

    def _place(self, number: int) -> str:
        return os.path.join(self._view.spool, str(number))

    def changes(self, ready_seconds: float, *, by_itself: bool) -> Changes:
        """All that came. `by_itself`: the program came to its own end."""
        self._finish()
        whole = all(change.content for change in self._found if change.kind in _CONTENT)
        complete = by_itself and self.over and self._sure and whole and not self.trouble
        found = tuple(sorted(self._found, key=lambda change: (os.fsencode(change.path), change.kind)))
        return Changes(found, complete, self._files, self.how, ready_seconds)


def _path(text: Any) -> str:
    if not isinstance(text, str):
        raise BadFrame("A path isn't text.")
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError as error:
        raise BadFrame("A path isn't bytes.") from error
    parts = raw.split(b"/")
    if len(raw) > _MAX_PATH or b"\0" in raw or any(part in (b"", b".", b"..") for part in parts):
        raise BadFrame("That isn't a path in the folder.")
    if max(map(len, parts)) > _MAX_PART:
        raise BadFrame("A name is too long.")
    return os.fsdecode(raw)


def _whole(value: Any, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise BadFrame("That isn't a number that can be.")
    return value


def _list(value: Any, length: int | None = None) -> list[Any]:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise BadFrame("That isn't a list that can be.")
    return value
