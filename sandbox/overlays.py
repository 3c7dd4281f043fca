"""Views laid over folders by the engine: the folder below, only read, and above it a room in memory for what is written.

Three volumes of the engine's own driver a run: the room, the view, and the same once more without the room, as it was before. None of
them is ever mounted from the host's side; a small helper container prepares the room, and goes when the program's container has mounted it.
"""

from __future__ import annotations

import json
import logging
import os
import select
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docker.types import Mount

from sandbox.base import Limits, SandboxUnavailable, View
from sandbox.container import host_options, labels
from sandbox.containers import Container, Containers, Wish
from sandbox.engine import AttachedSocket
from sandbox.runner.view import BEFORE, FOLDER
from sandbox.runtimes import GVISOR
from sandbox.shapes import Hardware

log = logging.getLogger(__name__)

_SECONDS = 15.0  # that the helper may take
_SIGNS = frozenset(b':,\\"\n')  # which options of a mount can't carry
_LONGEST = 1500  # bytes of a path, of the page that options of a mount have
_HELPER = Hardware(memory_mb=64, cpus=1.0, processes=16, scratch_mb=1, scratch_files=16)
_SCRIPT = "/opt/oneoff/sandbox/runner/laying.py"
_ELSEWHERE = (
    "name=userns",
    "name=rootless",
    "name=selinux",
)  # engines whose containers can't read the folder


@dataclass(frozen=True)
class Laid:
    """A view that a container can mount as `mounts`, to be used by `user`. `volumes` are removed after it."""

    user: tuple[int, int]
    mounts: tuple[Mount, ...]
    volumes: tuple[str, ...]
    helper: Container


class Overlays:
    """Where the engine refuses one, no other is tried on that file system by this process. Safe from several threads."""

    def __init__(self, containers: Containers) -> None:
        self._containers = containers
        self._refused: set[int] = set()
        self._engine_fits: bool | None = None

    def fit(self, view: View) -> bool:
        """It may be tried."""
        try:
            about = os.stat(view.root)
        except OSError:
            return False
        return (
            about.st_dev not in self._refused
            and about.st_uid != 0
            and os.getuid() in (0, about.st_uid)  # or the program could read what its person can't
            and _can_be_an_option(os.fsencode(view.root))
            and self._containers.settle_runtime() != GVISOR
            and self._fits_engine()
        )

    def _fits_engine(self) -> bool:
        if self._engine_fits is None:
            here = os.environ.get("DOCKER_HOST", "unix://").startswith(("unix://", "http+unix://"))
            with self._containers.engine() as client:
                options = client.info().get("SecurityOptions") or ()
            self._engine_fits = here and not any(name in option for option in options for name in _ELSEWHERE)
        return self._engine_fits

    def refuse(self, view: View, reason: object) -> None:
        """It doesn't work there."""
        log.info("A view can't be laid over a folder here, so folders are copied: %s", reason)
        self._refused.add(os.stat(view.root).st_dev)

    def start(self, view: View, limits: Limits, wish: Wish) -> Container:
        """What is wished for, with the view. Raises SandboxError where it can't be had."""
        laid = self._lay(view, limits)
        try:
            return self._containers.start(replace(wish, laid=laid))
        except BaseException:
            self._containers.remove("", laid.volumes)
            raise
        finally:
            laid.helper.discard()

    def _lay(self, view: View, limits: Limits) -> Laid:
        about = os.stat(view.root)
        user = about.st_uid, about.st_gid
        name = f"oneoff-view-{os.getpid()}-{threading.get_ident()}-{time.monotonic_ns()}"
        volumes = tuple(f"{name}-{part}" for part in ("room", "job", "before"))
        helper: Container | None = None
        try:
            with self._containers.engine() as client:
                room = _make_room(client, volumes[0], limits, user)
                helper = self._start_helper(client, volumes[0], view.root, user)
                said = _hear(helper.wire, json.dumps(list(view.left_out)).encode() + b"\n")
                seen = {"device": about.st_dev, "inode": about.st_ino, "ctime": about.st_ctime_ns}
                if said != seen:
                    raise SandboxUnavailable(
                        "The engine can't show this folder.", detail=f"{said}, not {seen}"
                    )
                _make_views(client, volumes, room, str(view.root))
        except BaseException:
            if helper is not None:
                helper.discard()
            self._containers.remove("", volumes)
            raise
        job = Mount(FOLDER, volumes[1], type="volume", no_copy=True)
        before = Mount(BEFORE, volumes[2], type="volume", no_copy=True, read_only=True)
        return Laid(user, (job, before), volumes, helper)

    def _start_helper(self, client: Any, room: str, root: Path, user: tuple[int, int]) -> Container:
        options = host_options(_HELPER, input_mb=1, longest_file=1024, cgroupns=False)
        mounts = [
            Mount("/room", room, type="volume", no_copy=True),
            Mount("/folder", str(root), type="bind", read_only=True, propagation="rprivate"),
        ]
        created = client.create_container(
            self._containers.tag(),
            entrypoint=["/usr/bin/python3", "-I", "-S", "-B", _SCRIPT],
            command=[],
            user=f"{user[0]}:{user[1]}",
            working_dir="/",
            stdin_open=True,
            network_disabled=True,
            use_config_proxy=False,
            labels=labels(),
            host_config=client.create_host_config(**{**options, "tmpfs": {}}, mounts=mounts),
        )
        return self._containers.begin(client, str(created["Id"]), "runc")


def _can_be_an_option(path: bytes) -> bool:
    try:
        path.decode()
    except UnicodeDecodeError:
        return False
    return len(path) <= _LONGEST and not _SIGNS & set(path)


def _make_room(client: Any, name: str, limits: Limits, user: tuple[int, int]) -> str:
    """Where the engine has it."""
    options = (
        f"size={limits.view_mb}m,nr_inodes={limits.scratch_files},uid={user[0]},gid={user[1]},mode=0700"
        ",nodev,nosuid,noexec"
    )
    room = client.create_volume(
        name, "local", {"type": "tmpfs", "device": "tmpfs", "o": options}, labels=labels()
    )
    return str(room["Mountpoint"])


def _make_views(client: Any, volumes: tuple[str, ...], room: str, root: str) -> None:
    lower = f"lowerdir={room}/gone:{root},nodev,nosuid"
    upper = f",upperdir={room}/upper,workdir={room}/work,redirect_dir=on,metacopy=on"
    for name, options in ((volumes[1], lower + upper), (volumes[2], lower)):
        how = {"type": "overlay", "device": "overlay", "o": options}
        client.create_volume(name, "local", how, labels=labels())


def _hear(wire: AttachedSocket, says: bytes) -> Any:
    """The helper's one line. Raises SandboxUnavailable where it says none."""
    deadline, heard, left = time.monotonic() + _SECONDS, b"", memoryview(says)
    while not heard.endswith(b"\n"):
        poll = select.poll()
        poll.register(wire.descriptors()[0], select.POLLIN | (select.POLLOUT if left else 0))
        if time.monotonic() > deadline or not poll.poll(1000):
            if time.monotonic() > deadline:
                raise SandboxUnavailable("The engine can't show this folder.", detail="It took too long.")
            continue
        try:
            left = left[wire.send(left) :] if left else left
        except BlockingIOError:
            pass
        except OSError as error:
            raise SandboxUnavailable("The engine can't show this folder.", detail=str(error)) from error
        data = wire.receive()
        if data is None:
            raise SandboxUnavailable("The engine can't show this folder.", detail=wire.diagnostics.decode())
        heard += data
    try:
        return json.loads(heard)
    except ValueError as error:
        raise SandboxUnavailable("The engine can't show this folder.", detail=str(error)) from error
