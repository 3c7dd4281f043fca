"""What a run may leave behind on this host: containers, volumes, networks, processes, descriptors, threads."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.base import SandboxError
from sandbox.container import owner
from sandbox.engine import engine

_PATIENCE = 30.0  # seconds until all must be gone
_SLACK = 10  # descriptors and threads that come and go with connections to the engine
_GONE = ("exited", "dead")


@dataclass(frozen=True)
class Leftovers:
    """A count of everything, taken when nothing runs. Waiting containers are replaced, so numbers, not names."""

    containers: int
    ended: int  # containers that ended and are still there
    others: int  # volumes and networks
    children: int
    zombies: int
    strangers: frozenset[tuple[int, str]]  # processes in another namespace, without a container of their own
    descriptors: int
    threads: int

    @classmethod
    def now(cls) -> Leftovers:
        states = [one["State"] for one in _labelled("containers")]
        children = [state for _, parent, state in _processes() if parent == os.getpid()]
        return cls(
            containers=len(states),
            ended=sum(state in _GONE for state in states),
            others=len(_labelled("volumes")) + len(_labelled("networks")),
            children=len(children),
            zombies=children.count("Z"),
            strangers=frozenset(_strangers()),
            descriptors=len(os.listdir("/proc/self/fd")),
            threads=threading.active_count(),
        )

    def complaints(self) -> Iterator[str]:
        """What is still there half a minute after, compared with this."""
        deadline = time.monotonic() + _PATIENCE
        while (more := list(self._more(Leftovers.now()))) and time.monotonic() < deadline:
            time.sleep(0.05)
        yield from more

    def _more(self, now: Leftovers) -> Iterator[str]:
        for name in ("containers", "ended", "others", "children", "zombies"):
            if getattr(now, name) > getattr(self, name):
                yield f"{name}: {getattr(now, name)}, {getattr(self, name)} before."
        for name in ("descriptors", "threads"):
            if getattr(now, name) > getattr(self, name) + _SLACK:
                yield f"{name}: {getattr(now, name)}, {getattr(self, name)} before."
        if left := now.strangers - self.strangers:
            yield f"processes still run: {sorted(left)[:10]}."


def _labelled(kind: str) -> list[dict[str, str]]:
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


def _strangers() -> Iterator[tuple[int, str]]:
    """Processes of the built-in sandbox: in our control group and not in our process namespace."""
    ours, group = os.readlink("/proc/self/ns/pid"), Path("/proc/self/cgroup").read_text()
    for pid, _, _ in _processes():
        try:
            place = Path(f"/proc/{pid}")
            if os.readlink(place / "ns" / "pid") != ours and (place / "cgroup").read_text() == group:
                yield pid, (place / "stat").read_text().split()[-31]  # since when
        except OSError:
            continue
