"""Looks at the given files in the sandbox: a file is untrusted, so nothing of it is opened here."""

from __future__ import annotations

from generator.codec import to_plain
from generator.profile import BadProfile, profile_source, read_profiles
from generator.types import FileProfile
from workshop import tables as t
from workshop.running import run_job
from workshop.workbench import Plain, Workbench, profiles_of

_UNREADABLE = "This file could not be looked at: {reason}"


def look_at_files(bench: Workbench, turn: str) -> None:
    """Store a profile of every file of the turn; those known from before (a question, an earlier turn) aren't read again."""
    this = bench.store.turn(turn)
    known = _known(bench, this)
    new = [file["name"] for file in this.files if file["name"] not in known]
    if new:
        known.update({profile.name: profile for profile in _profile(bench, turn, new)})
    profiles = [known[file["name"]] for file in this.files]
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


def _profile(bench: Workbench, turn: str, names: list[str]) -> list[FileProfile]:
    line = f"Reading {names[0]}" if len(names) == 1 else f"Reading {len(names)} files"
    execution = run_job(bench, turn, profile_source(names), line)
    made = next((output.data for output in execution.outputs if output.name == "profile.json"), b"")
    try:
        found = {profile.name: profile for profile in read_profiles(made)}
    except BadProfile:
        found = {}
    reason = {"timed_out": "it took too long.", "out_of_memory": "it needs too much memory."}
    missing = _UNREADABLE.format(reason=reason.get(execution.ended, "it isn't in a form that I know."))
    return [found.get(name) or FileProfile(name, "unknown", 0, problem=missing) for name in names]
