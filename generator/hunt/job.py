"""The program that does a step of a hunt inside the sandbox, and what it left, read as untrusted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.hunt.types import Look, Overview, Probe, Search

_TREE, _HISTORY, _TESTS = 40_000, 3_000, 300  # characters
_MOST = 5_000_000  # bytes of an output that are read
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]")

CHANGED = 3  # the code where a file isn't what the fix was made from

Put = tuple[str, str]  # a name in /in, and the path in the folder that it takes


@dataclass(frozen=True, slots=True)
class Result:
    """How a step went. `code`: None where it didn't end by itself; `output`: all that it said, decoded."""

    code: int | None
    output: str = ""
    timed_out: bool = False
    taken: tuple[str, ...] = ()  # of each file that was to be taken out: "taken", "missing", "large", "odd"


def step_source(action: Look | Search | Probe, put: Sequence[Put] = (), seconds: float = 50.0) -> str:
    """The program that does `action`, after the files of a fix were put in place."""
    task: dict[str, Any]
    match action:
        case Look():
            task = {"do": "look", "path": action.path, "first": action.first, "last": action.last}
        case Search():
            task = {"do": "search", "pattern": action.pattern, "glob": action.glob}
        case Probe():
            task = {
                "do": "run",
                "language": action.language,
                "source": action.source,
                "seconds": seconds,
            }
    return _program({**task, "put": [list(one) for one in put]})


def overview_source() -> str:
    """The program that writes /out/overview.json."""
    return _program({"do": "overview"})


def taking_source(paths: Sequence[str]) -> str:
    """The program that copies files to /out/taken-N."""
    return _program({"do": "take", "paths": list(paths)})


def fixing_source(put: Sequence[Put], was: Mapping[str, str]) -> str:
    """The program that puts the files of a fix into the folder, and does nothing else.

    `was`: the SHA-256 of what the fix was made from by path, "" for a new file. Where that isn't there any more, nothing is put and the code is `CHANGED`.
    """
    return _program({"do": "take", "paths": [], "put": [list(one) for one in put], "was": dict(was)})


def _program(task: dict[str, Any]) -> str:
    return _text().replace(
        "TASK: dict[str, Any] = {}", f"TASK: dict[str, Any] = json.loads({json.dumps(json.dumps(task))})", 1
    )


@cache
def _text() -> str:
    return (Path(__file__).parent / "inside" / "program.py").read_text(encoding="utf-8")


def result_of(outputs: Mapping[str, bytes]) -> Result | None:
    """What a step left in /out; None where it didn't come to its end."""
    try:
        plain = json.loads(outputs["ended.json"][:_MOST])
    except (KeyError, ValueError, RecursionError):
        return None
    if not isinstance(plain, dict):
        return None
    code, taken = plain.get("code"), plain.get("taken")
    return Result(
        code if isinstance(code, int) and abs(code) < 1000 else None,
        readable(outputs.get("output.txt", b"")),
        plain.get("timed_out") is True,
        tuple(str(one) for one in taken[:100]) if isinstance(taken, list) else (),
    )


def readable(data: bytes) -> str:
    """Decoded with replacement, without colours and what moves a cursor."""
    text = _ANSI.sub("", data[:_MOST].decode("utf-8", "replace"))
    return text.replace("\r\n", "\n").replace("\0", "")


def overview_of(outputs: Mapping[str, bytes]) -> Overview:
    """Empty where it couldn't be read."""
    try:
        plain = json.loads(outputs["overview.json"][:_MOST])
        tree, history, tests = (str(plain.get(name, "")) for name in ("tree", "history", "tests"))
    except (KeyError, ValueError, RecursionError, AttributeError):
        return Overview()
    return Overview(tree[:_TREE], history[:_HISTORY], tests[:_TESTS])
