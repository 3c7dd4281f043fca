"""Changes in a folder on the command line: what would change, and having it done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from workshop.folder.views import ApplicationLine, ChangesView
from workshop.own_folders import OwnFolders

_LISTED = 40
_SIGNS = {
    "made": "+",
    "edited": "~",
    "renamed": ">",
    "deleted": "-",
    "folder_made": "+",
    "folder_deleted": "-",
}


def as_text(view: ChangesView) -> Iterator[str]:
    """Lines, of the changes the first 40."""
    yield f"In {view.root}: {view.line or 'nothing would change'}."
    for one in view.changes[:_LISTED]:
        end = "/" if one.kind.startswith("folder") else ""
        yield f"  {_SIGNS[one.kind]} {f'{one.was} -> {one.path}' if one.was else one.path}{end}"
    if len(view.changes) > _LISTED:
        yield f"  and {len(view.changes) - _LISTED:,} more"
    yield from (f"  {sentence}" for sentence in (*view.left_out, view.why_not) if sentence)
    for one_time in view.applications:
        yield f"{_did(one_time)} ({one_time.id})"
        yield from (f"  {path}: {why}" for path, why in one_time.skipped)


def as_plain(view: ChangesView) -> dict[str, Any]:
    """For JSON."""
    return {
        "folder": view.root,
        "says": view.line,
        "complete": view.complete,
        "left_out": list(view.left_out),
        "changes": [
            {"kind": one.kind, "path": one.path, "was": one.was, "bytes": one.size} for one in view.changes
        ],
        "applied": [
            {"id": one.id, "state": one.state, "skipped": [list(each) for each in one.skipped]}
            for one in view.applications
        ],
    }


def have_done(folders: OwnFolders, run: str) -> ApplicationLine:
    """All changes of a run, in the folder itself; waits for it. Raises `BadFolder`."""
    view = folders.changes(run)
    chosen = [one.number for one in view.changes if not one.hidden] if view else []
    application = folders.apply(run, chosen)
    while True:
        lines = {one.id: one for one in folders.made(run)}
        if lines[application].state != "applying" or lines[application].interrupted:
            return lines[application]
        time.sleep(0.1)


def _did(one: ApplicationLine) -> str:
    if one.state == "undone":
        return "Everything was put back"
    if one.interrupted:
        return f"It was ended in the middle: {one.done:,} of {one.total:,} were done"
    return f"Done: {one.done:,} of {one.total:,}; python -m workshop undo {one.id} puts everything back"
