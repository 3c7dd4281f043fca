"""What one step of a hunt is, and what it ends with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.edit import Edit

Language = Literal["bash", "python", "javascript"]


@dataclass(frozen=True, slots=True)
class Look:
    """Lines `first` to `last` of a file, both counted from 1; `last` 0: as many as are shown at once. A folder is listed."""

    path: str
    first: int = 1
    last: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """Lines that match a regular expression, in files whose path matches `glob` ("" for all)."""

    pattern: str
    glob: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """A program that runs in a view of the folder, which is thrown away after it."""

    language: Language
    source: str


@dataclass(frozen=True, slots=True)
class FileFix:
    """Changes of one file. `path`: in the folder, with "/"; a file that isn't there is made of edits without a search."""

    path: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a model claims at the end. `wrong` is for the person, `why` for a programmer, `where` "file:line".

    `shows`: ends with an exit code that isn't 0 while the bug is there. `ruled_out`: where it was not found, what it isn't.
    """

    wrong: str = ""
    where: str = ""
    why: str = ""
    shows: Probe | None = None
    fix: tuple[FileFix, ...] = ()
    tests: str = ""
    ruled_out: str = ""

    @property
    def found(self) -> bool:
        return bool(self.wrong)


Action = Look | Search | Probe | Report


@dataclass(frozen=True, slots=True)
class Answer:
    """A model's answer, understood. `problem`: a sentence to it where there is no `action`, or a report lacks something; `note`: where
    not all of it was taken."""

    says: str = ""
    action: Action | None = None
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A step that was done, as the model is told of it. `answer`: its own words; `result`: what it is told, cut."""

    answer: str
    result: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Of the folder, as it was read inside the sandbox, capped. `tests`: the command that seems to run its tests, "" for none."""

    tree: str = ""
    history: str = ""
    tests: str = ""


Verdict = Literal["fixed", "shown", "claimed", "not found"]
"""fixed: it failed before the fix and not after it, and no test is worse; shown: it failed; claimed: nothing shows it."""
