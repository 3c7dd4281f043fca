"""Looks at the given files in the sandbox: a file is untrusted, so nothing of it is opened here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.codec import to_plain
from generator.profile import BadProfile, picture_name, profile_source, read_profiles
from generator.types import FileProfile
from sandbox.base import InputFile
from workshop import tables as t
from workshop.cutting import cut_large
from workshop.running import files_of, run_job
from workshop.workbench import Plain, Workbench, profiles_of

_SECONDS = 60.0  # for looking at all files; the program itself stops a little before
_PICTURES, _PICTURE_BYTES = 4, 2_000_000  # small copies that are kept of the pictures among the files
_PICTURED = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".avif", ".pdf"}
_UNREADABLE = "This file could not be looked at: {reason}"


def look_at_files(bench: Workbench, turn: str, quick: bool = False) -> None:
    """Store a profile of every file of the turn; those known from before (a question, an earlier turn) aren't read again.
    `quick`: of larger tables only a part is looked at."""
    this = bench.store.turn(turn)
    known = _known(bench, this)
    new = [file["name"] for file in this.files if file["name"] not in known]
    if new:
        known.update({profile.name: profile for profile in _profile(bench, turn, new, quick)})
    profiles = [known[file["name"]] for file in this.files]
    bench.store.update_turn(turn, profiles=to_plain(profiles))


def look_closer(bench: Workbench, turn: str) -> None:
    """Look at all of those files whose rows were only estimated."""
    this = bench.store.turn(turn)
    part = [one.name for one in profiles_of(this) if any(table.estimated for table in one.tables)]
    if part:
        whole = {profile.name: profile for profile in _profile(bench, turn, part)}
        profiles = [whole.get(one.name, one) for one in profiles_of(this)]
        bench.store.update_turn(turn, profiles=to_plain(profiles))


def _known(bench: Workbench, this: t.Turn) -> dict[str, FileProfile]:
    if own := {profile.name: profile for profile in profiles_of(this)}:
        return own
    earlier = bench.store.earlier_turns(this.id, 1)
    if not earlier:
        return {}
    same = {file["name"] for file in this.files if _blob(earlier[0].files, file["name"]) == file["blob"]}
    return {profile.name: profile for profile in profiles_of(earlier[0]) if profile.name in same}


def _blob(files: list[Plain], name: str) -> str | None:
    return next((file["blob"] for file in files if file["name"] == name), None)


def _profile(bench: Workbench, turn: str, names: list[str], quick: bool = False) -> list[FileProfile]:
    line = f"Reading {names[0]}" if len(names) == 1 else f"Reading {len(names)} files"
    given = [file for file in files_of(bench, turn) if file.name in names]
    return profiles_from(bench, turn, given, line, quick)


def profiles_from(
    bench: Workbench, turn: str, given: Sequence[InputFile], line: str, quick: bool = False
) -> list[FileProfile]:
    """Look at files that lie here; each is told of, also one that can't be read. Raises `Ended`."""
    names = [file.name for file in given]
    with TemporaryDirectory(prefix="oneoff-") as folder:
        limits = replace(bench.limits, wall_seconds=_SECONDS)
        cut = cut_large(given, Path(folder))
        source = profile_source(names, cut.cuts, [*filter(_may_have_picture, names)], quick)
        execution = run_job(bench, turn, source, line, files=cut.files, limits=limits)
    made = {output.name: output.data for output in execution.outputs}
    try:
        found = {profile.name: profile for profile in read_profiles(made.get("profile.json", b""))}
    except BadProfile:
        found = {}
    reason = {"timed_out": "it took too long.", "out_of_memory": "it needs too much memory."}
    missing = _UNREADABLE.format(reason=reason.get(execution.ended, "it isn't in a form that I know."))
    profiles = [found.get(name) or FileProfile(name, "unknown", 0, problem=missing) for name in names]
    return _with_pictures(bench, profiles, names, made)


def _may_have_picture(name: str) -> bool:
    return Path(name).suffix.lower() in _PICTURED


def _with_pictures(
    bench: Workbench, profiles: list[FileProfile], names: list[str], made: dict[str, bytes]
) -> list[FileProfile]:
    """The small copies are kept here; what a profile itself says of one counts for nothing."""
    left, told = _PICTURES, []
    for profile in profiles:
        data = made.get(picture_name(names, profile.name), b"")
        good = left > 0 and data.startswith(b"\xff\xd8\xff") and len(data) <= _PICTURE_BYTES
        left -= good
        told.append(replace(profile, picture=bench.blobs.put(data) if good else ""))
    return told
