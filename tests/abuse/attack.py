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
_KEYS = {"What", "Ends", "Limits", "Code", "Says"}


@dataclass(frozen=True)
class Attack:
    """`What` it does, how it `Ends` (any of these), with which `Code`, which words one of the limits `Says`.

    An attack prints TRIED once it has done its worst, so that one which fails on its first line is noticed,
    and lines that begin with ESCAPED for what it must not get.
    """

    name: str
    source: str
    ends: frozenset[str]
    code: int | None
    says: str
    limits: Limits

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
        return cls(path.stem, source, ends, code, head.get("Says", ""), _limits(head.get("Limits", "")))

    def complaints(self, execution: Execution) -> Iterator[str]:
        """What went otherwise than the head says."""
        if execution.ended not in self.ends:
            yield f"It ended {execution.ended}, not {' or '.join(sorted(self.ends))}."
        if self.code is not None and execution.exit_code != self.code:
            yield f"Its exit code is {execution.exit_code}, not {self.code}."
        if not any(self.says in sentence for sentence in execution.limits_hit or ("",)):
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
    pairs = [part.partition("=") for part in text.split()]
    given = {
        name: float(value) if name in ("wall_seconds", "cpus") else int(value) for name, _, value in pairs
    }
    return Limits(**{"wall_seconds": 10.0, **given})  # type: ignore[arg-type]


def _all_text(execution: Execution) -> Iterator[str]:
    yield from (execution.stdout.text, execution.stderr.text, *execution.limits_hit)
    for output in execution.outputs:
        yield output.data[:1_000_000].decode("utf-8", "replace")
        yield output.text
