"""Starts and removes containers on the engine that there is, and remembers what it can."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from docker.errors import NotFound
from docker.utils import version_gte

from sandbox import layers
from sandbox.base import SandboxError
from sandbox.container import NO_ROOM, USER, Room, host_options, labels
from sandbox.engine import AttachedSocket, engine
from sandbox.profiles import MODULES, Profile
from sandbox.runtimes import RUNC, choose_runtime
from sandbox.shapes import Hardware
from sandbox.upload import ROOM_MB, Upload, longest_file, room_for

if TYPE_CHECKING:
    from sandbox.overlays import Laid

PROFILE = "oneoff.profile"
"""The label of a container that waits: what it has imported."""

log = logging.getLogger(__name__)

_PAUSES = (0.3, 1.0, 3.0)  # seconds between the tries to remove a container
_LONG_PAUSES = (0.1, 0.3, 1.0, 3.0, 10.0)  # or a volume


class Container:
    """A started container with its streams attached. A `pool.Cell`."""

    def __init__(
        self, identity: str, runtime: str, wire: AttachedSocket, remove: Callable[[str], Future[None]]
    ) -> None:
        self.identity, self.runtime, self.wire, self._remove = identity, runtime, wire, remove
        self._removal: Future[None] | None = None

    def is_waiting(self) -> bool:
        return self.wire.quiet()

    def close(self) -> None:
        """For `contextlib.closing`."""
        self.discard()

    def discard(self) -> Future[None]:
        """Let go of it and remove it; done when it is gone."""
        if self._removal is None:
            try:
                self.wire.close()
            finally:  # whatever becomes of the stream, the container goes
                self._removal = self._remove(self.identity)
        return self._removal


@dataclass(frozen=True)
class Wish:
    """A container for one program: `profile`: it waits, with that much imported; room for `upload`, where it is known.

    `layer`: packages that it has. `installs`: it makes a layer.
    """

    hardware: Hardware
    profile: Profile | None = None
    upload: Upload | None = None
    layer: str = ""
    installs: bool = False
    image: str = ""  # another one than the sandbox's own
    laid: Laid | None = None  # the view that it has as its working directory


class Containers:
    """Of the image `tag()`. `wanted`: the runtime that they must have, "" for the safest. Safe from several threads."""

    def __init__(self, tag: Callable[[], str], wanted: str) -> None:
        self.tag, self._wanted = tag, wanted
        self._version: str | None = None
        self.runtime: str | None = None
        """What they get, None where it isn't known."""
        self._removers = ThreadPoolExecutor(3, "container-removal")

    @contextlib.contextmanager
    def engine(self, timeout: float = 30.0) -> Iterator[Any]:
        """A client of the engine's API. Its errors come out as SandboxError."""
        try:
            with engine(timeout, self._version) as client:
                self._version = client.api_version
                yield client
        except SandboxError:
            self._version = self.runtime = None  # another engine may answer next time
            raise

    def settle_runtime(self) -> str:
        """Find out what they get. Raises SandboxUnavailable where the engine doesn't have what is wanted."""
        if self.runtime is None:
            with self.engine() as client:
                self.runtime = choose_runtime(client, self._wanted)
        return self.runtime

    def avoid_gvisor(self) -> None:
        """It is there and doesn't work."""
        self._wanted, self.runtime = RUNC, None

    def start(self, wish: Wish) -> Container:
        """Raises SandboxUnavailable, ImageMissing, DiskFull."""
        runtime = self.settle_runtime()
        with self.engine() as client:
            identity = self._create(client, wish, runtime)
            return self.begin(client, identity, runtime, wish.laid.volumes if wish.laid else ())

    def begin(self, client: Any, identity: str, runtime: str, volumes: tuple[str, ...] = ()) -> Container:
        """Start what was created. `volumes` go with it."""
        try:
            wire = AttachedSocket(client, identity)
        except BaseException:
            self.remove(identity, volumes)
            raise
        container = Container(identity, runtime, wire, lambda identity: self.remove(identity, volumes))
        try:
            client.start(identity)
        except BaseException:
            container.discard()
            raise
        return container

    def _create(self, client: Any, wish: Wish, runtime: str) -> str:
        laid, upload = wish.laid, wish.upload
        options = host_options(
            wish.hardware,
            input_mb=room_for(wish.upload) if wish.upload else ROOM_MB,
            longest_file=longest_file(wish.hardware.scratch_mb, wish.upload),
            cgroupns=version_gte(client.api_version, "1.41"),
            runtime=runtime,
            installs=wish.installs,
            view=Room(upload.view_mb, upload.view_files) if upload else NO_ROOM,
            user=laid.user if laid else (USER, USER),
        )
        if laid is not None:
            del options["tmpfs"]["/job"]
            options["mounts"] = list(laid.mounts)
        created = client.create_container(
            wish.image or (layers.tag_of(wish.layer) if wish.layer else self.tag()),
            [
                "--threads",
                str(max(1, round(wish.hardware.cpus))),
                "--warm",
                ",".join(MODULES[wish.profile or "plain"]),
            ],
            user=":".join(map(str, laid.user)) if laid else f"{USER}:{USER}",
            working_dir="/job",
            stdin_open=True,
            network_disabled=True,
            use_config_proxy=False,
            labels={**labels(), **({PROFILE: wish.profile} if wish.profile else {})},
            host_config=client.create_host_config(**options),
        )
        return str(created["Id"])

    def remove(self, identity: str, volumes: tuple[str, ...] = ()) -> Future[None]:
        """Kill and remove it in the background, if it isn't "", then its `volumes`; nothing to do where they are gone. Never raises."""
        try:
            return self._removers.submit(self._remove, identity, volumes)
        except RuntimeError:  # closed: a run that outlives its sandbox
            self._remove(identity, volumes)
            done: Future[None] = Future()
            done.set_result(None)
            return done

    def _remove(self, identity: str, volumes: tuple[str, ...] = ()) -> None:
        """An engine that is just now ending it may refuse: then once more, a little later."""
        if identity:
            self._insist(
                _PAUSES, identity, lambda client: client.remove_container(identity, force=True, v=True)
            )
        for volume in volumes:  # which other containers may let go of a little later
            self._insist(_LONG_PAUSES, volume, methodcaller("remove_volume", volume))

    def _insist(self, pauses: tuple[float, ...], what: str, remove: Callable[[Any], object]) -> None:
        for pause in (*pauses, None):
            try:
                with self.engine() as client, contextlib.suppress(NotFound):
                    remove(client)
                return
            except SandboxError as error:
                if pause is None:
                    log.warning("%s couldn't be removed: %s", what, error)
                else:
                    time.sleep(pause)

    def close(self) -> None:
        """Wait until all that were to be removed are."""
        self._removers.shutdown(wait=True)
