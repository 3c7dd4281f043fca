"""What would change in a folder, in words: how many of which kind, and each in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from pages.language import _, many
from workshop.folder.summing import Done, done_of, is_photo
from workshop.folder.views import ChangeLine

_FILES: dict[Done, Callable[[int], str]] = {
    "renamed": lambda count: many("{count} file renamed", "{count} files renamed", count),
    "moved": lambda count: many("{count} file moved", "{count} files moved", count),
    "edited": lambda count: many("{count} file edited", "{count} files edited", count),
    "made": lambda count: many("{count} new file", "{count} new files", count),
    "deleted": lambda count: many("{count} file deleted", "{count} files deleted", count),
    "folder_made": lambda count: many("{count} new folder", "{count} new folders", count),
    "folder_deleted": lambda count: many("{count} folder deleted", "{count} folders deleted", count),
}
_PHOTOS: dict[Done, Callable[[int], str]] = {
    "renamed": lambda count: many("{count} picture renamed", "{count} pictures renamed", count),
    "moved": lambda count: many("{count} picture moved", "{count} pictures moved", count),
    "edited": lambda count: many("{count} picture edited", "{count} pictures edited", count),
    "made": lambda count: many("{count} new picture", "{count} new pictures", count),
    "deleted": lambda count: many("{count} picture deleted", "{count} pictures deleted", count),
}


def kinds(changes: Sequence[ChangeLine]) -> dict[Done, list[ChangeLine]]:
    """By kind, in the order of the words above; in each by folder and name."""
    found: dict[Done, list[ChangeLine]] = {kind: [] for kind in _FILES}
    for change in changes:
        found[_done(change)].append(change)
    return {kind: sorted(them, key=_place) for kind, them in found.items() if them}


def counted(kind: Done, changes: Sequence[ChangeLine]) -> str:
    """ "148 pictures renamed" """
    photos = all(is_photo(one.path) for one in changes)
    return (_PHOTOS if photos and kind in _PHOTOS else _FILES)[kind](len(changes))


def summary(changes: Sequence[ChangeLine]) -> str:
    """ "148 pictures renamed; 3 files deleted" """
    return _("; ").join(counted(kind, them) for kind, them in kinds(changes).items())


def what(change: ChangeLine) -> str:
    """One word for a column."""
    return {
        "renamed": _("Renamed"),
        "moved": _("Moved"),
        "edited": _("Edited"),
        "made": _("New"),
        "deleted": _("Deleted"),
        "folder_made": _("New folder"),
        "folder_deleted": _("Folder deleted"),
    }[_done(change)]


def file(change: ChangeLine) -> str:
    """ "IMG_0012.jpg → 2024-05-03 Beach.jpg", or its name alone where that stays."""
    return _from_to(PurePosixPath(change.was).name if change.was else "", PurePosixPath(change.path).name)


def folder(change: ChangeLine) -> str:
    """Where it is, and where it would be; "" for the chosen folder itself."""
    there, here = _folder(change.was), _folder(change.path)
    if not change.was or there == here:
        return here
    return f"{there} → {here or _('top')}".strip()


def named(change: ChangeLine) -> str:
    """In one line, with the folder."""
    where = folder(change)
    return f"{file(change)} ({where})" if where else file(change)


def _from_to(was: str, name: str) -> str:
    return f"{was} → {name}" if was and was != name else name


def _done(change: ChangeLine) -> Done:
    return done_of(change.kind, change.path, change.was)


def _folder(path: str) -> str:
    parent = PurePosixPath(path).parent.as_posix()
    return "" if parent == "." else parent


def _place(change: ChangeLine) -> tuple[str, str]:
    return _folder(change.path), change.path
