"""How a container of ours is made: every flag of the isolation in one place, without an engine."""

from __future__ import annotations

import os
import socket
import time
from dataclasses import dataclass
from typing import Any

from docker.types import LogConfig, Ulimit

from sandbox.runtimes import GVISOR
from sandbox.seccomp import profile
from sandbox.shapes import Hardware
from sandbox.upload import SPARE_MB

USER = 10001
_MB = 1024 * 1024
_GVISOR_TASKS = 1024  # gVisor's own threads count


@dataclass(frozen=True)
class Room:
    """For a view: MB and files."""

    mb: int = 0
    files: int = 0


NO_ROOM = Room()


def labels() -> dict[str, str]:
    """On everything of ours, so that what has lost its owner can be found."""
    return {"oneoff": "1", "oneoff.owner": owner(), "oneoff.started": str(int(time.time()))}


def owner() -> str:
    return f"{os.getpid()}@{socket.gethostname()}"


def host_options(
    hardware: Hardware,
    *,
    input_mb: int,
    longest_file: int,
    cgroupns: bool,
    runtime: str = "",
    installs: bool = False,
    view: Room = NO_ROOM,
    user: tuple[int, int] = (USER, USER),
) -> dict[str, Any]:
    """Keyword arguments of docker-py's `create_host_config`. Memory is for the program and the given files.

    `installs`: the one folder of the image that isn't root's may be written, to become a layer.
    """
    gvisor = runtime == GVISOR
    memory = (hardware.memory_mb + input_mb + view.mb + (SPARE_MB if gvisor else 0)) * _MB
    return {
        "network_mode": "none",
        "read_only": not installs,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true", f"seccomp={profile()}"],
        "pids_limit": max(hardware.processes, _GVISOR_TASKS) if gvisor else hardware.processes,
        "mem_limit": memory,
        "memswap_limit": memory,
        "nano_cpus": int(hardware.cpus * 1e9),
        "shm_size": 16 * _MB,
        "ipc_mode": "private",
        "init": False,
        "log_config": LogConfig(type="none"),
        "ulimits": [
            Ulimit(name="core", soft=0, hard=0),
            Ulimit(name="nofile", soft=1024, hard=1024),
            Ulimit(name="fsize", soft=longest_file, hard=longest_file),
        ],
        "tmpfs": _folders(hardware, input_mb, view, user),
        **({"cgroupns": "private"} if cgroupns else {}),
        **({"runtime": runtime} if runtime else {}),
    }


def _folders(hardware: Hardware, input_mb: int, view: Room, user: tuple[int, int]) -> dict[str, str]:
    own = f"rw,nosuid,nodev,uid={user[0]},gid={user[1]}"
    scratch = f"{own},size={hardware.scratch_mb}m,nr_inodes={hardware.scratch_files}"
    return {
        "/tmp": f"{scratch},mode=1777",  # noqa: S108  (inside)
        "/out": f"{scratch},mode=0755",
        "/job": f"{scratch if view == NO_ROOM else f'{own},size={view.mb}m,nr_inodes={view.files}'},mode=0755",
        "/in": f"{own},noexec,size={input_mb}m,nr_inodes=16384,mode=0755",
    }
