"""One watched folder while it is watched: looks, what has come to rest, and taking in one file after the other."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workshop import tables as t
from workshop.blobs import Blobs, NoRoom, TooLarge
from workshop.errands import OPEN
from workshop.folders import Mark, NoFolder, NotNow, as_text, look_into, opened
from workshop.given import MOST_BYTES
from workshop.names import safe_name
from workshop.settling import PATIENCE, Settling
from workshop.store import Store, new_id

EVERY = 10.0  # seconds between two looks where nothing was heard of the folder: events get lost, and some disks send none
_SOON = 0.5  # while a file isn't at rest, or something was heard
_SHARE, _SHARE_SOON = (
    20,
    3,
)  # times as long as a look takes, until the next: in peace, and while something is awaited
_NAMED = 3  # files that a sentence names
_AT_ONCE = 500  # rows
_ENOUGH_NOTES = 4


class WatchedFolder:
    """Of one watch, in the process that watches. What it knows by itself is only what the next look finds again."""

    def __init__(self, store: Store, blobs: Blobs, watch: t.Watch, settling: Settling | None = None) -> None:
        self._store, self._blobs, self._watch = store, blobs, watch
        self._settling = settling or Settling()
        self._ready: list[bytes] = []
        self._files: Mapping[bytes, Mark] = {}
        self._next, self._soonest, self._heard = 0.0, 0.0, False
        self._told: dict[str, Any] = {}

    @property
    def folder(self) -> str:
        return self._watch.folder

    def hear(self) -> None:
        """Something happened in the folder."""
        self._heard = True

    def work(self) -> bool:
        """Look where it is time for it, and take in a file where none is being worked on; tells whether to come back soon."""
        now = time.monotonic()
        if now >= self._next or (self._heard and now >= self._soonest):
            self._heard = False
            self._look()
            took = time.monotonic() - now
            self._soonest = now + max(_SOON, _SHARE_SOON * took)
            self._next = self._soonest if self._settling.unsettled() else now + max(EVERY, _SHARE * took)
        if self._ready and not self._is_busy():
            self._take()
        return bool(self._ready) or self._heard or self._settling.unsettled()

    def _look(self) -> None:
        try:
            inside = look_into(self._watch.folder, self._watch.patterns)
        except NoFolder as reason:
            self._ready, self._files = [], {}
            self._tell(gone=f"{reason} It goes on as soon as it can be read again.", notes=[])
            return
        self._files = inside.files
        changed = self._changed(inside.files)
        self._ready = self._settling.look(changed)
        self._tell(gone="", waiting=len(changed), notes=self._notes(inside.links))

    def _changed(self, files: Mapping[bytes, Mark]) -> dict[bytes, Mark]:
        """Those that aren't as they were when they were last dealt with. What is absent, and what is back, is written down."""
        with self._store.session() as session:
            row = t.SeenFile
            query = select(row.path, row.size, row.mtime_ns, row.inode, row.blob, row.absent_since)
            seen = {one.path: one for one in session.execute(query.where(row.watch_id == self._watch.id))}
            gone = [path for path, one in seen.items() if path not in files and one.absent_since is None]
            back = [path for path in files if path in seen and seen[path].absent_since is not None]
            self._absent(session, gone, t.now())
            self._absent(session, [path for path in back if not _differs(seen[path], files[path])], None)
        return {path: mark for path, mark in files.items() if path not in seen or _differs(seen[path], mark)}

    def _absent(self, session: Session, paths: Sequence[bytes], since: Any) -> None:
        row = t.SeenFile
        for at in range(0, len(paths), _AT_ONCE):
            those = (row.watch_id == self._watch.id, row.path.in_(paths[at : at + _AT_ONCE]))
            session.execute(update(row).where(*those).values(absent_since=since))

    def _is_busy(self) -> bool:
        with self._store.session() as session:
            query = select(t.Errand.id).where(t.Errand.watch_id == self._watch.id, t.Errand.state.in_(OPEN))
            return session.scalar(query.limit(1)) is not None

    def _take(self) -> None:
        """The first file at rest: its content is kept, and then one transaction says that it was seen and will be run."""
        path = self._ready.pop(0)
        mark = self._files[path]
        try:
            with opened(self._watch.folder, path, mark) as file:
                blob = self._blobs.put(file, MOST_BYTES)
        except (NotNow, OSError):
            self._settling.again(path)
            self._heard = True
        except TooLarge:
            said = (
                f"{safe_name(as_text(path))} is larger than 2.5 GB. Put a smaller part of it into the folder."
            )
            self._settle(path, mark, "", said)
        except NoRoom as full:
            self._tell(gone=str(full))
            self._next = self._soonest = time.monotonic() + EVERY
            self._ready = []
        else:
            self._settle(path, mark, blob)

    def _settle(self, path: bytes, mark: Mark, blob: str, refused: str = "") -> None:
        """`refused`: why it isn't run. Content that was dealt with already isn't run again, unless it was away meanwhile."""
        try:
            with self._store.session() as session:
                seen = session.get(t.SeenFile, (self._watch.id, path), with_for_update=True)
                if seen is not None and not _differs(seen, mark):
                    return
                same = seen is not None and seen.blob == blob != "" and seen.absent_since is None
                fields = {**mark._asdict(), "blob": blob, "absent_since": None}
                session.merge(t.SeenFile(watch_id=self._watch.id, path=path, **fields))
                if not same:
                    session.add(self._errand(path, mark, blob, refused))
        except IntegrityError:  # another process was quicker
            return

    def _errand(self, path: bytes, mark: Mark, blob: str, refused: str) -> t.Errand:
        watch, name = self._watch, safe_name(as_text(path))
        over = {"state": "failed", "sentence": refused, "ended_at": t.now()} if refused else {}
        return t.Errand(
            turn=new_id(),
            watch_id=watch.id,
            tool=watch.tool,
            values=watch.values,
            files=[{"name": name, "blob": blob, "size": mark.size}],
            results=watch.results,
            host=watch.host,
            **over,
        )

    def _notes(self, links: int) -> list[str]:
        restless = self._settling.restless()
        notes = []
        if empty := [name for name in restless if not self._files[name].size]:
            notes.append(f"{_named(empty)}: still empty. It is run once something stands in it.")
        if moving := [name for name in restless if self._files[name].size]:
            notes.append(
                f"{_named(moving)}: after {PATIENCE / 60:.0f} minutes still written, locked or not to be read. "
                "It is run once it rests."
            )
        if links:
            notes.append(f"Links in the folder are left out: {links}. Only files that lie in it are taken.")
        return notes[:_ENOUGH_NOTES]

    def _tell(self, **fields: Any) -> None:
        """Write down what a page shows, where it isn't there already."""
        if all(name in self._told and self._told[name] == value for name, value in fields.items()):
            return
        with self._store.session() as session:
            session.execute(update(t.Watch).where(t.Watch.id == self._watch.id).values(**fields))
        self._told |= fields


def _differs(seen: Any, mark: Mark) -> bool:
    """A disk that was away may number its files anew: that alone is no change."""
    return bool((seen.size, seen.mtime_ns) != (mark.size, mark.mtime_ns))


def _named(paths: Sequence[bytes]) -> str:
    names = [safe_name(as_text(path)) for path in paths]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
