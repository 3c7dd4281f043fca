"""A container for each run, thrown away after it: one that waited, or a fresh one."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from docker.errors import NotFound
from docker.utils import version_gte

from sandbox import checkup, layers
from sandbox.base import Event, Execution, Finding, Job, SandboxError, SandboxUnavailable, ignore
from sandbox.container import USER, host_options, labels
from sandbox.conversation import START_SECONDS, Conversation
from sandbox.engine import AttachedSocket, answers, engine, out_of_memory
from sandbox.gates import open_gate
from sandbox.images import Images
from sandbox.network.policy import Policy
from sandbox.packages.install import layer_key, outcome
from sandbox.packages.source import Source, installation
from sandbox.pool import Hardware, Pool, PoolPolicy, Shape
from sandbox.profiles import MODULES, profile_of
from sandbox.recording import Recording
from sandbox.runtimes import GVISOR, choose_runtime
from sandbox.upload import ROOM_MB, Upload, bounds, longest_file, room_for
from sandbox.waiting import wait_until_ready

log = logging.getLogger(__name__)
_QUIET = 0.5  # seconds that a run waits for its container to be dead


class DockerSandbox:
    """Programs in containers. Safe to use from several threads; `close` waits for the clean-up.

    `runtime`: "runc", "runsc" (gVisor; refuses to run without), or "" for gVisor where the engine has it.
    `waiting`: how many containers wait for a program; None for none, so that every start is a cold one.
    `policy`: what a program's list of hosts means. `packages`: where more packages come from.
    """

    name = "docker"

    def __init__(
        self,
        base: str = "debian:bookworm-slim",
        *,
        runtime: str = "",
        waiting: PoolPolicy | None = None,
        policy: Callable[[tuple[str, ...]], Policy] = Policy,
        packages: Source | None = None,
    ) -> None:
        self._images, self._runtime, self._policy = Images(base), runtime, policy
        self._packages = packages or Source()
        self._cleaners = ThreadPoolExecutor(2, "container-removal")
        self._version: str | None = None
        self._in_use: str | None = None  # the runtime, once it is known
        self.pool = Pool(self._start_waiting, waiting) if waiting else None

    @property
    def tag(self) -> str:
        """Of the image that programs run in."""
        return self._images.tag

    def answers(self) -> bool:
        """An engine is there and lets us in; quick, never raises."""
        return answers()

    def prepare(self, on_progress: Callable[[str], None] = ignore) -> None:
        """Find or build the image. Raises SandboxUnavailable, ImageMissing, DiskFull."""
        self._images.prepare(on_progress)
        self._settle_runtime()
        if self.pool is not None:
            self.pool.expect(Hardware.of(Job("").limits))

    def _settle_runtime(self) -> None:
        """The one that was asked for, or gVisor where a container really starts under it."""
        with self._engine() as client:
            self._in_use = choose_runtime(client, self._runtime)
        if self._in_use == GVISOR and not self._runtime:
            try:
                self._start_waiting(Shape(Hardware.of(Job("").limits), "plain")).discard()
            except SandboxUnavailable as error:
                log.warning("gVisor is there and doesn't work, so it isn't used: %s", error)
                self._in_use = ""

    def run(
        self,
        job: Job,
        *,
        on_event: Callable[[Event], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> Execution:
        """See `Sandbox.run`. Raises parameters.UnknownInput where `job.inputs` don't fit the program."""
        upload = self._upload(job)
        with self._container(job, upload) as container:
            return self._converse(container, job, upload, self._policy(job.hosts), on_event, cancel)

    def install(
        self,
        packages: Sequence[str],
        on_progress: Callable[[str], None] = ignore,
        cancel: threading.Event | None = None,
    ) -> str:
        """See `Sandbox.install`."""
        wish = layer_key(packages, self.tag, str(self._packages))
        with self._engine() as client:
            layer = layers.find(client, wish)
        if layer:
            return layer
        on_progress(f"Installing {', '.join(packages)}")
        with installation(packages, self._packages) as this:
            upload = self._upload(this.job, this.environment)
            container = self._start(Hardware.of(this.job.limits), upload=upload, installs=True)
            try:
                execution = self._converse(container, this.job, upload, this.policy, ignore, cancel)
                installed = outcome(execution)
                with self._engine(timeout=300) as client:
                    return layers.keep(client, container.identity, wish, self.tag, installed)
            finally:
                container.discard()

    def _upload(self, job: Job, environment: Mapping[str, str] | None = None) -> Upload:
        held = bounds(job.limits, memory="gvisor" if self._in_use == GVISOR else "cgroup")
        return Upload(job, held, environment)

    def _converse(
        self,
        container: Container,
        job: Job,
        upload: Upload,
        policy: Policy,
        on_event: Callable[[Event], None],
        cancel: threading.Event | None,
    ) -> Execution:
        recording = Recording(job, self.name, upload.given, on_event, container.runtime)
        with open_gate(policy, job.limits) as (network, outgoing):
            talk = Conversation(container.wire, upload, recording, job.limits, cancel, network, outgoing)
            result = talk.hold()
        if result == "done":
            return recording.execution()
        oom = result == "lost" and self._out_of_memory(container)
        wait([container.discard()], _QUIET)
        if result != "lost":
            return recording.execution(result)
        recording.broken(container.wire.diagnostics.decode("utf-8", "replace"))
        return recording.execution("out_of_memory" if oom else None)

    @contextlib.contextmanager
    def _container(self, job: Job, upload: Upload) -> Iterator[Container]:
        """One that waited, where one fits; else a fresh one."""
        shape = Shape(Hardware.of(job.limits), profile_of(job.source))
        fits = self.pool is not None and not job.layer and room_for(upload) <= ROOM_MB
        with self.pool.lend(shape) if self.pool and fits else contextlib.nullcontext() as waiting:
            container = waiting or self._start(shape.hardware, upload=upload, layer=job.layer)
            try:
                yield container
            finally:
                container.discard()

    def _start_waiting(self, shape: Shape) -> Container:
        container = self._start(shape.hardware, modules=MODULES[shape.profile])
        try:
            wait_until_ready(container.wire, START_SECONDS)
        except SandboxError:
            container.discard()
            raise
        return container

    def _start(
        self,
        hardware: Hardware,
        *,
        modules: tuple[str, ...] = (),
        upload: Upload | None = None,
        layer: str = "",
        installs: bool = False,
    ) -> Container:
        with self._engine() as client:
            runtime = self._in_use = self._in_use or choose_runtime(client, self._runtime)
            options = host_options(
                hardware,
                input_mb=room_for(upload) if upload else ROOM_MB,
                longest_file=longest_file(hardware.scratch_mb, upload),
                cgroupns=version_gte(client.api_version, "1.41"),
                runtime=runtime,
                installs=installs,
            )
            identity: str = client.create_container(
                layers.tag_of(layer) if layer else self.tag,
                ["--threads", str(max(1, round(hardware.cpus))), "--warm", ",".join(modules)],
                user=f"{USER}:{USER}",
                working_dir="/job",
                stdin_open=True,
                network_disabled=True,
                use_config_proxy=False,
                labels=labels(),
                host_config=client.create_host_config(**options),
            )["Id"]
            try:
                wire = AttachedSocket(client, identity)
                client.start(identity)
            except BaseException:
                self._submit_removal(identity)
                raise
        return Container(identity, runtime, wire, self._submit_removal)

    @contextlib.contextmanager
    def _engine(self, timeout: float = 30.0) -> Iterator[Any]:
        try:
            with engine(timeout, self._version) as client:
                self._version = client.api_version
                yield client
        except SandboxError:
            self._version = self._in_use = None  # another engine may answer next time
            raise

    def _out_of_memory(self, container: Container) -> bool:
        with self._engine(timeout=5) as client:
            return out_of_memory(client, container.identity)

    def _submit_removal(self, identity: str) -> Future[None]:
        return self._cleaners.submit(self._remove, identity)

    def _remove(self, identity: str) -> None:
        """Kill and remove it; nothing to do where it is gone."""
        try:
            with self._engine() as client, contextlib.suppress(NotFound):
                client.remove_container(identity, force=True, v=True)
        except SandboxError as error:
            log.warning("Container %s couldn't be removed: %s", identity[:12], error)

    def findings(self) -> tuple[Finding, ...]:
        return checkup.docker(self._images, self._in_use, self._runtime)

    def close(self) -> None:
        """Wait until every container of ours is removed."""
        if self.pool is not None:
            self.pool.close()
        self._cleaners.shutdown(wait=True)


class Container:
    """A started container with its streams attached. A `pool.Cell`."""

    def __init__(
        self, identity: str, runtime: str, wire: AttachedSocket, remove: Callable[[str], Future[None]]
    ) -> None:
        self.identity, self.runtime, self.wire, self._remove = identity, runtime, wire, remove
        self._removal: Future[None] | None = None

    def is_waiting(self) -> bool:
        return self.wire.quiet()

    def discard(self) -> Future[None]:
        """Let go of it and remove it; done when it is gone."""
        if self._removal is None:
            self.wire.close()
            self._removal = self._remove(self.identity)
        return self._removal
