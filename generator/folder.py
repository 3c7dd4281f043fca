"""What a model is told of a folder that a program is to work in: a summary, and profiles of a few of its files."""

from __future__ import annotations

from dataclasses import dataclass

from generator.describe import described
from generator.fence import fence, quoted
from generator.privacy import Privacy, visible_profile
from generator.prompts import render
from generator.tokens import tokens_of
from generator.types import FileProfile

_LISTED = (400, 150, 60, 20)  # paths, as the room allows


@dataclass(frozen=True, slots=True)
class Ending:
    """How many files end in `name` (".jpg", "" for none), and their bytes together."""

    name: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class FolderNotes:
    """`paths`: some of the files, spread over the whole folder, with their bytes; all of them where `all_listed`. `samples`: profiles of some,
    called by their path. `folders`: how many are in it."""

    name: str
    files: int
    folders: int
    bytes: int
    endings: tuple[Ending, ...] = ()
    paths: tuple[tuple[str, int], ...] = ()
    all_listed: bool = False
    left_out: int = 0
    samples: tuple[FileProfile, ...] = ()


def describe_folder(notes: FolderNotes, privacy: Privacy, budget: int, left_out: list[str]) -> str:
    """The folder, fenced as data, in about `budget` tokens. What a program may do in it stands in front."""
    listed, some = _listed(notes, budget // 2, privacy != "names")
    visible = [visible_profile(profile, privacy) for profile in notes.samples]
    if some:
        left_out.append(f"All but {some:,} of {notes.files:,} names of files in the folder.")
    about = "\n".join([*_counted(notes, privacy), "", listed])
    parts = [fence(about, "notes on the folder")]
    if visible:
        samples = fence(described(visible, budget // 2, left_out), "notes on files of the folder")
        parts.append(f"Some of its files were looked into:\n\n{samples}")
    return render("folder", folder="\n\n".join(parts))


def _counted(notes: FolderNotes, privacy: Privacy) -> list[str]:
    if privacy == "names":
        kinds = ", ".join(one.name or "without an ending" for one in notes.endings)
        return [f"Folder {quoted(notes.name)}: {kinds}"]
    kinds = ", ".join(f"{one.files:,} {one.name or 'without an ending'}" for one in notes.endings)
    size = f"{notes.files:,} files in {notes.folders:,} folders, {notes.bytes:,} bytes"
    lines = [f"Folder {quoted(notes.name)}: {size}: {kinds}"]
    if notes.left_out:
        lines.append(f"{notes.left_out:,} hidden or secret-looking files and folders can't be seen in it.")
    return lines


def _listed(notes: FolderNotes, budget: int, sizes: bool) -> tuple[str, int]:
    """As many paths as fit, and how many these are where it isn't all of them."""
    text, paths = "", notes.paths
    for most in _LISTED:
        paths = _spread(notes.paths, most)
        text = "\n".join(quoted(path, 300) + (f" {size:,}" if sizes else "") for path, size in paths)
        if tokens_of(text) <= budget:
            break
    whole = notes.all_listed and len(paths) == len(notes.paths)
    bytes_of = ", with their bytes" if sizes else ""
    return f"{'All' if whole else 'Some of'} its files{bytes_of}:\n{text}", 0 if whole else len(paths)


def _spread(paths: tuple[tuple[str, int], ...], most: int) -> tuple[tuple[str, int], ...]:
    """`most` of them, from all over."""
    if len(paths) <= most:
        return paths
    return tuple(paths[number * len(paths) // most] for number in range(most))
