"""Which distribution an import means. `curated.toml` knows; what it doesn't know is never taken as known."""

from __future__ import annotations

import functools
import re
import sys
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from packaging.utils import canonicalize_name

from sandbox.text import clean

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")  # PEP 508
_LONGEST = 100
_OURS = frozenset({"oneoff"})
_NEVER = sys.stdlib_module_names | {"__main__"}
_NAME_ALONE = "Give the package's name alone, as in pyfiglet: no address, no folder, no version, no option."


class BadPackage(ValueError):
    """Not the name of a package. `sentence` is for a person, `next_step` says what to do."""

    def __init__(self, sentence: str, next_step: str = _NAME_ALONE) -> None:
        super().__init__(sentence)
        self.sentence, self.next_step = sentence, next_step


@dataclass(frozen=True, slots=True)
class Wanted:
    """A distribution that a program needs and the image hasn't."""

    imported: str  # "cv2"
    distribution: str  # "opencv-python-headless", normalised (PEP 503)
    known: bool  # named in curated.toml: may be installed without asking a person


def wanted(imports: Iterable[str], available: Collection[str]) -> tuple[Wanted, ...]:
    """What the top-level names `imports` need beyond the standard library and `available`, in their order.

    A name that isn't known is given as its own distribution with `known` false: a person is to be asked.
    Raises BadPackage.
    """
    there = _NEVER | _book().standard | set(available)
    return tuple(_wanted(name) for name in dict.fromkeys(imports) if name not in there)


def check_distribution(name: str) -> str:
    """The name, normalised (PEP 503). Raises BadPackage for all that isn't a plain name (PEP 508)."""
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        raise BadPackage(f"{shown(name)} isn't the name of a package.")
    return str(canonicalize_name(name))


def curated() -> Mapping[str, str]:
    """Import names and their distributions (normalised) that may be recommended to a program's writer."""
    return _book().curated


def shown(name: str) -> str:
    """A name from anywhere as it may stand in a sentence: short, one line, in quotes."""
    line = " ".join(clean(name).split()).encode("utf-8", "replace").decode("utf-8")
    return f'"{line[:60]}…"' if len(line) > 60 else f'"{line}"'


@dataclass(frozen=True, slots=True)
class _Book:
    curated: Mapping[str, str]
    known: Mapping[str, str]  # `curated` and what else is meant
    shared: frozenset[str]
    standard: frozenset[str]


@functools.cache
def _book() -> _Book:
    plain: dict[str, Any] = tomllib.loads(Path(__file__).with_name("curated.toml").read_text("utf-8"))
    curated = {name: meant for topic in plain["curated"].values() for name, meant in topic.items()}
    return _Book(
        _normalised(curated),
        _normalised(curated | plain["meant"]),
        frozenset(plain["shared"]),
        frozenset(plain["standard"]),
    )


def _normalised(table: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({name: str(canonicalize_name(meant)) for name, meant in table.items()})


def _wanted(name: str) -> Wanted:
    book = _book()
    if len(name) > _LONGEST or not name.isidentifier() or name in _OURS:
        raise BadPackage(f"{shown(name)} can't be imported from a package.", "Leave the import out.")
    if name in book.shared:
        raise BadPackage(
            f'Many packages share the name "{name}", so it can\'t be told which one is meant.',
            "Name the package itself, or do it without this import.",
        )
    if name in book.known:
        return Wanted(name, book.known[name], known=True)
    return Wanted(name, check_distribution(name), known=False)
