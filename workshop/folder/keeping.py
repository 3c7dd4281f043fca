"""Stores what a run left otherwise in its view of a folder."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, update

from generator.codec import to_plain
from sandbox.base import Change, Changes
from workshop import tables as t
from workshop.blobs import Blobs
from workshop.folder.names import stored
from workshop.folder.types import Given, Scan
from workshop.store import Store


def keep_changes(store: Store, blobs: Blobs, run: str, changes: Changes, given: Given, scan: Scan) -> None:
    """With how each was before, which it is held against when it is applied. Raises `blobs.NoRoom`."""
    rows = [_row(blobs, run, number, change, scan) for number, change in enumerate(changes.changes)]
    about = {
        "given": to_plain(given),
        "complete": changes.complete,
        "files": changes.files,
        "how": changes.how,
        "ready_seconds": round(changes.ready_seconds, 3),
        "left_out": list(scan.notes),
    }
    with store.session() as session:
        session.execute(delete(t.FolderChange).where(t.FolderChange.run_id == run))
        session.add_all(rows)
        session.execute(update(t.Run).where(t.Run.id == run).values(changed=about))


def _row(blobs: Blobs, run: str, number: int, change: Change, scan: Scan) -> t.FolderChange:
    before = scan.entries.get(change.was or change.path)
    return t.FolderChange(
        run_id=run,
        number=number,
        kind=change.kind,
        path=stored(change.path),
        was=stored(change.was),
        size=change.size,
        mode=change.mode,
        sha256=change.sha256,
        blob=blobs.put(change.content) if change.content else "",
        before=_plain(asdict(before)) if before else None,
    )


def _plain(seen: dict[str, Any]) -> dict[str, Any]:
    return {**seen, "inode": str(seen["inode"])}
