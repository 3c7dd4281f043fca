"""A model's answer as a step of a hunt, or as its report. Tolerant of form; what can't be read gets one sentence back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.hunt.pieces import Piece, pieces
from generator.hunt.report import report_of
from generator.hunt.types import Action, Answer, Language, Look, Probe, Report, Search

LANGUAGES: Mapping[str, Language] = {
    **dict.fromkeys(("bash", "sh", "shell", "zsh", "console"), "bash"),
    **dict.fromkeys(("python", "py", "python3"), "python"),
    **dict.fromkeys(("javascript", "js", "node", "mjs", "cjs"), "javascript"),
}
_LOOK = re.compile(r"^[\s>*_`$\-]*LOOK[*_`]*\s*[:：]?\s+(.+?)[\s`*]*$")
_SEARCH = re.compile(r"^[\s>*_`$\-]*SEARCH[*_`]*\s*[:：]?\s+(.+?)[\s*]*$")
_LINES = re.compile(
    r"^(?P<path>.+?)(?:\s+|:|\s*#\s*)(?:lines?\s+|L)?(?P<first>\d{1,7})(?:\s*(?:-|–|to|,|\.\.)\s*L?(?P<last>\d{1,7}))?$"
)
_MOST_SAID, _MOST_SOURCE = 300, 60_000  # characters

_NOTHING = (
    "I couldn't find an action in this. Answer with one line that starts with SAYS: and one action: LOOK path 10-60, or SEARCH pattern in glob, "
    "or one fenced block marked bash, python or javascript, or the report."
)
_CUT = "Your answer was cut at its longest. Answer again, shorter: one SAYS line and one action."
_MORE = "Only the first action of your answer was done; one a step."


def answer_of(text: str, whole: bool = True) -> Answer:
    """What `text` asks for; never raises. Not `whole`: it was cut at its length limit."""
    parts = pieces(text)
    says = _says(parts)
    if any(part.kind == "line" and part.label in {"WRONG", "NOT FOUND"} for part in parts):
        report, problem = report_of(parts)
        return Answer(says, report, problem) if whole else Answer(says, None, _CUT)
    found = [action for part in parts if (action := _action(part))]
    if not found:
        return Answer(says, None, _NOTHING if whole else _CUT)
    if not whole and isinstance(found[0], Probe) and len(found) == 1:
        return Answer(says, None, _CUT)
    return Answer(says or _unsaid(found[0]), found[0], "", _MORE if len(found) > 1 else "")


def _says(parts: Sequence[Piece]) -> str:
    """What it says to the person: its SAYS line, else the first line that is neither label nor action."""
    said = [part.text for part in parts if part.label == "SAYS" and part.text]
    if not said:
        said = [part.text for part in parts if part.kind == "line" and not part.label and part.text.strip()]
        said = [line for line in said if not _LOOK.match(line) and not _SEARCH.match(line)]
    line = " ".join(said[0].split()) if said else ""
    return line if len(line) <= _MOST_SAID else f"{line[: _MOST_SAID - 1]}…"


def _action(part: Piece) -> Action | None:
    if part.kind == "edit":
        return None
    if part.kind == "line":
        line = part.text if part.label in {"", "ACTION"} else ""
        return _line_action(line)
    language = LANGUAGES.get((part.label.split() or ["bash"])[0].lower())
    lines = part.text.strip().split("\n")
    if len(lines) == 1 and (action := _line_action(lines[0])):
        return action
    if language is None or not part.text.strip():
        return None
    return Probe(language, part.text.strip("\n")[:_MOST_SOURCE] + "\n")


def _line_action(line: str) -> Look | Search | None:
    if found := _LOOK.match(line):
        return _look(found[1])
    if found := _SEARCH.match(line):
        return _search(found[1])
    return None


def _look(said: str) -> Look:
    said = said.strip()
    if lines := _LINES.match(said):
        first, last = int(lines["first"]), int(lines["last"] or 0)
        return Look(path_of(lines["path"]), max(1, first), max(first, last) if last else 0)
    return Look(path_of(said))


def _search(said: str) -> Search:
    """ "pattern in glob": the last " in " parts them, where what follows can be a name."""
    said = said.strip()
    pattern, between, glob = said.rpartition(" in ")
    if not between or not pattern.strip() or " " in glob.strip().strip("\"'`"):
        pattern, glob = said, ""
    return Search(_unquoted(pattern), path_of(glob) if glob else "")


def path_of(said: str) -> str:
    """A path in the folder as models write it: quoted, with ./ or /job/ before it."""
    path = _unquoted(said).rstrip(":").replace("\\", "/")
    for before in ("/job/", "./"):
        path = path.removeprefix(before)
    return "." if path in {"", "/job", "."} else path


def _unquoted(said: str) -> str:
    said = said.strip()
    for mark in ('"', "'", "`"):
        if len(said) > 1 and said.startswith(mark) and said.endswith(mark):
            return said[1:-1]
    return said.strip("`") if said.strip("`") else said


def _unsaid(action: Action) -> str:
    match action:
        case Look():
            return f"Looks at {action.path}"
        case Search():
            return f"Searches for {action.pattern}"
        case Probe():
            return "Tries something"
        case Report():
            return "Reports"
