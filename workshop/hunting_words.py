"""A hunt in words for a person."""

from __future__ import annotations

from generator.hunt.types import Look, Probe, Report, Search, Verdict

LINES: dict[Verdict, str] = {
    "fixed": "Found and mended: a small program fails on the folder as it is and passes with the fix.",
    "shown": "Found and shown: a small program fails on the folder as it is.",
    "claimed": "Found, but not shown: no program that shows it failed here, so take it as a guess.",
    "not found": "Not found.",
}
CHECKS = {
    "before": "Checks whether it really fails on the folder as it is",
    "fix": "Makes the fix in a copy",
    "after": "Checks whether it passes with the fix",
    "tests before": "Runs the project's own tests on the folder as it is",
    "tests after": "Runs the project's own tests with the fix",
}
NO_FIX = "The fix didn't hold, so it isn't offered."
WORSE = "With the fix the project's own tests were worse, so it isn't offered."
CHANGED = "A file that the fix changes was changed during the hunt, so the fix isn't offered. Hunt again to get one for the files as they are now."
LARGE_HISTORY = "The history (.git) is too large to be copied, so it wasn't seen."
NO_BUDGET = "The hunt ended before there was a report."


def done_in_words(action: Look | Search | Probe | Report) -> str:
    """What a step does, in few words."""
    match action:
        case Look() if action.last:
            return f"{action.path}, lines {action.first} to {action.last}"
        case Look():
            return action.path
        case Search():
            return f"{action.pattern} in {action.glob}" if action.glob else action.pattern
        case Probe():
            lines = action.source.strip().split("\n")
            return lines[0][:120] if len(lines) == 1 else ""
        case Report():
            return action.where
