"""What a run says of the bug: whether it failed because of it, and how many tests failed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.hunt.job import Result
from generator.hunt.types import Probe

_OWN_ERRORS = ("SyntaxError", "IndentationError", "NameError", "ModuleNotFoundError", "ImportError")
_FRAME = re.compile(r'^\s*File "([^"]+)", line \d+', re.M)
_ERROR = re.compile(r"^([A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt))\b", re.M)
_NODE_ERROR = re.compile(r"^(?:SyntaxError|ReferenceError)\b.*", re.M)
_NODE_MISSING = re.compile(
    r"^Error.*: (Cannot find .*) imported from \S*\[|^Error: (Cannot find module .*)\nRequire stack:\n- \S*\[",
    re.M,
)
_NODE_FRAME = re.compile(r"^(?!node:)\S+:\d+$|^\s*at (?!.*node:internal).*$", re.M)
_PIPED = re.compile(r"\[(stdin|eval\d*)\]")
_VARIES = re.compile(r"0x[0-9a-f]+|\d+(?:\.\d+)?\s*m?s\b")
_COUNTS = (
    re.compile(r"(?P<n>\d+) (?P<what>failed|passed|errors?|failing|passing)\b"),
    re.compile(r"^# (?P<what>pass|fail) (?P<n>\d+)", re.M),
    re.compile(r"^ℹ (?P<what>pass|fail) (?P<n>\d+)", re.M),  # node on a terminal
)
_UNITTEST = re.compile(r"^Ran (\d+) tests?", re.M)
_UNITTEST_BAD = re.compile(r"\b(?:failures|errors)=(\d+)")
_TAP = re.compile(r"^(not ok|ok) \d+", re.M)


def own_fault(probe: Probe, result: Result) -> str:
    """Why a run that failed shows nothing of the project, as a sentence to the model; "" where it does."""
    if result.timed_out or result.code is None:
        return "it didn't come to its end"
    if result.code in (126, 127) and probe.language == "bash":
        return "a command of it isn't there or can't be run"
    if probe.language == "python":
        return _python_fault(result.output)
    return _node_fault(result.output) if probe.language == "javascript" else ""


def nothing_of_it(here: Result, nowhere: Result) -> str:
    """Why a failure has nothing to do with the project, as a sentence to the model: `nowhere` is the same program in an empty folder."""
    if here.code != nowhere.code or _told(here.output) != _told(nowhere.output):
        return ""
    if not here.output.strip():
        return "it says nothing when it fails: let it print what came and what should have come"
    return "it fails in the same way in an empty folder, so it doesn't use the project's own code"


def _told(output: str) -> str:
    """Without what differs from run to run: addresses and times."""
    return _VARIES.sub("", output).strip()


def _node_fault(output: str) -> str:
    """A name or a module that the probe itself gets wrong; node calls so what it reads from a pipe."""
    if missing := _NODE_MISSING.search(output):
        return f"it fails by itself: {(missing[1] or missing[2])[:200]}"
    found, where = _NODE_ERROR.search(output), _NODE_FRAME.search(output)
    return f"it fails by itself: {found[0][:200]}" if found and where and _PIPED.search(where[0]) else ""


def _python_fault(output: str) -> str:
    """A name or a module that the probe itself gets wrong."""
    errors, frames = _ERROR.findall(output), _FRAME.findall(output)
    own = bool(frames) and frames[-1].endswith("/probe.py")
    if errors and own and errors[-1].rpartition(".")[2] in _OWN_ERRORS:
        line = next((line for line in reversed(output.split("\n")) if line.startswith(errors[-1])), "")
        return f"it fails by itself: {line[:200]}"
    return ""


@dataclass(frozen=True, slots=True)
class Suite:
    """A run of the project's tests. `failed`, `passed`: None where the output doesn't say."""

    ok: bool
    whole: bool  # they came to their end
    ran: bool = True  # what they need is here
    failed: int | None = None
    passed: int | None = None

    @property
    def line(self) -> str:
        if not self.ran:
            return "They can't be run here."
        if not self.whole:
            return "They didn't come to their end."
        if self.failed is None and self.passed is None:
            return "They pass." if self.ok else "They fail."
        return f"{self.failed or 0} failed, {self.passed or 0} passed."


def suite_of(result: Result) -> Suite:
    ended = result.code is not None and not result.timed_out
    missing = result.code in (126, 127) or re.search(r"No module named (pytest|tox|nox)\b", result.output)
    failed, passed = _counted(result.output)
    return Suite(result.code == 0, ended, not missing, failed, passed)


def _counted(output: str) -> tuple[int | None, int | None]:
    """Of the last summary in the output."""
    for form in _COUNTS:
        found = {match["what"]: int(match["n"]) for match in form.finditer(output[-20_000:])}
        if found:
            bad = sum(found.get(name, 0) for name in ("failed", "error", "errors", "failing", "fail"))
            return bad, sum(found.get(name, 0) for name in ("passed", "passing", "pass"))
    if ran := _UNITTEST.search(output):
        bad = sum(int(number) for number in _UNITTEST_BAD.findall(output[-2_000:]))
        return bad, int(ran[1]) - bad
    lines = _TAP.findall(output)
    return (lines.count("not ok"), lines.count("ok")) if lines else (None, None)


def worse(before: Suite, after: Suite) -> str:
    """Why the tests are worse after a fix, as a sentence; "" where they aren't."""
    if before.ok and not after.ok:
        return f"The project's own tests passed before the fix; after it: {after.line}"
    if before.whole and not after.whole:
        return "The project's own tests came to their end before the fix and don't after it."
    if before.failed is not None and after.failed is not None and after.failed > before.failed:
        return f"Before the fix: {before.line} After it: {after.line}"
    if before.passed is not None and after.passed is not None and after.passed < before.passed:
        return f"Before the fix: {before.line} After it: {after.line}"
    return ""
