"""What is known of a result, as plain data (`generator.codec`). Words for people are made of it in `panel.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["agrees", "disagrees", "unclear"]
State = Literal["working", "done", "stopped"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A check as it was written, without sight of the program: a sentence for a person, and `def check(result)`."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Check:
    """A claim that was tried. `noticed` of `damages`: results damaged on purpose at which it came out otherwise; a
    check that noticed none can't fail and doesn't count (`counts`).

    `shown` and `expected` are the two values, as text, `shown_as` and `expected_as` what they are. `why`: where it
    is unclear, or wasn't counted against the result, a sentence.
    """

    claim: Claim
    verdict: Verdict
    shown: str = ""
    expected: str = ""
    shown_as: str = ""
    expected_as: str = ""
    why: str = ""
    noticed: int = 0
    damages: int = 0
    kept: bool = False  # from an earlier result of the conversation

    @property
    def counts(self) -> bool:
        return self.noticed > 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that two results give differently; `what` it is ("Total, 2024-03"); "" where one doesn't have it."""

    what: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results compared by value: `same` of `of` values of the one stand in the other.

    "incomparable": `why` says in a sentence what hindered it ("One of them is a picture only.").
    `part`: the values were too many and only a part was compared. `alone`: values of the one that have no counterpart.
    """

    verdict: Literal["same", "different", "incomparable"]
    same: int = 0
    of: int = 0
    differences: tuple[Difference, ...] = ()  # at most 50
    why: str = ""
    part: bool = False
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found behind a difference between two programs.

    "ambiguity": `question` and what each took it for; "mistake": `whose` program is wrong, and `why`;
    "presentation": they say the same in other forms. "": nobody could tell.
    """

    kind: Literal["ambiguity", "mistake", "presentation", ""] = ""
    question: str = ""
    here: str = ""  # a choice, in words: what the shown result took it for
    there: str = ""
    whose: Literal["here", "there", ""] = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Another program for the same request, written by a separate call.

    `version`: its program and run ("" where it isn't kept). `failed`: it gave no result, in a sentence.
    `random`: results of this kind differ every time they are made. `chosen`: which one the person took.
    """

    version: str = ""
    comparison: Comparison | None = None
    failed: str = ""
    random: bool = False
    reading: Reading | None = None
    chosen: Literal["here", "there", ""] = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one run. `facts` are kept with the run itself.

    `checks_why`, `opinions_why`: a sentence on why there are none. `stays`: the request leaves the figures of the
    result before as they are; `earlier`: what became of them, None where there was none.
    `mended`: what was done because of a check or another program, as a sentence.
    """

    state: State = "working"
    line: str = ""  # what is happening now
    checks: tuple[Check, ...] = ()
    checks_why: str = ""
    opinions: tuple[Opinion, ...] = ()
    opinions_why: str = ""
    earlier: Comparison | None = None
    stays: bool = False
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One phrase of the line under a result. "differs" is what a person should look at."""

    text: str
    kind: Literal["agrees", "differs", "unchecked", "fact"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One measured thing, as a sentence. `flag`: a person should know it before relying on the result.

    `short`: the same as a phrase for the line, "" where the sentence is short enough.
    """

    text: str
    flag: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class CheckWords:
    """`compared`: what was compared with what, with both values."""

    claim: str
    verdict: Literal["agrees", "disagrees", "couldn't tell"]
    compared: str


@dataclass(frozen=True, slots=True)
class OpinionWords:
    """`question` with its two choices where the person may decide between two results. `flag`: as of a Fact."""

    says: str
    differences: tuple[Difference, ...] = ()
    why: str = ""
    question: str = ""
    here: str = ""
    there: str = ""
    version: str = ""
    chosen: Literal["here", "there", ""] = ""
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """All of it in words: one line of at most three marks, and what stands below it when it is opened."""

    working: str = ""  # what is being checked now, "" when nothing is
    marks: tuple[Mark, ...] = ()
    facts: tuple[Fact, ...] = ()
    checks: tuple[CheckWords, ...] = ()
    checks_note: str = ""
    opinions: tuple[OpinionWords, ...] = ()
    opinions_note: str = ""
    earlier: str = ""
    earlier_differences: tuple[Difference, ...] = ()
    mended: str = ""
