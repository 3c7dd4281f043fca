"""Looks over the folder of a turn: what is in it, and into a few of its files, in the sandbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from generator.codec import from_plain, to_plain
from generator.folder import Ending, FolderNotes
from generator.types import FileProfile
from sandbox.base import InputFile
from workshop import tables as t
from workshop.folder.names import as_path, shown
from workshop.folder.roots import BadFolder
from workshop.folder.scanning import scan
from workshop.folder.types import Given, Scan
from workshop.folder.working import given_of
from workshop.workbench import Workbench, failed

Profile = Callable[[list[InputFile]], list[FileProfile]]

_KINDS, _OF_EACH, _LARGEST = 6, 2, 20_000_000  # endings that are looked into, files of each, bytes
_LISTED = 400
_ENDINGS = 12
_UNKNOWN = {".exe", ".dll", ".so", ".bin", ".iso", ".dmg", ".pyc", ".o", ".class", ".jar", ".lock"}


def look_at_folder(bench: Workbench, turn: str, profile: Profile) -> None:
    """Store what a model may be told of it. Raises `Ended` where it can't be looked at."""
    this = bench.store.turn(turn)
    given = given_of(this)
    if given is None:
        return
    bench.store.say(turn, "line", text="Looking through the folder")
    root = Path(as_path(given.root))
    try:
        seen = scan(root, given.hidden)
    except BadFolder as error:
        raise failed(str(error)) from error
    chosen = _samples(seen)
    numbered = {f"{number}{PurePosixPath(path).suffix}": path for number, path in enumerate(chosen, 1)}
    profiles = profile([InputFile(name, root / path) for name, path in numbered.items()]) if chosen else []
    samples = [replace(one, name=shown(numbered[one.name]), picture="") for one in profiles]
    notes = replace(summary_of(given, seen), samples=tuple(samples))
    bench.store.update_turn(turn, folder={**(this.folder or {}), "notes": to_plain(notes)})


def notes_of(turn: t.Turn) -> FolderNotes | None:
    """What was stored of the folder of a turn."""
    plain = (turn.folder or {}).get("notes")
    return from_plain(FolderNotes, plain) if plain else None


def summary_of(given: Given, seen: Scan) -> FolderNotes:
    """Without samples."""
    files = [(path, entry.size) for path, entry in seen.entries.items() if entry.kind == "file"]
    many, much = Counter[str](), Counter[str]()
    for path, size in files:
        ending = PurePosixPath(path).suffix.casefold()
        many[ending] += 1
        much[ending] += size
    step = max(1, len(files) // _LISTED)
    return FolderNotes(
        shown(given.zip or PurePosixPath(as_path(given.root)).name),
        len(files),
        sum(entry.kind == "folder" for entry in seen.entries.values()),
        seen.size,
        tuple(Ending(shown(name), count, much[name]) for name, count in many.most_common(_ENDINGS)),
        tuple((shown(path), size) for path, size in files[::step][:_LISTED]),
        step == 1 and len(files) <= _LISTED,
        len(seen.left_out),
    )


def _samples(seen: Scan) -> list[str]:
    """Paths of a few files, of the most frequent endings."""
    by_ending: dict[str, list[str]] = {}
    for path, entry in seen.entries.items():
        ending = PurePosixPath(path).suffix.casefold()
        if entry.kind == "file" and 0 < entry.size <= _LARGEST and ending and ending not in _UNKNOWN:
            by_ending.setdefault(ending, []).append(path)
    frequent = sorted(by_ending.values(), key=len, reverse=True)[:_KINDS]
    return [path for paths in frequent for path in dict.fromkeys((paths[0], paths[len(paths) // 2]))][
        : _KINDS * _OF_EACH
    ]
