"""Known holes of engines and runtimes, by the first version without each, and what they mean here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.base import Finding

_UPDATE = "Update Docker; your distribution may have mended them under the old number."
_HARDER = "Programs run without root or any capability, which makes these hard to use and doesn't close them."


@dataclass(frozen=True)
class Hole:
    """`series`: (from, first mended), each as numbers; a version in one of them has the hole."""

    name: str
    series: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    means: str

    def is_in(self, version: tuple[int, ...]) -> bool:
        return any(start <= version < mended for start, mended in self.series)


_RUNC = (
    Hole(
        "CVE-2024-21626",
        (((0,), (1, 1, 12)),),
        "a container can begin in a folder of this computer",
    ),
    Hole(
        "CVE-2025-31133, CVE-2025-52565 and CVE-2025-52881",
        (((0,), (1, 2, 8)), ((1, 3), (1, 3, 3))),
        "a container that is made in an unusual way can write where only this computer may",
    ),
)
_ENGINE = (
    Hole(
        "CVE-2024-29018",
        (((0,), (25, 0, 5)),),
        "names can be looked up from inside networks without internet (programs here have no network at all)",
    ),
    Hole("Others before 29", (((0,), (29,)),), "found and mended since"),
)


def findings(version: Mapping[str, Any]) -> Iterator[Finding]:
    """`version`: what the engine's API answers to /version. One line for the engine, one for runc."""
    components = {
        str(one.get("Name", "")).lower(): str(one.get("Version", ""))
        for one in version.get("Components") or ()
    }
    yield _finding("Docker's age", "Docker", str(version.get("Version", "")), _ENGINE)
    if runc := components.get("runc"):
        yield _finding("runc's age", "runc", runc, _RUNC)


def numbers(version: str) -> tuple[int, ...]:
    """ "1.1.5+ds1-1" as (1, 1, 5); () where it has none."""
    found = re.match(r"v?(\d+(?:\.\d+)*)", version)
    return tuple(map(int, found[1].split("."))) if found else ()


def _finding(name: str, what: str, version: str, holes: tuple[Hole, ...]) -> Finding:
    number = numbers(version)
    plain = ".".join(map(str, number))
    found = [hole for hole in holes if number and hole.is_in(number)]
    if not number:
        return Finding(name, True, f"{what} doesn't say its version.")
    if not found:
        return Finding(name, True, f"{what} {plain} has no hole that is known here.")
    said = ". ".join(f"{hole.name}: {hole.means}" for hole in found)
    return Finding(name, False, f"{what} {plain} works, but has known holes. {said}. {_HARDER}", _UPDATE)
