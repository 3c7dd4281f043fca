"""Changes that a person has made in a folder, or taken back: begun here, done in a thread of their own, shown from their journals."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from workshop import tables as t
from workshop.blobs import Blobs, NoRoom
from workshop.folder import doing
from workshop.folder.bins import Bin, expire, release, size_of, unfinished
from workshop.folder.names import stored
from workshop.folder.planning import mark_of
from workshop.folder.roots import BadFolder
from workshop.folder.site import Step
from workshop.folder.types import Seen
from workshop.folder.views import ApplicationLine, State
from workshop.store import NotThere, Store, new_id

log = logging.getLogger("oneoff.folder")

_BUSY = ("applying", "undoing")
_CUT_OFF = "It was cut off. Finish it, or take it back."


def _nothing(_name: str) -> None:
    return None


class Applications:
    """`home`: ONEOFF_HOME; `host`: this computer; `executor`: this process. Safe in several threads and processes: a folder is locked while
    somebody is at work on it, and the lock ends with its process."""

    def __init__(self, store: Store, home: Path, host: str, executor: str, on_step: Step = _nothing) -> None:
        self._store, self._home, self._host, self._executor, self._on_step = (
            store,
            home,
            host,
            executor,
            on_step,
        )
        self._kept = Blobs(home / "blobs").path
        self._threads: list[threading.Thread] = []

    def apply(
        self,
        run: str,
        root: Path,
        changes: Sequence[t.FolderChange],
        content: Callable[[str], Path],
        chosen: Collection[int],
    ) -> str:
        """Begin to make those of `changes` whose numbers are `chosen`; returns the id of the application. `content(blob)`: where a file's content lies.

        Raises `BadFolder`: nothing was changed.
        """
        if not {row.number for row in changes} & set(chosen):
            raise BadFolder("Nothing is chosen. Choose at least one change.")
        doing.opened(root).close()
        doing.refuse_unfinished(self._home, root)
        bin = Bin(self._home, new_id())
        try:
            bin.folder.mkdir(parents=True, mode=0o700)
        except OSError as error:
            raise BadFolder(f"{doing.sentence(error)} Nothing was changed.") from error
        locks = self._locks(bin, str(root))
        try:
            doing.plan(self._home, bin.id, doing.Wanted(run, root, changes, chosen))
            self._add(bin, run, root, chosen)
        except BaseException:
            release(locks)
            bin.destroy()
            raise
        self._work(bin, locks, lambda: doing.apply(bin, content, self._on_step))
        return bin.id

    def undo(self, application: str) -> None:
        """Begin to take it back, from wherever it stands; nothing where that is done. Raises `BadFolder`, `NotThere`."""
        bin = self._bin(application)
        if bin.state() != "undone":
            self._begin(bin, doing.begin_undo, lambda: doing.undo(bin, self._on_step))

    def finish(self, application: str) -> None:
        """Go on with what was cut off: with the changes, or with taking them back. Raises `BadFolder`, `NotThere`."""
        bin = self._bin(application)
        if bin.state() in _BUSY:
            self._begin(bin, doing.look, lambda: doing.finish(bin, self._kept, self._on_step))

    def of(self, run: str) -> tuple[ApplicationLine, ...]:
        """Newest first."""
        query = select(t.Application).where(t.Application.run_id == run)
        with self._store.session() as session:
            rows = list(session.scalars(query.order_by(t.Application.created_at.desc())))
        return tuple(self._line(row) for row in rows)

    def interrupted(self) -> tuple[tuple[str, ApplicationLine], ...]:
        """What a process that is gone left half done, on this computer: (run, line) each. Nothing goes on by itself."""
        ids = [one.id for one in unfinished(self._home)]
        query = select(t.Application).where(t.Application.id.in_(ids))
        with self._store.session() as session:
            rows = list(session.scalars(query.order_by(t.Application.created_at.desc())))
        return tuple((row.run_id, self._line(row)) for row in rows)

    def expire(self, days: int) -> int:
        """Remove the bins of what ended more than `days` ago: from then on it can't be taken back. Returns how many went."""
        gone = expire(self._home, days)
        with self._store.session() as session:
            session.execute(delete(t.Application).where(t.Application.id.in_(gone)))
        return len(gone)

    def size(self) -> int:
        """Bytes that all bins take."""
        return size_of(self._home)

    def still_is(self, root: Path, path: str, before: Mapping[str, Any]) -> bool:
        """Whether what lies at `path` in `root` is as it was seen then (`FolderChange.before`): untouched, or brought back by an undo."""
        seen = Seen(**before)
        try:
            tree = doing.opened(root)
        except BadFolder:
            return False
        try:
            return tree.seen(path) in (seen, doing.known(self._home, root).get((path, mark_of(seen))))
        except OSError:
            return False
        finally:
            tree.close()

    def close(self, seconds: float) -> None:
        """Waits at most so long for what is going on; what is cut off then can be finished or taken back."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _bin(self, application: str) -> Bin:
        with self._store.session() as session:
            row = session.get(t.Application, application)
        if row is not None and row.host != self._host:
            raise BadFolder(
                "These changes were made on another computer. Open Oneoff there to take them back."
            )
        bin = Bin(self._home, application)
        if not (bin.folder / "plan").exists():
            if row is None:
                raise NotThere(application)
            bin.require()
        return bin

    def _begin(self, bin: Bin, first: Callable[[Bin], None], do: Callable[[], None]) -> None:
        """`first` at once, under the lock."""
        locks = self._locks(bin, bin.plan.root)
        try:
            bin.require()
            first(bin)
        except BaseException:
            release(locks)
            raise
        self._work(bin, locks, do)

    def _locks(self, bin: Bin, root: str) -> list[IO[bytes]]:
        try:
            return bin.take_locks(root)
        except BadFolder:
            if not (bin.folder / "plan").exists():
                bin.destroy()
            raise

    def _add(self, bin: Bin, run: str, root: Path, chosen: Collection[int]) -> None:
        row = t.Application(
            id=bin.id,
            run_id=run,
            host=self._host,
            root=stored(str(root)),
            executor=self._executor,
            chosen=sorted(chosen),
        )
        with self._store.session() as session:
            session.add(row)

    def _work(self, bin: Bin, locks: list[IO[bytes]], do: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._done, args=(bin, locks, do), name="oneoff-folder", daemon=True)
        self._threads = [*(one for one in self._threads if one.is_alive()), thread]
        thread.start()

    def _done(self, bin: Bin, locks: list[IO[bytes]], do: Callable[[], None]) -> None:
        self._note(bin)
        try:
            do()
        except (OSError, BadFolder) as error:
            log.warning("application %s: %s", bin.id, error)
            self._say(bin, doing.sentence(error))
        finally:
            self._note(bin)
            release(locks)

    def _say(self, bin: Bin, sentence: str) -> None:
        with suppress(OSError):
            bin.note(trouble=f"{sentence} {_CUT_OFF}")

    def _note(self, bin: Bin) -> None:
        """The row follows the journal."""
        state = bin.state()
        values = {"state": state, "skipped": bin.skipped(), "ended_at": None if state in _BUSY else t.now()}
        with suppress(SQLAlchemyError, NoRoom, OSError), self._store.session() as session:
            session.execute(
                update(t.Application)
                .where(t.Application.id == bin.id)
                .values(executor=self._executor, **values)
            )

    def _line(self, row: t.Application) -> ApplicationLine:
        here, bin = row.host == self._host, Bin(self._home, row.id)
        if not here or not (bin.folder / "plan").exists():
            done = len(row.chosen)
            return _as_line(row, done, done)
        done, total = bin.how_far()
        at_work, state = bin.is_at_work(), bin.state()
        total = total or len(bin.plan.items)
        cut_off = state in _BUSY and not at_work
        trouble = "" if at_work else bin.trouble()
        says = [*([{"path": "", "says": trouble}] if trouble else []), *bin.skipped()]
        return ApplicationLine(
            row.id,
            _STATES[state],
            min(done, total) if state in _BUSY else len(row.chosen),
            total if state in _BUSY else len(row.chosen),  # without folders made on the way
            tuple((one["path"], one["says"]) for one in says),
            row.created_at,
            interrupted=cut_off,
            can_undo=cut_off or state == "applied",
        )


_STATES: dict[str, State] = {
    "applying": "applying",
    "applied": "applied",
    "undoing": "undoing",
    "undone": "undone",
}


def _as_line(row: t.Application, done: int, total: int) -> ApplicationLine:
    skipped = tuple((one["path"], one["says"]) for one in row.skipped)
    return ApplicationLine(row.id, _STATES[row.state], done, total, skipped, row.created_at)
