"""Containers of this bench: counted, waited for, removed. All carry our labels, a peer's too."""

from __future__ import annotations

import contextlib
import time

from docker.errors import NotFound

from sandbox.container import labels, owner
from sandbox.engine import engine

PEER = "oneoff.bench"  # a label of those that aren't our sandbox's
_LOOK = 0.1  # seconds between two looks
_UNCHANGED = 2.0  # seconds without a change that count as the end
_LONGEST = 60.0


def peer_labels() -> dict[str, str]:
    return {**labels(), PEER: "1"}


def standing() -> dict[str, dict[str, str]]:
    """Our sandbox's containers in this process, in any state: their labels by id."""
    found = _owned()
    return {name: marks for name, marks in found.items() if PEER not in marks}


def _owned() -> dict[str, dict[str, str]]:
    with engine() as client:
        listed = client.containers(all=True, filters={"label": f"oneoff.owner={owner()}"})
    return {one["Id"]: one["Labels"] or {} for one in listed}


def settled(before: int) -> float:
    """`perf_counter()` of the moment when no more than `before` were left, or after which nothing changed."""
    last, changed = set(standing()), time.perf_counter()
    latest = changed + _LONGEST
    while len(last) > before and time.perf_counter() < min(changed + _UNCHANGED, latest):
        time.sleep(_LOOK)
        found = set(standing())
        if found != last:
            last, changed = found, time.perf_counter()
    return changed


def sweep() -> None:
    """Remove all that this process is the owner of. Raises SandboxUnavailable."""
    with engine() as client:
        for name in _owned():
            with contextlib.suppress(NotFound):
                client.remove_container(name, force=True, v=True)
