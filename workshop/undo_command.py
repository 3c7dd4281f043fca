"""Taking changes in a folder back from the command line, by their journal alone: no page, no database."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from workshop.folder import doing
from workshop.folder.bins import Bin, bins
from workshop.folder.names import shown
from workshop.folder.roots import BadFolder

_SAYS = {
    "applying": "cut off in the middle",
    "applied": "done",
    "undoing": "cut off while it was taken back",
    "undone": "taken back",
}


def undo(home: Path, id: str) -> int:
    """Take back the changes called `id`, or whose id begins so; list what there is for "". 0 where all of it is as before, 1 where something
    is not, 2 where there is no such id."""
    there = [one for one in bins(home) if (one.folder / "plan").exists()]
    if not id:
        print("\n".join(_line(one) for one in there) or "No changes were made in folders.")
        return 0
    fitting = [one for one in there if one.id == id] or [one for one in there if one.id.startswith(id)]
    if len(fitting) != 1:
        says = "Several begin with" if fitting else "There are no changes called"
        print(f"{says} {id}. Without an id, all are listed.", file=sys.stderr)
        return 2
    return _undo(fitting[0])


def _undo(bin: Bin) -> int:
    try:
        with bin.held():
            doing.undo(bin)
    except (OSError, BadFolder) as error:
        print(f"{doing.sentence(error)} What was taken out lies in {bin.folder}.", file=sys.stderr)
        return 1
    skipped = bin.skipped()
    for one in skipped:
        print(one["says"])
    rest = "Everything else" if skipped else "Everything"
    print(f"{rest} in {shown(bin.plan.root)} is as it was before.")
    return 1 if skipped else 0


def _line(bin: Bin) -> str:
    at = datetime.fromtimestamp((bin.folder / "plan").stat().st_mtime).astimezone()
    what = f"{len(bin.plan.items):,} changes in {shown(bin.plan.root)}"
    return f"{bin.id}  {at:%Y-%m-%d %H:%M}  {what}: {_SAYS[bin.state()]}"
