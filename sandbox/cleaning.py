"""What of ours has no owner any more: containers and volumes whose process is gone, images that are old."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docker.errors import APIError

from sandbox.base import SandboxError
from sandbox.engine import engine
from sandbox.images import HUNTING, PACKAGES, REPOSITORY

log = logging.getLogger(__name__)

_OURS = {"label": "oneoff=1"}
_SLACK = 2.0  # seconds between a process's start as the kernel counts it and the label's clock
_FORGOTTEN = 600.0  # seconds since it was made, and it is over: its removal isn't under way any more
_DAY = 24 * 3600
_KEPT = {
    REPOSITORY: 14 * _DAY,
    PACKAGES: 30 * _DAY,
    HUNTING: 30 * _DAY,
}  # seconds after which an image is old


@dataclass(frozen=True)
class Cleaned:
    """How many were removed."""

    containers: int = 0
    images: int = 0
    volumes: int = 0


def clean(keep: str = "") -> Cleaned:
    """Remove them. `keep`: the tag of the image in use, however old. Raises SandboxUnavailable."""
    with engine() as client:
        containers = _remove_containers(client)
        return Cleaned(containers, _remove_images(client, keep), _remove_volumes(client))


def _remove_containers(client: Any) -> int:
    removed = 0
    for container in client.containers(all=True, filters=_OURS):
        if orphaned(container.get("Labels") or {}) or _forgotten(container):
            with contextlib.suppress(APIError):  # gone, or somebody else is at it
                client.remove_container(container["Id"], force=True, v=True)
                removed += 1
    return removed


def _remove_volumes(client: Any) -> int:
    unused = client.volumes(filters={**_OURS, "dangling": True})["Volumes"] or ()
    removed = 0
    for volume in unused:
        labels = volume.get("Labels") or {}
        if orphaned(labels) or time.time() - float(labels.get("oneoff.started", 0)) > _FORGOTTEN:
            with contextlib.suppress(APIError):  # gone, or somebody else is at it
                client.remove_volume(volume["Name"])
                removed += 1
    return removed


def _forgotten(container: dict[str, Any]) -> bool:
    """It is over, or never began, and its owner's removal of it failed."""
    still = container.get("State") in ("exited", "dead", "created")
    return still and time.time() - float(container.get("Created", 0)) > _FORGOTTEN


def _remove_images(client: Any, keep: str) -> int:
    removed = 0
    for image in client.images(filters=_OURS):
        for tag in image.get("RepoTags") or ():
            if tag != keep and _old(tag, image["Created"]):
                with contextlib.suppress(APIError):  # something runs in it, or another was made from it
                    client.remove_image(tag)
                    removed += 1
    return removed


def _old(tag: str, created: float) -> bool:
    lasts = _KEPT.get(tag.rpartition(":")[0])
    return lasts is not None and time.time() - created > lasts


def ours() -> list[dict[str, Any]]:
    """All containers of ours, as the engine lists them. Raises SandboxUnavailable."""
    with engine() as client:
        return list(client.containers(all=True, filters=_OURS))


class Tidier:
    """Cleans in the background, at once and every few minutes. An engine that isn't there is no trouble."""

    def __init__(self, keep: str = "", seconds: float = 180.0) -> None:
        self._keep, self._seconds = keep, seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="oneoff-tidier", daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._over.set()

    def _go_on(self) -> None:
        while True:
            try:
                cleaned = clean(self._keep)
                if cleaned != Cleaned():
                    log.info("Removed what had no owner: %s", cleaned)
            except SandboxError as error:
                log.debug("Nothing to clean: %s", error)
            if self._over.wait(self._seconds):
                return


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
