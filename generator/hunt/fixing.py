"""The changes of a report, made in the texts of the files as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.edit import applied
from generator.fence import fence
from generator.hunt.types import FileFix

_SHOWN = 5  # places that are told


def fixed(fix: Sequence[FileFix], files: Mapping[str, bytes | None]) -> tuple[dict[str, bytes], str]:
    """The files that differ, and a sentence to the model where a change has no place. `files`: None for one that isn't there."""
    made, problems = dict[str, bytes](), list[str]()
    for one in fix:
        data = files.get(one.path)
        if data is None and any(edit.search.strip() for edit in one.edits):
            problems.append(f"There is no file {one.path} that could be read.")
            continue
        changed, problem = _changed(one, data or b"")
        if problem:
            problems.append(problem)
        elif changed != data:
            made[one.path] = changed
    if not made and not problems:
        problems.append("FIX changes nothing: the files are like that already.")
    return ({}, "\n".join(problems)) if problems else (made, "")


def _changed(one: FileFix, data: bytes) -> tuple[bytes, str]:
    """Ends of lines, bytes that aren't UTF-8 and a mark at the beginning stay as they are."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    text = data[len(mark) :].decode("utf-8", "surrogateescape")
    windows = "\r\n" in text and text.count("\r\n") * 2 >= text.count("\n")
    plain = text.replace("\r\n", "\n") if windows else text
    changed, unmatched = applied(plain, one.edits)
    if unmatched:
        searched = "\n\n".join(edit.search for edit in unmatched[:_SHOWN])
        lines = fence(searched, "lines that found no place")
        return (
            data,
            f"In {one.path} these lines of FIX were not found exactly once. LOOK at it again:\n{lines}",
        )
    if not plain:
        changed = changed.removeprefix("\n")
    elif not plain.endswith("\n"):
        changed = changed.removesuffix("\n")
    ends = changed.replace("\n", "\r\n") if windows else changed
    return mark + ends.encode("utf-8", "surrogateescape"), ""
