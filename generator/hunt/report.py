"""A report as a model writes it: labelled parts, the program that shows the bug, and the changes that mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.edit import Edit, edits_of
from generator.hunt.pieces import Piece
from generator.hunt.types import FileFix, Language, Probe, Report

_WORDS, _LONG = 2_000, 6_000  # characters of what is said
_SHOWN: dict[str, Language] = {
    **dict.fromkeys(("bash", "sh", "shell", "console"), "bash"),
    **dict.fromkeys(("python", "py", "python3", ""), "python"),
    **dict.fromkeys(("javascript", "js", "node", "mjs", "cjs"), "javascript"),
}
_PATH = re.compile(r"^[\s>*_#\-]*(?:file|path)?\s*:?\s*[`*\"']*([^`*\"'\n]+?)[`*\"':]*\s*$", re.I)
_NO_SHOWS = "SHOWS is missing: a fenced block (python, bash or javascript) that fails while the bug is there. Answer with the whole report again."
_NO_PATH = "FIX doesn't say which file: put its path on the line before the edit block. Answer with the whole report again."
_NO_END = "An edit block has no end (>>>>>>> REPLACE). Answer with the whole report again."
_OUTSIDE = "FIX may only change files of the folder, by paths in it. Answer with the whole report again."
_NO_TESTS = {"", "none", "no", "-", "n/a", "no tests", "there are none", "none."}


def report_of(parts: Sequence[Piece]) -> tuple[Report, str]:
    """The report, and a sentence to the model about what it lacks, "" for nothing."""
    said = _sections(parts)
    if not _text(said, "WRONG"):
        ruled_out = "\n".join(
            filter(None, (_text(said, "NOT FOUND", _LONG), _text(said, "RULED OUT", _LONG)))
        )
        return Report(ruled_out=ruled_out or "It was not found."), ""
    shows = _shows(said.get("SHOWS", []))
    fix, problem = _fixes([*said.get("FIX", []), *_edits_elsewhere(said)])
    report = Report(
        _text(said, "WRONG"),
        _first(_text(said, "WHERE")),
        _text(said, "WHY", _LONG),
        shows,
        fix,
        _tests(said.get("TESTS", [])),
        _text(said, "RULED OUT", _LONG),
    )
    return report, problem or ("" if shows else _NO_SHOWS)


def _sections(parts: Sequence[Piece]) -> dict[str, list[Piece]]:
    """What stands under each label; the text after a label is its first line."""
    found: dict[str, list[Piece]] = {}
    under = ""
    for part in parts:
        if part.label and part.kind == "line":
            under = part.label
            found.setdefault(under, [])
            if part.text:
                found[under].append(Piece("line", part.text))
        else:
            found.setdefault(under, []).append(part)
    return found


def _text(said: dict[str, list[Piece]], label: str, most: int = _WORDS) -> str:
    lines = [part.text for part in said.get(label, []) if part.kind == "line"]
    return "\n".join(lines).strip().strip("*").strip()[:most]


def _first(text: str) -> str:
    return text.split("\n")[0].strip().strip("`")[:300]


def _shows(parts: Sequence[Piece]) -> Probe | None:
    for part in parts:
        language = _SHOWN.get((part.label.split() or [""])[0].lower())
        if part.kind == "block" and language and part.text.strip():
            return Probe(language, part.text.strip("\n") + "\n")
    return None


def _edits_elsewhere(said: dict[str, list[Piece]]) -> list[Piece]:
    """Changes that came under another label."""
    others = (part for label, parts in said.items() if label not in {"FIX", "SHOWS"} for part in parts)
    return [part for part in others if part.kind == "edit" or _holds_edits(part)] if "FIX" not in said else []


def _holds_edits(part: Piece) -> bool:
    return part.kind == "block" and "<<<<<<< SEARCH" in part.text


def _fixes(parts: Sequence[Piece]) -> tuple[tuple[FileFix, ...], str]:
    """The changes by file, and a sentence where they can't be read. A path goes on until another one is named."""
    made: dict[str, list[Edit]] = {}
    path = ""
    for part in parts:
        if part.kind == "line":
            path = _path(part.text) or path
            continue
        if part.kind == "block" and not _holds_edits(part):
            continue
        found = edits_of(part.text)
        if not found.whole:
            return (), _NO_END
        named = _path_in(found.prose) or _path(" ".join(part.label.split()[1:]))
        path = named or path
        if not path:
            return (), _NO_PATH
        if not inside(path):
            return (), _OUTSIDE
        made.setdefault(path, []).extend(found.edits)
    return tuple(FileFix(name, tuple(edits)) for name, edits in made.items() if edits), ""


def _path_in(prose: str) -> str:
    """A file named within the block, before its changes."""
    lines = [line for line in prose.split("\n") if line.strip()]
    return _path(lines[-1]) if lines else ""


def _path(line: str) -> str:
    """A path where the line is one: a word with a dot or a slash in it, or a name without blanks."""
    found = _PATH.match(line)
    if not found:
        return ""
    path = found[1].strip().replace("\\", "/").removeprefix("/job/").removeprefix("./")
    path = re.sub(r":\d+(-\d+)?$", "", path)
    known = "/" in path or "." in path or path in {"Makefile", "Dockerfile"}
    wordy = len(path.split()) > 3 or path.endswith(".")
    return path if known and not wordy and len(path) < 300 else ""


def inside(path: str) -> bool:
    """Whether it is a path in the folder that a fix may change: relative, and nothing of git's own."""
    parts = path.split("/")
    return (
        not path.startswith("/")
        and all(part not in {"", ".", ".."} for part in parts)
        and ".git" not in parts
        and not any(ord(sign) < 32 for sign in path)
    )


def _tests(parts: Sequence[Piece]) -> str:
    """The command, in a block or on a line."""
    for part in parts:
        text = part.text.strip().strip("`").strip()
        if text and text.casefold() not in _NO_TESTS:
            return text[:2_000] if part.kind == "block" else text.split("\n")[0][:500]
    return ""
