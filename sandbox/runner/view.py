"""The view of a folder in /job: how it stood, and in the end what the program left otherwise, as frames.

A copy is remembered as it came in. Where the view is laid over the folder, the same is there a second time, only to be
read, so that the two are compared after the program ended: what somebody else changed in the folder meanwhile is in both.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from sandbox.runner import kernel
from sandbox.runner.arriving import Arrived
from sandbox.runner.differing import Comparing, Difference, Unread, hash_of
from sandbox.runner.frames import MAX_PAYLOAD, Kind, pack
from sandbox.runner.job import Bounds
from sandbox.runner.standing import Standing

FOLDER, BEFORE = "/job", "/opt/oneoff/before"
SECONDS = 30.0  # for finding and sending all that changed
_LAST_PROCESSES = 5.0  # seconds until they are gone, once they were ended
_BATCH = 200 * 1024  # bytes in one frame
_ESCAPED = 6  # bytes that one of a path's may become there
_CONTENT = ("made", "edited")


class View:
    """`how`: "copy", which is read from the descriptor `source` at once, or "overlay"."""

    def __init__(self, source: int, how: str) -> None:
        """Raises EOFError, OSError."""
        self._copy = Arrived(source, os.fsencode(FOLDER)) if how == "copy" else None

    def frames(self, bounds: Bounds) -> Iterator[bytes]:
        """What changed, once the program and all it started were ended. At most `bounds` of it."""
        deadline = time.monotonic() + SECONDS
        alone = kernel.wait_for_all(time.monotonic() + _LAST_PROCESSES)
        before = self._before(deadline)
        yield pack(Kind.VIEW, {"files": before.files})
        now = Standing(os.fsencode(FOLDER), opening=True)
        now.walk(deadline)
        found = self._compared(before, now, deadline)
        yield from _limits(found, bounds, now)
        kept = found.found[: bounds.changes]
        for batch in _batches(kept):
            yield pack(Kind.CHANGES, {"changes": batch})
        sure = alone and found.sure and len(kept) == len(found.found)
        sending = Sending(now, bounds.change_bytes, deadline)
        for number, one in enumerate(kept):
            if one.kind in _CONTENT:
                yield from sending.frames(number, one)
        yield from sending.limits()
        yield pack(Kind.VIEW_END, {"sure": sure and sending.sure})

    def _before(self, deadline: float) -> Standing:
        if self._copy is not None:
            return self._copy.before
        before = Standing(os.fsencode(BEFORE))
        before.walk(deadline)
        return before

    def _compared(self, before: Standing, now: Standing, deadline: float) -> Comparing:
        copy = self._copy

        def was(path: bytes) -> str:
            if copy is None:
                return hash_of(before, path, deadline)
            return copy.sums[path]

        # a file in memory that is written through a mapping keeps its times: of a copy, all is read
        return Comparing(before, now, was, lambda path: hash_of(now, path, deadline), times=copy is None)


def _limits(found: Comparing, bounds: Bounds, now: Standing) -> Iterator[bytes]:
    if found.odd:
        yield _limit("", f"{found.odd} links, pipes or devices that it made in the folder are left out.")
    if len(found.found) > bounds.changes:
        says = f"It changed {len(found.found):,} files and folders, more than the {bounds.changes:,} that are kept."
        yield _limit("changes", says)
    if not now.whole:
        yield _limit("changes", "It left more files or deeper folders than can be looked through.")
    elif not found.sure:
        yield _limit(
            "changes", "Some of what it left in the folder can't be read, or takes too long to read."
        )


def _limit(name: str, says: str) -> bytes:
    return pack(Kind.LIMIT, {"limit": name, "says": says})


def _batches(found: list[Difference]) -> Iterator[list[tuple[object, ...]]]:
    batch, size = list[tuple[object, ...]](), 0
    for one in found:
        length = _ESCAPED * (len(one.path) + len(one.was)) + 150
        if batch and size + length > _BATCH:
            yield batch
            batch, size = [], 0
        path, was = one.path.decode("latin-1"), one.was.decode("latin-1")
        batch.append((one.kind, path, was, one.size, one.mode, one.sha256))
        size += length
    if batch:
        yield batch


class Sending:
    """Contents, together at most `room` bytes, until `deadline`. `sure`: all went."""

    def __init__(self, now: Standing, room: int, deadline: float) -> None:
        self._now, self._room, self._most, self._deadline = now, room, room, deadline
        self._large = 0
        self.sure = True

    def frames(self, number: int, one: Difference) -> Iterator[bytes]:
        if one.size > self._room:
            self._large, self.sure = self._large + 1, False
            return
        self._room -= one.size
        yield pack(Kind.CONTENT, {"number": number})
        try:
            yield from self._blocks(one)
        except (OSError, Unread):
            self.sure = False

    def _blocks(self, one: Difference) -> Iterator[bytes]:
        left = one.size
        with os.fdopen(self._now.open_file(one.path), "rb", buffering=0) as file:
            while left and (block := file.read(min(MAX_PAYLOAD, left))):
                if time.monotonic() > self._deadline:
                    raise Unread
                left -= len(block)
                yield pack(Kind.CONTENT_CHUNK, None, block)

    def limits(self) -> Iterator[bytes]:
        if self._large:
            says = f"What it wrote into the folder is more than {self._most:,} bytes: {self._large} files are left out."
            yield _limit("change_bytes", says)
