"""What a run may leave behind on this host: containers, volumes, networks, processes, descriptors, threads."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from sandbox.base import SandboxError
from sandbox.container import owner
from sandbox.engine import engine
from tests.contract.conftest import AnySandbox

_PATIENCE = 30.0  # seconds until all must be gone
_SLACK = 10  # descriptors and threads that come and go with connections to the engine
_GONE = ("exited", "dead")
_KEPT = ("container-removal", "oneoff-pool")
"""Threads that a sandbox keeps for as long as it is there, a few of each kind, begun when they are first needed."""


@dataclass(frozen=True)
class Leftovers:
    """A count of everything when nothing runs, without what waits for the next program."""

    containers: int
    ended: int  # containers that ended and are still there
    others: int  # volumes and networks
    children: int
    zombies: int
    strangers: int  # processes in another namespace, without a container of their own
    descriptors: int
    threads: int

    @classmethod
    def now(cls, sandboxes: Sequence[AnySandbox]) -> Leftovers:
        states = [one["State"] for one in labelled("containers")]
        children = [state for _, parent, state in _processes() if parent == os.getpid()]
        cells, processes = _waiting(sandboxes, "docker"), _waiting(sandboxes, "built-in")
        return cls(
            containers=len(states) - cells,
            ended=sum(state in _GONE for state in states),
            others=len(labelled("volumes")) + len(labelled("networks")),
            children=len(children) - processes,
            zombies=children.count("Z"),
            strangers=len(list(_strangers())) - 2 * processes,
            descriptors=len(os.listdir("/proc/self/fd")) - 3 * (cells + processes),
            threads=sum(not thread.name.startswith(_KEPT) for thread in threading.enumerate()),
        )

    def complaints(self, sandboxes: Sequence[AnySandbox], *, starting: int = 2) -> Iterator[str]:
        """What is still there half a minute after, compared with this. `starting`: so many sandboxes may be."""
        deadline = time.monotonic() + _PATIENCE
        while (more := list(self._more(Leftovers.now(sandboxes), starting))) and time.monotonic() < deadline:
            time.sleep(0.05)
        yield from more

    def _more(self, now: Leftovers, starting: int) -> Iterator[str]:
        slack = {"descriptors": _SLACK, "threads": _SLACK, "strangers": 2 * starting}
        slack |= {"containers": starting, "children": starting}
        for field in fields(self):
            there, before = getattr(now, field.name), getattr(self, field.name)
            if there > before + slack.get(field.name, 0):
                yield f"{field.name}: {there}, {before} before."


def _waiting(sandboxes: Sequence[AnySandbox], name: str) -> int:
    pools = [sandbox.pool for sandbox in sandboxes if sandbox.name == name and sandbox.pool is not None]
    return sum(sum(pool.waiting().values()) for pool in pools)


def labelled(kind: str) -> list[dict[str, str]]:
    """What the engine has of this process's; nothing where there is no engine."""
    mine = {"label": ["oneoff=1", f"oneoff.owner={owner()}"]}
    try:
        with engine(timeout=5) as client:
            if kind == "containers":
                return list(client.containers(all=True, filters=mine))
            return list(
                (client.volumes(filters=mine)["Volumes"] or ())
                if kind == "volumes"
                else client.networks(filters=mine)
            )
    except SandboxError:
        return []


def _processes() -> Iterator[tuple[int, int, str]]:
    """(process, parent, state)"""
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            state, parent = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        yield int(name), int(parent), state


def _strangers() -> Iterator[int]:
    """Processes of the built-in sandbox: in our control group and not in our process namespace."""
    ours, group = os.readlink("/proc/self/ns/pid"), Path("/proc/self/cgroup").read_text()
    for pid, _, _ in _processes():
        place = Path(f"/proc/{pid}")
        with contextlib.suppress(OSError):
            if os.readlink(place / "ns" / "pid") != ours and (place / "cgroup").read_text() == group:
                yield pid
