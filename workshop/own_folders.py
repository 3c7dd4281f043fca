"""A person's own folders: chosen, looked at, changed on a click, and put back."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import select

from generator.codec import from_plain
from workshop import tables as t
from workshop.blobs import Blobs
from workshop.folder.applications import Applications
from workshop.folder.comparing import content_of
from workshop.folder.names import as_path, shown, stored
from workshop.folder.roots import BadFolder, root_of
from workshop.folder.scanning import scan
from workshop.folder.secret_looking import is_left_alone
from workshop.folder.summing import line_of, size_of
from workshop.folder.types import Given, Scan
from workshop.folder.unpacking import FOLDERS, unpack, zip_again
from workshop.folder.views import ApplicationLine, ChangeLine, ChangesView, Chosen, Content, CutOff, Places
from workshop.given import BadRequest, GivenFile, path_of
from workshop.names import safe_name
from workshop.store import NotThere, Store

OFF = "Folders of this computer are only for who sits at it."
GONE = "The folder isn't there any more."
_LISTED = 2_000  # folders to walk on to


class OwnFolders:
    """`on`: the app runs on the person's own computer. `home`: where ours lie. Safe to use from several threads."""

    def __init__(self, store: Store, blobs: Blobs, home: Path, applications: Applications, on: bool) -> None:
        self._store, self._blobs, self._home = store, blobs, home
        self._applications, self.on = applications, on

    @property
    def ours(self) -> Path:
        """Where folders lie that were unpacked, or made of files."""
        return self._home / FOLDERS

    # choosing

    def places(self, path: str = "") -> Places:
        """Where to walk to from `path`, or from the person's home. Never raises."""
        if not self.on:
            return Places("", "", (), OFF)
        try:
            there = not path or (os.path.isabs(path) and os.path.lexists(path))
            here = Path(path or Path.home()) if there else path_of(path)
        except BadRequest as error:
            return Places(path, "", (), str(error))
        except RuntimeError:  # "~nobody"
            return Places(path, "", (), "This folder can't be looked into.")
        up = str(here.parent) if here.parent != here else ""
        try:
            with os.scandir(here) as entries:
                names = [entry.name for entry in entries if _is_open_folder(entry)]
        except (OSError, ValueError):
            return Places(str(here), up, (), "This folder can't be looked into.")
        return Places(str(here), up, tuple(sorted(names, key=str.casefold)[:_LISTED]))

    def choose(self, path: str, hidden: bool = False) -> Chosen:
        """A folder of this computer by its path ("~" is the person's home). Raises `BadFolder`."""
        if not self.on:
            raise BadFolder(OFF)
        return self._chosen(Given(stored(str(root_of(path, self._home))), hidden=hidden))

    def unzip(self, file: GivenFile) -> Chosen:
        """A ZIP as a folder of ours. Raises `BadFolder`."""
        content = io.BytesIO(file.content) if isinstance(file.content, bytes) else file.content
        root, notes = unpack(content, self.ours)
        chosen = self._chosen(Given(stored(str(root)), zip=safe_name(file.name)))
        return replace(chosen, notes=(*chosen.notes, *notes))

    def require(self, given: Given) -> None:
        """Raises `BadFolder` where `given` may not be worked on, or isn't there: those of this computer only where they are on, ours only as they were
        unpacked. What is in it is looked through later, by the turn."""
        root = Path(as_path(given.root))
        if not self._may_look(given):
            raise BadFolder(OFF)
        if not given.zip:
            root_of(str(root), self._home)
        elif not root.is_dir():
            raise BadFolder(GONE)

    def allow(self, folder: Mapping[str, Any] | None) -> None:
        """Raises `BadFolder` where what a turn has (`Turn.folder`) may not be worked on: an old conversation may be asked on by others."""
        if folder and not self._may_look(from_plain(Given, folder["given"])):
            raise BadFolder(OFF)

    # what would change

    def changes(self, run: str) -> ChangesView | None:
        """What a run would change; None where it had no folder, is gone, or the folder isn't for who looks."""
        about = self._about(run)
        given = from_plain(Given, about["given"]) if about else None
        if about is None or given is None or not self._may_look(given):
            return None
        rows = self._rows(run)
        why_not = self._why_not(given, about)
        lines = tuple(_line(one, given) for one in rows)
        kinds = [(one.kind, as_path(one.path), as_path(one.was)) for one in rows]
        return ChangesView(
            run,
            shown(given.zip or as_path(given.root)),
            given.zip,
            line_of(kinds),  # type: ignore[arg-type]
            lines,
            about["complete"],
            tuple(about["left_out"]),
            not why_not and bool(rows),
            why_not,
            self._applications.of(run),
        )

    def made(self, run: str) -> tuple[ApplicationLine, ...]:
        """What was made of its changes in the folder itself, newest first. Quick."""
        about = self._about(run)
        return (
            self._applications.of(run) if about and self._may_look(from_plain(Given, about["given"])) else ()
        )

    def before(self, run: str, number: int) -> Content | None:
        """What is in the folder now where change `number` would be made; None where nothing is, or it can't be looked at."""
        given, row = self._one(run, number)
        root, place = Path(as_path(given.root)), as_path(row.was or row.path)
        path = root / place
        if row.kind in ("made", "folder_made", "folder_deleted") or not self._may_look(given):
            return None
        try:
            now = path.lstat()
        except OSError:
            return None
        same = row.before is not None and self._applications.still_is(root, place, row.before)
        if not same or not stat.S_ISREG(now.st_mode):
            return None
        return content_of(path, PurePosixPath(place).name)

    def after(self, run: str, number: int) -> Content | None:
        """What would be there; None where nothing would be, or it is the same under another name."""
        given, row = self._one(run, number)
        if not row.blob or not self._may_look(given):
            return None
        try:
            return content_of(self._blobs.path(row.blob), PurePosixPath(as_path(row.path)).name)
        except FileNotFoundError:
            return None

    # changing

    def apply(self, run: str, chosen: Collection[int]) -> str:
        """Make these changes in the folder itself, in the background; returns the application's id. Raises `BadFolder`."""
        view = self.changes(run)
        if view is None or not view.may_apply:
            raise BadFolder(view.why_not if view and view.why_not else "There is nothing to be changed.")
        return self._applications.apply(run, self._root(run), self._rows(run), self._blobs.path, chosen)

    def undo(self, application: str) -> None:
        """Put everything back, in the background. Raises `BadFolder`."""
        self._require_one(application)
        self._applications.undo(application)

    def finish(self, application: str) -> None:
        """Go on with what was interrupted, in the background. Raises `BadFolder`."""
        self._require_one(application)
        self._applications.finish(application)

    def cut_off(self) -> tuple[CutOff, ...]:
        """Where changes were left half done by a process that is gone, whether or not their conversation is still there."""
        ids = [line.id for _run, line in self._applications.interrupted()] if self.on else []
        query = select(t.Turn.conversation_id, t.Application.root, t.Application.id).select_from(
            t.Application
        )
        query = query.outerjoin(t.Run, t.Run.id == t.Application.run_id)
        query = query.outerjoin(t.Turn, t.Turn.id == t.Run.turn_id).where(t.Application.id.in_(ids))
        with self._store.session() as session:
            rows = session.execute(query).all() if ids else []
        there = [(talk, Path(as_path(root)), id) for talk, root, id in rows]
        return tuple(
            CutOff(talk or "", shown(str(root)), id)
            for talk, root, id in there
            if not root.is_relative_to(self.ours) or root.exists()
        )

    def zipped(self, run: str) -> Path:
        """The folder of a ZIP, as it is now, as a ZIP again. Raises `BadFolder`."""
        about = self._about(run)
        if about is None or not about["given"].get("zip"):
            raise BadFolder("It wasn't a ZIP.")
        with tempfile.TemporaryFile() as made:
            zip_again(self._root(run), made)
            made.seek(0)
            return self._blobs.path(self._blobs.put(made))

    # inside

    def _require_one(self, application: str) -> None:
        with self._store.session() as session:
            row = session.get(t.Application, application)
        if row is not None and not self.on and not Path(as_path(row.root)).is_relative_to(self.ours):
            raise BadFolder(OFF)

    def _chosen(self, given: Given) -> Chosen:
        found = self._scanned(given)
        files = sum(entry.kind == "file" for entry in found.entries.values())
        return Chosen(given, f"{files:,} file{'' if files == 1 else 's'}, {size_of(found.size)}", found.notes)

    def _scanned(self, given: Given) -> Scan:
        return scan(Path(as_path(given.root)), given.hidden)

    def _about(self, run: str) -> dict[str, Any] | None:
        """`Run.changed`; None where it had no folder, or is gone."""
        with self._store.session() as session:
            row = session.get(t.Run, run)
            return row.changed if row and row.changed else None

    def _root(self, run: str) -> Path:
        about = self._about(run)
        if about is None:
            raise NotThere(run)
        return Path(as_path(from_plain(Given, about["given"]).root))

    def _rows(self, run: str) -> list[t.FolderChange]:
        query = select(t.FolderChange).where(t.FolderChange.run_id == run).order_by(t.FolderChange.number)
        with self._store.session() as session:
            return list(session.scalars(query))

    def _one(self, run: str, number: int) -> tuple[Given, t.FolderChange]:
        with self._store.session() as session:
            row, change = session.get(t.Run, run), session.get(t.FolderChange, (run, number))
            if row is None or change is None or not row.changed:
                raise NotThere(run)
            return from_plain(Given, row.changed["given"]), change

    def _why_not(self, given: Given, about: dict[str, Any]) -> str:
        if not about["complete"]:
            return "Not everything that it changed could be taken out, so none of it can be done. Ask for fewer files at once."
        if not Path(as_path(given.root)).is_dir():
            return GONE
        return ""

    def _may_look(self, given: Given) -> bool:
        return self.on or (bool(given.zip) and Path(as_path(given.root)).is_relative_to(self.ours))


def _is_open_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return not entry.name.startswith(".") and entry.is_dir()
    except OSError:
        return False


def _line(row: t.FolderChange, given: Given) -> ChangeLine:
    path, was = as_path(row.path), as_path(row.was)
    parent = PurePosixPath(path).parent.as_posix()
    return ChangeLine(
        row.number,
        row.kind,  # type: ignore[arg-type]
        shown(path),
        shown(was),
        row.size,
        row.before["size"] if row.before else None,
        "" if parent == "." else shown(parent),
        is_left_alone(path, given.hidden),
    )
