"""Containers of ours whose owner is gone: found by their labels, removed."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from pathlib import Path
from typing import Any

from docker.errors import NotFound

from sandbox.engine import engine

_SLACK = 2.0  # seconds between a process's start as the kernel counts it and the label's clock


def clean() -> int:
    """Remove them; how many there were. Raises SandboxUnavailable."""
    removed = 0
    with engine() as client:
        for container in client.containers(all=True, filters={"label": "oneoff=1"}):
            if orphaned(container.get("Labels") or {}):
                with contextlib.suppress(NotFound):
                    client.remove_container(container["Id"], force=True, v=True)
                removed += 1
    return removed


def ours() -> list[dict[str, Any]]:
    """All containers of ours, as the engine lists them. Raises SandboxUnavailable."""
    with engine() as client:
        return list(client.containers(all=True, filters={"label": "oneoff=1"}))


def orphaned(labels: dict[str, str]) -> bool:
    """The owner ran on this host and doesn't any more, or another process has its number now."""
    pid, _, host = labels.get("oneoff.owner", "").partition("@")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    started = _started(int(pid))
    return started is None or started > float(labels.get("oneoff.started", 0)) + _SLACK


def _started(pid: int) -> float | None:
    """When a process began, in seconds since the epoch; None where there is none."""
    if not os.path.isdir("/proc/self"):
        return _alive(pid)
    try:
        ticks = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return None
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    return time.time() - uptime + ticks / os.sysconf("SC_CLK_TCK")


def _alive(pid: int) -> float | None:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        return 0.0
    return 0.0
