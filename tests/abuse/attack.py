"""One hostile program as the test reads it: its text, and what its head says must become of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.base import Execution, Limits

FOLDER = Path(__file__).parent / "attacks"
ENDS = {"exited", "timed_out", "out_of_memory", "too_much_output"}
_HEAD = re.compile(r"# (\w+): (.+)")
_ESCAPED = re.compile(r"^ESCAPED.*$", re.MULTILINE)
_SMALL = {
    "memory_mb": 200,
    "processes": 50,
    "scratch_mb": 32,
}  # the same for all: sandboxes wait for each kind
_SPARING = {"Runsc": "runsc", "BuiltIn": "built-in"}
_KEYS = {"What", "Ends", "Limits", "Code", "Says", *_SPARING}


@dataclass(frozen=True)
class Attack:
    """`What` it does, how it `Ends` (any of these), with which `Code`, which words one of the limits `Says`.

    An attack prints TRIED once it has done its worst, so that one which fails on its first line is noticed,
    and lines that begin with ESCAPED for what it must not get. `Runsc` and `BuiltIn` say why gVisor or the
    built-in sandbox lets it have that: then only the host and the next run are looked at.
    """

    name: str
    source: str
    ends: frozenset[str]
    code: int | None
    says: str
    limits: Limits
    spared_by: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> Attack:
        source = path.read_text("utf-8")
        head = dict(_head(source))
        if not {"What", "Ends"} <= head.keys() <= _KEYS:
            raise ValueError(f"The head of {path.name} has the lines {sorted(head)}.")
        ends = frozenset(head["Ends"].split(" | "))
        if not ends <= ENDS:
            raise ValueError(f"{path.name} can't end like that: {sorted(ends - ENDS)}.")
        code = int(head["Code"]) if "Code" in head else None
        return cls(
            path.stem,
            source,
            ends,
            code,
            head.get("Says", ""),
            _limits(head.get("Limits", "")),
            frozenset(name for key, name in _SPARING.items() if key in head),
        )

    def complaints(self, execution: Execution) -> Iterator[str]:
        """What went otherwise than the head says."""
        if self.spared_by & {execution.facts.runtime, execution.facts.sandbox}:
            return
        if execution.ended not in self.ends:
            yield f"It ended {execution.ended}, not {' or '.join(sorted(self.ends))}."
        if self.code is not None and execution.exit_code != self.code:
            yield f"Its exit code is {execution.exit_code}, not {self.code}."
        if self.says and not any(self.says in hit.says for hit in execution.limits_hit):
            yield f"No limit says {self.says!r}: {execution.limits_hit}."
        if "TRIED" not in execution.stdout.text:
            yield f"It didn't get to its attack: {execution.failure or execution.stderr.text[-2000:]}."
        for text in _all_text(execution):
            yield from dict.fromkeys(_ESCAPED.findall(text)[:20])


def attacks() -> list[Attack]:
    return [Attack.read(path) for path in sorted(FOLDER.glob("*.py"))]


def _head(source: str) -> Iterator[tuple[str, str]]:
    for line in source.splitlines():
        if not (match := _HEAD.fullmatch(line)):
            return
        yield match[1], match[2]


def _limits(text: str) -> Limits:
    words = text.split()
    pairs = [word.partition("=") for word in words if word != "small"]
    given = {name: (float if name == "wall_seconds" else int)(value) for name, _, value in pairs}
    small = _SMALL if "small" in words else {}
    return Limits(**{"wall_seconds": 10.0, **small, **given})  # type: ignore[arg-type]


def _all_text(execution: Execution) -> Iterator[str]:
    yield from (execution.stdout.text, execution.stderr.text, *(hit.says for hit in execution.limits_hit))
    for output in execution.outputs:
        yield output.data[:1_000_000].decode("utf-8", "replace")
        yield output.text
